using System.Text.Json;

namespace Lanekeeper.FaultProvider.Speaking;

/// <summary>What a request asks, whatever format it came in.</summary>
internal sealed record Question
{
    public required string Model { get; init; }

    public string LastUserText { get; init; } = "";

    public bool Stream { get; init; }

    /// <summary>OpenAI's <c>stream_options.include_usage</c>.</summary>
    public bool UsageInStream { get; init; }

    /// <summary>The schema that the answer's text must satisfy.</summary>
    public JsonElement? Schema { get; init; }

    public IReadOnlyList<OfferedTool> Tools { get; init; } = [];

    /// <summary>The tool that must be called.</summary>
    public OfferedTool? ForcedTool { get; init; }

    public int InputTokens { get; init; }

    /// <summary>Wants no words: vectors, or a count.</summary>
    public bool Wordless { get; init; }

    /// <summary>The vectors that are wanted.</summary>
    public Embedded? Embedded { get; init; }
}

/// <summary>The texts to turn into vectors, each of so many numbers.</summary>
internal sealed record Embedded(IReadOnlyList<string> Texts, int Dimensions, bool Base64);

internal sealed record OfferedTool(string Name, JsonElement? Schema);

/// <summary>What a model says, whatever format it goes out in.</summary>
internal sealed record Answer
{
    public required string Id { get; init; }

    public required string Model { get; init; }

    public required long Created { get; init; }

    public string? Text { get; init; }

    public string? Refusal { get; init; }

    public IReadOnlyList<AnsweredTool> Tools { get; init; } = [];

    public Finish Finish { get; init; }

    public required Usage Usage { get; init; }

    /// <summary>White space after the answer, in formats that say no words.</summary>
    public int Blanks { get; init; }

    /// <summary>Says something else than was asked, in formats that say no words.</summary>
    public bool Misfits { get; init; }

    /// <summary>Letters that pad a stream's events, as OpenAI does against listeners who count bytes.</summary>
    public required string Padding { get; init; }
}

internal sealed record AnsweredTool(string Id, string Name, string Arguments);

/// <param name="Input">Cached tokens included, as OpenAI counts.</param>
internal sealed record Usage(int Input, int Cached, int Output);

internal enum Finish { Stop, Length, Tools, Filter, Refusal }

/// <summary>An error as a provider would tell it.</summary>
internal sealed record Failure(int Status, string Type, string Message, string? Code = null, string? Param = null);
