using System.Text.Json;
using Lanekeeper.JsonSchema;
using Lanekeeper.Permissions;

namespace Lanekeeper.Project;

public sealed record ToolDefinition
{
    public required string Name { get; init; }

    public required Effect Effect { get; init; }

    public string Description { get; init; } = "";

    /// <summary>What will happen, in plain words; its paths name arguments.</summary>
    public required Template Summary { get; init; }

    public required SchemaFile Arguments { get; init; }

    /// <summary>The arguments that decide where it goes or what it changes.</summary>
    public required IReadOnlyList<string> Decisive { get; init; }

    public required ApprovalTerms Approval { get; init; }

    /// <summary>Whether what the tool answers may be believed.</summary>
    public Trust OutputTrust { get; init; } = Trust.Untrusted;

    public required ToolKind Kind { get; init; }

    /// <summary>Set when <see cref="Kind"/> is <see cref="ToolKind.Outbox"/>.</summary>
    public OutboxTool? Outbox { get; init; }

    /// <summary>Set when <see cref="Kind"/> is <see cref="ToolKind.Http"/>.</summary>
    public HttpTool? Http { get; init; }
}

public enum ToolKind
{
    Outbox,
    Http,
}

/// <param name="From">The sender, an RFC 5322 mailbox.</param>
public sealed record OutboxTool(string From);

public sealed record HttpTool
{
    public required string Method { get; init; }

    /// <summary>Its paths name arguments; each value is percent-encoded.</summary>
    public required Template Url { get; init; }

    /// <summary>May hold <c>${env:NAME}</c> and <c>${file:/path}</c>, which are resolved at call time only.</summary>
    public required IReadOnlyDictionary<string, string> Headers { get; init; }

    /// <summary>Whether the arguments that the URL does not use are sent as a JSON object.</summary>
    public required bool SendsJson { get; init; }

    public required IReadOnlySet<string> Hosts { get; init; }

    public bool AllowPrivate { get; init; }

    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(10);
}

/// <summary>How long a person has to decide, and what happens then.</summary>
/// <param name="Group">Who is asked: a group or an e-mail address; <see langword="null"/> for everybody who may decide.</param>
public sealed record ApprovalTerms(TimeSpan Expires, ExpiryOutcome OnExpiry, string? Group)
{
    public static readonly ApprovalTerms Default = new(TimeSpan.FromDays(3), ExpiryOutcome.Reject, null);
}

public enum ExpiryOutcome
{
    Reject,
    Approve,
}

/// <summary>A schema of the project: its text, and the same compiled.</summary>
public sealed record SchemaFile(string Path, JsonElement Json, Schema Compiled);
