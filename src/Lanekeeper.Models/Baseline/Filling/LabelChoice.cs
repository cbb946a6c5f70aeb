using System.Text.Json;

namespace Lanekeeper.Models.Baseline.Filling;

/// <param name="Words">The message's own words that spoke most for it.</param>
internal sealed record LabelChoice(JsonElement Value, string Name, double Confidence, IReadOnlyList<string> Words);
