using System.Text.Json;

namespace Lanekeeper.Models.Baseline;

/// <param name="Output">What could be filled; by the schema where there are no gaps.</param>
/// <param name="Confidence">The calibrated probability that the schema's first label is right; null where it has no label.</param>
/// <param name="Text">The output as JSON text.</param>
/// <param name="Gaps">What the schema requires and nothing honest could be found for. With any, the answer is a semantic failure.</param>
internal sealed record BaselineAnswer(JsonElement Output, double? Confidence, string Text, IReadOnlyList<BaselineGap> Gaps);

/// <param name="Pointer">The JSON pointer of the property.</param>
/// <param name="Reason">A sentence for a person: why it is empty and what would fill it.</param>
internal sealed record BaselineGap(string Pointer, string Reason);
