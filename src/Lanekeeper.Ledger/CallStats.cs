namespace Lanekeeper.Ledger;

/// <summary>Model calls in numbers, by UTC day of their opening.</summary>
/// <param name="Days">Every day from the one asked for to today, the oldest first, also those without a call.</param>
/// <param name="Models">The same by the model that was asked for; the dearest first.</param>
/// <param name="Workflows">The whole stretch by workflow, the dearest first.</param>
public sealed record CallStats(IReadOnlyList<CallDay> Days, IReadOnlyList<ModelCalls> Models, IReadOnlyList<WorkflowCalls> Workflows);

/// <summary>One day.</summary>
public sealed record CallDay(DateOnly Day)
{
    public long Calls { get; init; }

    /// <summary>Without those that a caller gave up; with those of which nothing was heard again.</summary>
    public long Failed { get; init; }

    /// <summary>With what was read from a cache or written to one.</summary>
    public long InputTokens { get; init; }

    public long OutputTokens { get; init; }

    /// <summary>Of the calls whose cost is known.</summary>
    public decimal CostUsd { get; init; }

    /// <summary>How many answered calls have no known cost; they come on top.</summary>
    public long UnknownCost { get; init; }

    /// <summary>Of answered calls, from request to the last byte: the median; <see langword="null"/> where none was answered.</summary>
    public double? P50Ms { get; init; }

    public double? P95Ms { get; init; }
}

/// <param name="Days">The days on which it was called, the oldest first.</param>
public sealed record ModelCalls(string Model, IReadOnlyList<CallDay> Days);

public sealed record WorkflowCalls(string Workflow, long Calls, long Failed, long InputTokens, long OutputTokens, decimal CostUsd, long UnknownCost);
