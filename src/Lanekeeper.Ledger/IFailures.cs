using Lanekeeper.Project;

namespace Lanekeeper.Ledger;

/// <summary>The door of the two failure budgets: what failed in a way that may pass, and what was answered and not acceptable, kept apart.</summary>
public interface IFailures
{
    /// <summary>By workflow, of the calls of the last 15 minutes, or of the newest 20,000 where there are more. Those over a budget come first.</summary>
    Task<Result<FailureRates>> RatesAsync(Actor actor, CancellationToken cancellationToken);
}

public sealed record FailureRates(IReadOnlyList<FailureRate> Workflows);

/// <param name="Calls">Requests to providers that have ended, without those that a caller gave up.</param>
/// <param name="Transient">Those that failed in a way that may pass, or ran out of time.</param>
/// <param name="Semantic">Those whose answer was not acceptable, and those turned down.</param>
public sealed record FailureRate(string Workflow, long Calls, long Transient, long Semantic)
{
    /// <summary>What the live project says; <see langword="null"/> where it says nothing.</summary>
    public AlarmDefinition? Alarm { get; init; }

    public decimal TransientPercent => Percent(Transient);

    public decimal SemanticPercent => Percent(Semantic);

    public bool IsTransientOver => Alarm is { } alarm && Calls >= alarm.AtLeast && TransientPercent > alarm.TransientPercent;

    public bool IsSemanticOver => Alarm is { } alarm && Calls >= alarm.AtLeast && SemanticPercent > alarm.SemanticPercent;

    public bool IsOver => IsTransientOver || IsSemanticOver;

    private decimal Percent(long count) => Calls == 0 ? 0 : decimal.Round(100m * count / Calls, 1);
}
