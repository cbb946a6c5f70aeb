using System.Text.Json.Nodes;

namespace Lanekeeper.FaultProvider;

/// <summary>A line of the script: which requests it takes, and what is done with them.</summary>
public sealed record Behaviour
{
    public FaultKind Do { get; init; }

    /// <summary>Only requests for this model.</summary>
    public string? Model { get; init; }

    /// <summary>Only requests whose last user message holds these words, in any case.</summary>
    public string? Contains { get; init; }

    /// <summary>How many requests it takes before it is used up.</summary>
    public int Times { get; init; } = 1;

    /// <summary>Never used up: a default, when it stands last.</summary>
    public bool Always { get; init; }

    public string? Text { get; init; }

    /// <summary>The answer as structured output; goes before <see cref="Text"/>.</summary>
    public JsonNode? Json { get; init; }

    public IReadOnlyList<ToolUse>? Tools { get; init; }

    /// <summary>The wait before the first byte.</summary>
    public int DelayMs { get; init; }

    /// <summary>The wait between two events of a stream, or two parts of a body.</summary>
    public int FrameDelayMs { get; init; }

    public int? RetryAfterSeconds { get; init; }

    public int? RetryAfterMs { get; init; }

    public string? ServedModel { get; init; }

    public int? InputTokens { get; init; }

    public int? CachedTokens { get; init; }

    public int? OutputTokens { get; init; }

    /// <summary>The size of a huge answer's text.</summary>
    public int Bytes { get; init; } = 8 << 20;

    /// <summary>The length of a paced answer.</summary>
    public int Tokens { get; init; } = 64;

    /// <summary>How many parts are sent before a cut, a stall or a truncation; half of them when not said.</summary>
    public int? After { get; init; }

    /// <summary>With <see cref="FaultKind.Raw"/>: the status, else 200.</summary>
    public int? Status { get; init; }

    /// <summary>With <see cref="FaultKind.Raw"/>: the body as it stands.</summary>
    public string? Body { get; init; }

    /// <summary>With <see cref="FaultKind.Raw"/>: else application/json.</summary>
    public string? ContentType { get; init; }

    /// <summary>Sends the bytes in parts of this size, whatever they hold.</summary>
    public int? SplitEvery { get; init; }

    /// <summary>Headers added to the answer, or put in the place of its own.</summary>
    public IReadOnlyDictionary<string, string>? Headers { get; init; }

    public static Behaviour Answer(string text) => new() { Text = text };

    public static Behaviour Answer(JsonNode json) => new() { Json = json };

    public static Behaviour Fail(FaultKind kind) => new() { Do = kind };
}

/// <summary>A tool that the answer asks for.</summary>
public sealed record ToolUse(string Name, JsonNode? Arguments = null);
