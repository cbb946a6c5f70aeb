namespace Lanekeeper.Orchestration.Running;

/// <summary>
/// How long to wait before the next try: doubling, with "equal jitter" (half fixed, half random), so that runs that failed
/// together do not come back together; never before the one who refused said, within reason.
/// </summary>
internal static class Backoff
{
    private static readonly TimeSpan LongestAsked = TimeSpan.FromDays(1);

    public static TimeSpan After(int failures, TimeSpan? retryAfter, OrchestrationOptions options, double random)
    {
        var doubled = options.FirstBackoff * Math.Pow(2, Math.Min(failures - 1, 30));
        var longest = doubled < options.LongestBackoff ? doubled : options.LongestBackoff;
        var wait = (longest / 2) + (longest / 2 * random);
        return retryAfter is { } asked && asked > wait ? (asked < LongestAsked ? asked : LongestAsked) : wait;
    }
}
