using System.Text.Json;

namespace Lanekeeper.Models.Baseline;

/// <param name="OutputSchema">The JSON Schema whose shape is filled.</param>
/// <param name="Text">What is classified, searched for values and answered.</param>
/// <param name="Input">The run's whole input: what <c>copy</c>, the greeting and the second look for a value read.</param>
/// <param name="Passages">In the order, and so with the numbers, in which they were retrieved.</param>
internal sealed record BaselineRequest(
    JsonElement OutputSchema, string Text, JsonElement Input, BaselineExamples Examples, IReadOnlyList<BaselinePassage> Passages);

internal sealed record BaselinePassage(string Id, string Document, string Heading, string Text);
