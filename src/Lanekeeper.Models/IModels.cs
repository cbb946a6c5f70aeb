using System.Text.Json;
using Lanekeeper.Ledger;
using Lanekeeper.Project;
using Microsoft.Extensions.AI;

namespace Lanekeeper.Models;

/// <summary>The one call pipeline: route, attempts under one deadline, structured output, usage, cost, and both ledger rows.</summary>
public interface IModels
{
    /// <summary>
    /// Asks the model that the route chooses, and what may stand in for it. A problem of a transient kind has used up the route's attempts; one of kind
    /// <see cref="ProblemKind.Semantic"/> is an answer that is not acceptable and is never asked for again.
    /// </summary>
    Task<Result<ModelAnswer>> CallAsync(ModelCall call, CancellationToken cancellationToken);
}

/// <summary>A question to a model, in neutral terms.</summary>
public sealed record ModelCall
{
    public required CallOrigin Origin { get; init; }

    public required RouteDefinition Route { get; init; }

    public required IReadOnlyList<ChatMessage> Messages { get; init; }

    /// <summary>The shape of the answer; <see langword="null"/> for free text.</summary>
    public SchemaFile? Output { get; init; }

    /// <summary>What the route's rules are asked with.</summary>
    public ModelTask? Task { get; init; }

    /// <summary>What hangs on the answer; undeclared is the most.</summary>
    public Consequence? Consequence { get; init; }

    /// <summary>An answer to the same question was not acceptable before, and a person wants it asked again.</summary>
    public bool EarlierFailure { get; init; }

    /// <summary>How much the workflow may take; <see langword="null"/> where it is not limited.</summary>
    public LimitDefinition? Limits { get; init; }

    /// <summary>What <c>baseline</c> works on; other providers read only the messages.</summary>
    public BaselineMaterial? Baseline { get; init; }
}

/// <param name="Text">What is classified and answered.</param>
/// <param name="Input">The run's input.</param>
/// <param name="TextTemplate">Makes an example's text from its input, as <paramref name="Text"/> was made.</param>
public sealed record BaselineMaterial(string Text, JsonElement Input, Template? TextTemplate, ExampleFile? Examples, IReadOnlyList<SupportingPassage> Passages);

public sealed record SupportingPassage(string Id, string Document, string Heading, string Text);

/// <param name="CallId">The ledger's row of the answer itself.</param>
/// <param name="Output">By the schema; <c>{"text": ...}</c> without one.</param>
/// <param name="Confidence">0 to 1 where the model states one: the baseline's calibrated probability, or the output's <c>confidence</c>.</param>
/// <param name="Calls">How many calls it took, repairs and retries included.</param>
/// <param name="Reason">Why it was this model.</param>
/// <param name="Degraded">What the model stands in for and why; <see langword="null"/> where it does not.</param>
public sealed record ModelAnswer(
    Guid CallId, JsonElement Output, double? Confidence, string Model, string? ServedModel, decimal? CostUsd, int Calls, string Reason, string? Degraded);
