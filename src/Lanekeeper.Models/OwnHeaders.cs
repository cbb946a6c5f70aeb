namespace Lanekeeper.Models;

/// <summary>What an answer to an app says of its way, beside the provider's own headers.</summary>
public static class OwnHeaders
{
    /// <summary>No header of a provider that begins like this goes on.</summary>
    public const string Prefix = "x-lanekeeper-";

    /// <summary>The row in the ledger.</summary>
    public const string CallId = Prefix + "call-id";

    /// <summary>The code of a problem of ours; absent where the provider's own error is handed on.</summary>
    public const string Problem = Prefix + "problem";

    /// <summary>Who answered: the model by its name and pinned id.</summary>
    public const string Model = Prefix + "model";

    /// <summary>How many requests were sent for it.</summary>
    public const string Attempts = Prefix + "attempts";

    /// <summary>Why it was this model.</summary>
    public const string RouteReason = Prefix + "route-reason";

    /// <summary>What it stands in for, and why.</summary>
    public const string Degraded = Prefix + "degraded";

    /// <summary>Why nothing else stood in.</summary>
    public const string RuledOut = Prefix + "ruled-out";

    /// <summary><c>hit</c> or <c>miss</c>, where the workflow has a cache.</summary>
    public const string Cache = Prefix + "cache";

    /// <summary><c>true</c> where an <c>Idempotency-Key</c> brought an earlier answer.</summary>
    public const string Replayed = Prefix + "replayed";
}
