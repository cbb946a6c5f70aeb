namespace Lanekeeper.Models.Wire;

/// <summary>What a request says about itself, and where it may be changed without touching another byte.</summary>
internal sealed record RequestFacts
{
    /// <summary>Why it cannot be passed on; nothing else is to be relied on then.</summary>
    public Problem? Problem { get; init; }

    public string Model { get; init; } = "";

    public bool IsStream { get; init; }

    /// <summary>The most that may be generated, all choices together; <see langword="null"/> when the request does not limit it.</summary>
    public long? MaxOutputTokens { get; init; }

    /// <summary>How many answers are asked for.</summary>
    public long Choices { get; init; } = 1;

    /// <summary>Chat only: the caller itself asks for the usage at the end of the stream.</summary>
    public bool IncludeUsage { get; init; }

    public bool HasTools { get; init; }

    /// <summary>Images, sounds or files.</summary>
    public bool HasAttachments { get; init; }

    /// <summary>How many of those are images, and how many of the body's bytes they take.</summary>
    public int Images { get; init; }

    public long ImageBytes { get; init; }

    /// <summary>What it may come to in tokens, before anybody counts them.</summary>
    public long InputTokens { get; init; }

    public bool HasSchema { get; init; }

    /// <summary>It leans on something that the provider keeps, so it cannot go to another provider or account.</summary>
    public bool IsStateful { get; init; }

    public string? PreviousResponse { get; init; }

    public string? ServiceTier { get; init; }

    /// <summary>Where the model's value stands, quotes included.</summary>
    public BodySpan ModelAt { get; init; }

    /// <summary>What asks for the usage at the end of a chat stream; <see langword="null"/> when nothing has to be changed.</summary>
    public BodyEdit? UsageEdit { get; init; }
}

/// <summary>Bytes of a body.</summary>
internal readonly record struct BodySpan(int Offset, int Length);

/// <summary>Other words in the place of a body's bytes.</summary>
internal sealed record BodyEdit(BodySpan At, string Words);
