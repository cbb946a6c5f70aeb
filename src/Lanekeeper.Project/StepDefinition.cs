using System.Text.Json;
using Lanekeeper.Cel;

namespace Lanekeeper.Project;

/// <summary>One step of a workflow. Steps run in order; a step whose condition is false is skipped.</summary>
public abstract record StepDefinition(string Id, CelExpression? When);

public sealed record RetrieveStep(string Id, CelExpression? When, IReadOnlyList<string> Sources, Template Query, int Top) : StepDefinition(Id, When);

/// <param name="Output">The shape of the answer; <see langword="null"/> for free text, which becomes <c>{"text": ...}</c>.</param>
/// <param name="Text">What <c>baseline</c> classifies.</param>
/// <param name="Examples">Labelled examples for <c>baseline</c>.</param>
/// <param name="Passages">The retrieve step whose passages support the answer.</param>
public sealed record ModelStep(
    string Id,
    CelExpression? When,
    string Route,
    PromptTemplate Prompt,
    SchemaFile? Output,
    Template? Text,
    ExampleFile? Examples,
    string? Passages) : StepDefinition(Id, When)
{
    /// <summary>What the route's rules are asked with.</summary>
    public ModelTask? Task { get; init; }

    /// <summary>What hangs on the answer; undeclared is the most.</summary>
    public Consequence? Consequence { get; init; }
}

public sealed record ToolStep(string Id, CelExpression? When, string Tool, ArgumentTemplate Arguments, Template? Reason) : StepDefinition(Id, When);

public sealed record ApproveStep(string Id, CelExpression? When, Template Question, ApprovalTerms Terms) : StepDefinition(Id, When);

public sealed record RouteStep(string Id, CelExpression? When, string To, Template Reason) : StepDefinition(Id, When);

/// <summary>Labelled examples: JSON lines of <c>input</c> and <c>output</c>.</summary>
/// <param name="Hash">SHA-256 of the file, so that what is learned from it can be kept.</param>
public sealed record ExampleFile(string Path, string Hash, IReadOnlyList<LabelledExample> Examples);

public sealed record LabelledExample(JsonElement Input, JsonElement Output);
