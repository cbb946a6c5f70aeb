using Lanekeeper.Approvals;
using Lanekeeper.Ledger;
using Lanekeeper.Orchestration;
using Lanekeeper.Project;

namespace Lanekeeper.Web.Today;

/// <param name="Cards">The first ones that whoever looks may decide: the riskiest, then the oldest.</param>
/// <param name="Mine">How many they are in all; <see cref="InboxCounts.Most"/> means that many or more.</param>
/// <param name="Deployments">Since yesterday's midnight, the latest first.</param>
/// <param name="Models">Models that are served otherwise than before, which nobody has acknowledged.</param>
/// <param name="HasProject">Whether anything was ever deployed.</param>
/// <param name="HasRuns">Whether anything was ever run.</param>
/// <param name="HasCalls">Whether a model was ever called: an app may do so without any run.</param>
/// <param name="Server">This server's address as apps reach it, without a slash at its end.</param>
public sealed record TodayView(
    IReadOnlyList<InboxRow> Cards,
    int Mine,
    RunPulse Runs,
    AcceptedDays Accepted,
    IReadOnlyList<Deployment> Deployments,
    Spend Spend,
    IReadOnlyList<ServedModel> Models,
    bool HasProject,
    bool HasRuns,
    bool HasCalls,
    string Server)
{
    /// <summary>Workflows whose calls fail more than their alarm allows.</summary>
    public IReadOnlyList<FailureRate> Budgets { get; init; } = [];

    /// <summary>Budgets of which four fifths or more are spent.</summary>
    public IReadOnlyList<NearBudget> NearBudgets { get; init; } = [];

    public const int MostCards = 8;

    public const int MostModels = 5;

    public bool IsFresh => !HasRuns && !HasCalls;
}

public sealed record NearBudget(LimitHolder Holder, LimitFigure Limit);

/// <summary>Proposals taken as they were, of those that people decided.</summary>
/// <param name="Month">The last thirty days, to compare with.</param>
public sealed record AcceptedDays(Wilson Today, Wilson Yesterday, Wilson Month);

/// <param name="Month">Of this calendar month.</param>
/// <param name="UnknownCost">Calls of this month that may have cost money, and nobody knows how much; they come on top.</param>
public sealed record Spend(decimal Today, decimal Yesterday, decimal Month, long UnknownCost, IReadOnlyList<WorkflowSpend> Workflows);

public sealed record WorkflowSpend(string Workflow, decimal CostUsd, long Calls, long UnknownCost);
