using System.Text.Json;

namespace Lanekeeper.Models.Translating.Asking;

/// <summary>A text that is one block at Anthropic, and what is said there of keeping all up to it.</summary>
internal readonly record struct Passage(JsonElement Text, JsonElement? Cache = null);
