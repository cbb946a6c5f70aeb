namespace Lanekeeper.Ledger;

/// <summary>The door of what apps and workflows may take from models, and how much of it is used.</summary>
public interface ILimits
{
    /// <summary>All that the live project limits, used or not. Who is near a limit comes first, then by name.</summary>
    Task<Result<LimitsInUse>> ReadAsync(Actor actor, CancellationToken cancellationToken);
}

/// <param name="At">The moment of all its figures.</param>
public sealed record LimitsInUse(DateTimeOffset At, IReadOnlyList<LimitHolder> Holders);

/// <summary>An app or a workflow that is limited.</summary>
public sealed record LimitHolder(LimitHolderKind Kind, string Name, IReadOnlyList<LimitFigure> Limits)
{
    /// <summary>Of the limit that is used most.</summary>
    public decimal Share => Limits.Max(limit => limit.Share);
}

public enum LimitHolderKind
{
    App,
    Workflow,
}

/// <summary>One limit, and how much of it is used.</summary>
/// <param name="Used">With what is held for calls under way; over what is allowed where calls took more than was held for them.</param>
public sealed record LimitFigure(LimitKind Kind, decimal Allowed, decimal Used)
{
    internal const decimal Near = 0.8m;

    /// <summary>Of a budget: what of <see cref="Used"/> is only held, and mostly given back.</summary>
    public decimal? Held { get; init; }

    /// <summary>Of a budget: when its next day or month begins.</summary>
    public DateTimeOffset? RenewsAt { get; init; }

    public decimal Left => Math.Max(0, Allowed - Used);

    /// <summary>1 is all of it. Cut off and not rounded, so that four fifths are four fifths.</summary>
    public decimal Share => Allowed > 0 ? decimal.Round(Used / Allowed, 4, MidpointRounding.ToZero) : 1;

    public bool IsNear => Share >= Near;

    public bool IsFull => Share >= 1;

    public bool IsBudget => Kind is LimitKind.UsdPerDay or LimitKind.UsdPerMonth;
}

/// <summary>As a project's file names them.</summary>
public enum LimitKind
{
    RequestsPerMinute,
    TokensPerMinute,
    Concurrent,
    UsdPerDay,
    UsdPerMonth,
}
