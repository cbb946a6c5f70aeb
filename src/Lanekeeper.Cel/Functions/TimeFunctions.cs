using Lanekeeper.Cel.Values;
using static Lanekeeper.Cel.Functions.Function;

namespace Lanekeeper.Cel.Functions;

/// <summary>Parts of timestamps, in UTC or a time zone, and of durations.</summary>
internal static class TimeFunctions
{
    private const long NanosPerSecond = 1_000_000_000;

    public static IEnumerable<Function> All =>
    [
        Part("getFullYear", static local => local.Year),
        Part("getMonth", static local => local.Month - 1),
        Part("getDate", static local => local.Day),
        Part("getDayOfMonth", static local => local.Day - 1),
        Part("getDayOfYear", static local => local.DayOfYear - 1),
        Part("getDayOfWeek", static local => (long)local.DayOfWeek),
        Part("getHours", static local => local.Hour, static nanos => nanos / (3600 * NanosPerSecond)),
        Part("getMinutes", static local => local.Minute, static nanos => nanos / (60 * NanosPerSecond)),
        Part("getSeconds", static local => local.Second, static nanos => nanos / NanosPerSecond),
        Part("getMilliseconds", static local => local.Millisecond, static nanos => nanos / 1_000_000 % 1000),
    ];

    private static Function Part(string name, Func<DateTime, long> ofTimestamp, Func<long, long>? ofDuration = null) =>
        On(name, 1, 2, (arguments, _) => arguments switch
        {
            [{ Kind: CelKind.Timestamp } timestamp] => Local(timestamp, 0, ofTimestamp),
            [{ Kind: CelKind.Timestamp } timestamp, { Kind: CelKind.String } zone] =>
                TimeZones.OffsetAt(zone.Text, timestamp) is { } offset
                    ? Local(timestamp, offset, ofTimestamp)
                    : CelValue.Error("unknown time zone: expected an offset such as +01:00 or a name such as Europe/Paris"),
            [{ Kind: CelKind.Duration } duration] when ofDuration is not null => ofDuration(duration.DurationNanos),
            _ => NoOverload(name, arguments),
        });

    private static CelValue Local(in CelValue timestamp, long offset, Func<DateTime, long> part)
    {
        var local = Timestamps.Add(timestamp, (Int128)offset * NanosPerSecond);
        return local.IsError ? local : part(DateTime.UnixEpoch.AddSeconds(local.Seconds).AddTicks(local.Nanos / 100));
    }
}
