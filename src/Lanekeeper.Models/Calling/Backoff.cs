namespace Lanekeeper.Models.Calling;

/// <summary>How long to wait before a transient failure is tried again.</summary>
internal static class Backoff
{
    /// <param name="failures">How many tries have failed, from 1.</param>
    /// <param name="hint">What the provider asks for; it is not shortened, and chance only lengthens it.</param>
    /// <param name="chance">0 to 1, so that callers who failed together do not come back together.</param>
    public static TimeSpan Wait(int failures, TimeSpan? hint, ModelsOptions options, double chance)
    {
        var doubled = options.FirstWait * Math.Pow(2, Math.Min(failures - 1, 20));
        var wait = (doubled < options.LongestWait ? doubled : options.LongestWait) * (0.5 + chance / 2);
        return hint is { } asked ? asked + wait * 0.1 : wait;
    }
}
