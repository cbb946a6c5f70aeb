using Lanekeeper.Models.Providing;

namespace Lanekeeper.Models.Wire;

/// <summary>What one model counted in a call. One call may have been served by several.</summary>
/// <param name="Model"><see langword="null"/> when the answer does not name it.</param>
internal sealed record ModelUsage(string? Model, TokenUsage Usage);
