namespace Lanekeeper.Models.Relaying;

/// <summary>What came of one request.</summary>
internal sealed record Sent
{
    public RelayAnswer? Answer { get; init; }

    public Problem? Problem { get; init; }

    /// <summary>Why there is nothing to hand on and nothing more to try: a row could not be written.</summary>
    public Problem? Unsent { get; init; }

    /// <summary>Nobody was asked: the provider is left alone for a while.</summary>
    public bool IsUnasked { get; init; }

    /// <summary>The provider itself says that asking again is of no use.</summary>
    public bool IsFinal { get; init; }

    /// <summary>Whose answer does not fit the schema that was asked for.</summary>
    public string? Misfit { get; init; }
}
