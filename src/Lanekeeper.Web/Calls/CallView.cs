using Lanekeeper.Ledger;

namespace Lanekeeper.Web.Calls;

/// <summary>A call in full.</summary>
/// <param name="Turns">The conversation, or <see langword="null"/> where its shape is not known; the bytes say it then.</param>
/// <param name="Curl">The same question for a shell, or <see langword="null"/> where there is none to ask.</param>
/// <param name="Attempts">All calls of the same step, the oldest first, this one too.</param>
public sealed record CallView(CallDetail Call, IReadOnlyList<Turn>? Turns, string? Curl, IReadOnlyList<CallRow> Attempts);
