namespace Lanekeeper.Models.Wire;

/// <summary>One event of a stream. Its memory is valid until the next <see cref="SseSplitter.Append"/>.</summary>
/// <param name="Raw">Its bytes as they came, blank line and comments included.</param>
/// <param name="Data">Its data lines joined with LF; empty for a comment.</param>
internal readonly record struct SseEvent(ReadOnlyMemory<byte> Raw, ReadOnlyMemory<byte> Data, string? Name);
