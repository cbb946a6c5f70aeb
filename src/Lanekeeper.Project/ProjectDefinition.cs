using Lanekeeper.Permissions;

namespace Lanekeeper.Project;

/// <summary>A whole project, checked: every name in it is known and every schema, template and condition compiles.</summary>
public sealed record ProjectDefinition
{
    public required string Name { get; init; }

    public string Description { get; init; } = "";

    public required IReadOnlyDictionary<string, ModelDefinition> Models { get; init; }

    public required IReadOnlyDictionary<string, RouteDefinition> Routes { get; init; }

    public required IReadOnlyDictionary<string, ToolDefinition> Tools { get; init; }

    public required IReadOnlyDictionary<string, SourceDefinition> Sources { get; init; }

    /// <summary>Group name to e-mail addresses.</summary>
    public required IReadOnlyDictionary<string, IReadOnlyList<string>> Groups { get; init; }

    /// <summary>Tools that no workflow may execute, whatever else is said.</summary>
    public required IReadOnlySet<string> Never { get; init; }

    public required IReadOnlyDictionary<string, WorkflowDefinition> Workflows { get; init; }

    /// <summary>By an app's name.</summary>
    public IReadOnlyDictionary<string, LimitDefinition> AppLimits { get; init; } = new Dictionary<string, LimitDefinition>();

    /// <summary>By a workflow's name, whoever calls for it.</summary>
    public IReadOnlyDictionary<string, LimitDefinition> WorkflowLimits { get; init; } = new Dictionary<string, LimitDefinition>();

    /// <summary>The workflows whose apps get an answer again for the very same request.</summary>
    public IReadOnlyDictionary<string, CacheDefinition> Caches { get; init; } = new Dictionary<string, CacheDefinition>();

    /// <summary>By a workflow's name, whoever calls for it.</summary>
    public IReadOnlyDictionary<string, AlarmDefinition> Alarms { get; init; } = new Dictionary<string, AlarmDefinition>();

    /// <summary>The addresses behind a group's name; an address stands for itself.</summary>
    public IReadOnlyList<string> MembersOf(string? groupOrAddress) =>
        groupOrAddress is null ? [] : Groups.TryGetValue(groupOrAddress, out var members) ? members : [groupOrAddress];
}

/// <param name="Model">The pinned id that is sent to the provider.</param>
public sealed record ModelDefinition(string Name, ModelProvider Provider, string Model)
{
    public Uri? BaseUrl { get; init; }

    public SecretReference? Key { get; init; }

    /// <summary>The key that is sent: where none is named, the one where its provider usually keeps it, which goes to no other server than the provider's own.</summary>
    public SecretReference? KeyInUse => Key ?? (BaseUrl is null ? UsualKey : null);

    private SecretReference? UsualKey => Provider switch
    {
        ModelProvider.OpenAI => new(SecretKind.Environment, "OPENAI_API_KEY"),
        ModelProvider.Anthropic => new(SecretKind.Environment, "ANTHROPIC_API_KEY"),
        _ => null,
    };

    public int MaxOutputTokens { get; init; } = 1024;

    public decimal? Temperature { get; init; }

    /// <summary>Its id may be one that the provider points to another model some day.</summary>
    public bool AllowUnpinned { get; init; }

    /// <summary>What it can do; a model that does not say so cannot, where it is to stand in for another.</summary>
    public ModelCapabilities Capabilities { get; init; }

    /// <summary>How much it can read and write in one call.</summary>
    public long? ContextTokens { get; init; }

    /// <summary>Where it is served.</summary>
    public string? Region { get; init; }

    /// <summary>When it is left alone; <see langword="null"/> for what is usual.</summary>
    public BreakerDefinition? Breaker { get; init; }

    /// <summary>What it costs, in place of the price list.</summary>
    public PriceDefinition? Price { get; init; }
}

/// <summary>USD per million tokens; what is <see langword="null"/> is not known.</summary>
public sealed record PriceDefinition(decimal Input, decimal Output, decimal? CacheRead, decimal? CacheWrite5m, decimal? CacheWrite1h);

/// <param name="Failures">After so many in a row it is left alone.</param>
/// <param name="Pause">For so long.</param>
public sealed record BreakerDefinition(int Failures, TimeSpan Pause);

public enum ModelProvider
{
    Baseline,
    OpenAI,
    Anthropic,
}

/// <param name="Lifetime">For how long an answer is given again.</param>
public sealed record CacheDefinition(TimeSpan Lifetime);

/// <summary>How much may be taken from models; what is <see langword="null"/> is not limited. Days and months are UTC's.</summary>
public sealed record LimitDefinition(int? RequestsPerMinute, long? TokensPerMinute, int? Concurrent, decimal? UsdPerDay, decimal? UsdPerMonth);

/// <param name="Path">From the project's root.</param>
/// <param name="Language">A PostgreSQL text search configuration.</param>
public sealed record SourceDefinition(string Name, string Path, string Owner, Trust Trust, string Language);

/// <summary>How much of a workflow's calls may fail within 15 minutes; what is <see langword="null"/> is not watched.</summary>
/// <param name="TransientPercent">In a way that may pass.</param>
/// <param name="SemanticPercent">With an answer that is not acceptable.</param>
/// <param name="AtLeast">Of fewer calls nothing is said.</param>
public sealed record AlarmDefinition(decimal? TransientPercent, decimal? SemanticPercent, int AtLeast);
