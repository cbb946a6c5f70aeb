namespace Lanekeeper.FaultProvider.Answering;

/// <summary>What goes over the wire, part by part, and how it ends. Each part is flushed by itself.</summary>
internal sealed record Reply
{
    public int Status { get; init; } = 200;

    public string ContentType { get; init; } = "application/json";

    public IReadOnlyList<ReadOnlyMemory<byte>> Parts { get; init; } = [];

    public Ending Ending { get; init; }

    /// <summary>No status line either: the ending comes at once.</summary>
    public bool Headless { get; init; }

    public Speaking.Failure? Failure { get; init; }

    public int InputTokens { get; init; }
}

internal enum Ending { Clean, Reset, Silence }
