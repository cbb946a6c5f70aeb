namespace Lanekeeper.Models.Relaying.Caching;

/// <summary>The headers of an answer that is given again: what they said of the first call's moment is left out.</summary>
internal static class CacheHeaders
{
    /// <param name="kept">Names and values by turns.</param>
    /// <param name="id">The call that this one is.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> kept, Guid id) =>
        [.. kept.Chunk(2).Where(pair => IsTimeless(pair[0])).SelectMany(pair => pair), OwnHeaders.CallId, id.ToString(), OwnHeaders.Attempts, "0"];

    private static bool IsTimeless(string name) =>
        name is not (OwnHeaders.CallId or OwnHeaders.Attempts or OwnHeaders.Cache)
        && !name.Contains("ratelimit", StringComparison.OrdinalIgnoreCase)
        && !name.StartsWith("retry-after", StringComparison.OrdinalIgnoreCase)
        && !name.EndsWith("processing-ms", StringComparison.OrdinalIgnoreCase);
}
