using System.Text.Json;
using Lanekeeper.Approvals;
using Lanekeeper.Ledger;
using Lanekeeper.Project;

namespace Lanekeeper.Orchestration;

/// <summary>What made a step do what it did. Which parts there are depends on its kind.</summary>
public sealed record StepExplanation
{
    public required StepRecord Step { get; init; }

    /// <summary>The condition it stands under, as written.</summary>
    public string? Condition { get; init; }

    /// <summary>Whether what went in and what came out was left out because the caller may not read them.</summary>
    public bool IsWithheld { get; init; }

    /// <summary>Why the templates could not be filled again, where they could not.</summary>
    public Problem? Unfilled { get; init; }

    /// <summary>Of a model step.</summary>
    public PromptExplanation? Prompt { get; init; }

    /// <summary>Of a retrieve step.</summary>
    public RetrieveExplanation? Retrieve { get; init; }

    /// <summary>Of a tool step.</summary>
    public ToolExplanation? Tool { get; init; }

    /// <summary>The question of an approve step, or the reason of a route step.</summary>
    public FilledText? Words { get; init; }

    /// <summary>To whom a route step handed the work.</summary>
    public string? RoutedTo { get; init; }

    /// <summary>Each request to a provider, the oldest first, without its bodies.</summary>
    public IReadOnlyList<CallRow> Calls { get; init; } = [];

    /// <summary>The card that it put before a person.</summary>
    public Approval? Approval { get; init; }
}

/// <summary>A template filled again: text as written, and values with the path each came by.</summary>
public sealed record FilledText(IReadOnlyList<TemplateSegment> Segments);

/// <param name="Path">Of the prompt's file in the project.</param>
/// <param name="WasSent"><see langword="false"/> when the bytes in the ledger hold another text, <see langword="null"/> when there are none to compare.</param>
public sealed record PromptExplanation(string Path, string Route, IReadOnlyList<FilledMessage> Messages, bool? WasSent);

public sealed record FilledMessage(PromptRole Role, FilledText Text);

/// <param name="Passages">Best first, as they were when they were found.</param>
public sealed record RetrieveExplanation(FilledText? Query, IReadOnlyList<string> Sources, int Top, IReadOnlyList<FoundPassage> Passages);

public sealed record FoundPassage(int Number, Guid Id, string Source, string Document, string Heading, string Text, double Score, int StartLine, int EndLine);

/// <param name="Arguments">Each value at its place, a JSON Pointer.</param>
/// <param name="Actions">What was decided and what was executed, the oldest first; arguments as they were used.</param>
public sealed record ToolExplanation(string Tool, IReadOnlyList<FilledArgument> Arguments, FilledText? Reason, IReadOnlyList<ActionRow> Actions);

/// <param name="Text">Set where a template stands there.</param>
/// <param name="Literal">Set where the value is written in the workflow.</param>
public sealed record FilledArgument(string Place, FilledText? Text, JsonElement? Literal);
