namespace Lanekeeper.Project;

/// <summary>Which model answers, and what happens when it does not.</summary>
/// <param name="Model">The one that is asked where no rule says otherwise.</param>
/// <param name="Deadline">Over all attempts, of all models.</param>
/// <param name="Attempts">How often a transient failure is tried in all with one model.</param>
public sealed record RouteDefinition(string Name, ModelDefinition Model, TimeSpan Deadline, int Attempts)
{
    /// <summary>How long an app's stream that has begun may stand still; <see langword="null"/> for the usual ten seconds.</summary>
    public TimeSpan? Silence { get; init; }

    /// <summary>In their order: the first that holds decides.</summary>
    public IReadOnlyList<RouteRule> Rules { get; init; } = [];

    /// <summary><see langword="null"/> where an answer that does not fit is repaired by the model that gave it.</summary>
    public CascadeDefinition? Cascade { get; init; }

    /// <summary>What may stand in; <see langword="null"/> for nothing, which is the default.</summary>
    public FallbackDefinition? Fallback { get; init; }
}

/// <param name="Reason">Why, in the words of who wrote it; <see langword="null"/> where the conditions say it themselves.</param>
public sealed record RouteRule(RouteCondition When, ModelDefinition Model, string? Reason);

/// <summary>What must hold for a rule, all of it; of a list, one. What is <see langword="null"/> is not asked.</summary>
public sealed record RouteCondition
{
    public IReadOnlySet<ModelTask>? Tasks { get; init; }

    public IReadOnlySet<Consequence>? Consequences { get; init; }

    /// <summary>Estimated: a third of the bytes.</summary>
    public Between? InputTokens { get; init; }

    public bool? Attachments { get; init; }

    /// <summary>Among <see cref="RouteLanguages.All"/>.</summary>
    public IReadOnlySet<string>? Languages { get; init; }

    /// <summary>Whether an answer to the same question was not acceptable before.</summary>
    public bool? EarlierFailure { get; init; }

    /// <summary>The most that the route's own model can cost for this.</summary>
    public Between? MaxUsd { get; init; }
}

/// <summary>More than the one and less than the other.</summary>
public sealed record Between(decimal? Above, decimal? Below)
{
    public bool Holds(decimal value) => !(value <= Above) && !(value >= Below);
}

/// <summary>What a call is for.</summary>
public enum ModelTask
{
    Classify,
    Extract,
    Retrieve,
    Plan,
    Synthesize,
    Review,
}

/// <summary>How much hangs on an answer. What nobody declares counts as <see cref="High"/>.</summary>
public enum Consequence
{
    Low,
    Medium,
    High,
}

/// <summary>The languages that a rule may name, by ISO 639-1.</summary>
public static class RouteLanguages
{
    /// <summary>It could not be told.</summary>
    public const string Unknown = "unknown";

    public static readonly IReadOnlyList<string> All =
        ["ar", "de", "el", "en", "es", "fr", "he", "it", "ja", "ko", "nl", "pl", "pt", "ru", "th", "uk", "zh", Unknown];
}

/// <summary>Cheap first: the other model is asked when the answer does not fit its schema, or says of itself that it is unsure.</summary>
/// <param name="BelowConfidence">A confidence that is stated and lower is not enough; <see langword="null"/> for any.</param>
public sealed record CascadeDefinition(ModelDefinition Then, double? BelowConfidence);

/// <summary>The envelope within which another model may stand in for one that is down.</summary>
/// <param name="Models">In the order in which they are asked.</param>
public sealed record FallbackDefinition(IReadOnlyList<ModelDefinition> Models)
{
    /// <summary>How much may hang on what is answered by another.</summary>
    public Consequence MaxConsequence { get; init; } = Consequence.Low;

    /// <summary>How many times as much it may cost.</summary>
    public decimal? MaxPriceMultiple { get; init; }

    /// <summary>Where it may be served; <see langword="null"/> for anywhere.</summary>
    public IReadOnlySet<string>? Regions { get; init; }

    /// <summary>How long a model may be waited for that has others behind it; <see langword="null"/> for half of what is left.</summary>
    public TimeSpan? After { get; init; }

    /// <summary>A step of a run that no model could answer goes to a person.</summary>
    public bool QueueForHuman { get; init; }
}

/// <summary>What a model can do beyond answering in words.</summary>
[Flags]
public enum ModelCapabilities
{
    None = 0,
    Tools = 1,
    Images = 2,
    JsonSchema = 4,
}
