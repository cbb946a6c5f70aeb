namespace Lanekeeper.FaultProvider;

/// <summary>A request that reached the server, and what came of it. It is noted before anything is answered.</summary>
public sealed record Attempt
{
    public required int Number { get; init; }

    public required DateTimeOffset At { get; init; }

    public required string Path { get; init; }

    /// <summary><c>chat</c>, <c>responses</c>, <c>embeddings</c>, <c>messages</c> or <c>count_tokens</c>.</summary>
    public string Format { get; init; } = "";

    public string Model { get; init; } = "";

    public bool Stream { get; init; }

    public string LastUserText { get; init; } = "";

    /// <summary>How the caller showed its credential: <c>bearer</c>, <c>x-api-key</c>, or nothing. Never the credential.</summary>
    public string Credential { get; init; } = "";

    /// <summary>The headers by which a caller names or repeats a request.</summary>
    public required IReadOnlyDictionary<string, string> Ids { get; init; }

    /// <summary>SHA-256 of the body, in hexadecimal.</summary>
    public required string BodyDigest { get; init; }

    public required int BodyBytes { get; init; }

    /// <summary>The name of what was done, <c>replay</c>, or <c>rejected</c> when the request itself was at fault.</summary>
    public string Did { get; init; } = "";

    public int? Status { get; init; }

    public Outcome Outcome { get; init; }

    public DateTimeOffset? EndedAt { get; init; }
}

public enum Outcome
{
    Pending,

    /// <summary>Every byte that was meant to go out was handed over.</summary>
    Sent,

    /// <summary>The server broke the connection, as it was told.</summary>
    Cut,

    /// <summary>The caller left before the end.</summary>
    ClientAborted,

    /// <summary>The server stopped meanwhile.</summary>
    Stopped,
}
