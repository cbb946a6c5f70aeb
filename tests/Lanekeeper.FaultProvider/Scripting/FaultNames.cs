using System.Globalization;
using System.Text.RegularExpressions;

namespace Lanekeeper.FaultProvider.Scripting;

/// <summary>The words for what can be done, and the model names made of them: <c>fault-500x2-then-ok</c>.</summary>
internal static partial class FaultNames
{
    public const string Prefix = "fault-";

    /// <summary>From one token to the next, when nothing else is said.</summary>
    public const int UsualPaceMs = 20;

    /// <summary>A date at the end makes a name look pinned; it means nothing here.</summary>
    public static string WithoutPin(string model) => Pin().Replace(model, "");

    private static readonly (string Name, FaultKind Kind)[] Table =
    [
        ("ok", FaultKind.Ok), ("slow", FaultKind.Slow), ("renamed", FaultKind.Renamed), ("tool-call", FaultKind.ToolCall),
        ("length", FaultKind.Length), ("refusal", FaultKind.Refusal), ("filter", FaultKind.Filter), ("misfit", FaultKind.Misfit),
        ("not-json", FaultKind.NotJson), ("huge", FaultKind.Huge), ("pace", FaultKind.Pace),
        ("400", FaultKind.BadRequest), ("context", FaultKind.ContextTooLong), ("401", FaultKind.Unauthorized), ("quota", FaultKind.Quota),
        ("403", FaultKind.Forbidden), ("404", FaultKind.NotFound), ("413", FaultKind.TooLarge), ("429", FaultKind.RateLimit),
        ("500", FaultKind.ServerError), ("502", FaultKind.BadGateway), ("503", FaultKind.Unavailable), ("529", FaultKind.Overloaded),
        ("error-inside", FaultKind.ErrorInside), ("error-first", FaultKind.ErrorFirst), ("truncated", FaultKind.Truncated), ("empty", FaultKind.Empty), ("html", FaultKind.Html),
        ("garbage", FaultKind.Garbage), ("wrong-shape", FaultKind.WrongShape), ("no-done", FaultKind.NoDone),
        ("double-start", FaultKind.DoubleStart), ("restart", FaultKind.Restart), ("wrong-type", FaultKind.WrongType), ("raw", FaultKind.Raw),
        ("cut", FaultKind.Cut), ("stall", FaultKind.Stall), ("reset", FaultKind.Reset), ("silence", FaultKind.Silence),
    ];

    private static readonly Dictionary<string, FaultKind> Kinds = Table.ToDictionary(row => row.Name, row => row.Kind);
    private static readonly Dictionary<FaultKind, string> Names = Table.ToDictionary(row => row.Kind, row => row.Name);

    public static IEnumerable<string> All => Table.Select(row => row.Name);

    public static string NameOf(FaultKind kind) => Names[kind];

    public static bool TryFind(string name, out FaultKind kind) => Kinds.TryGetValue(name, out kind);

    /// <returns>What each request in turn meets, the last one for good; or <see langword="null"/> when the name says nothing we know.</returns>
    public static IReadOnlyList<Behaviour>? Read(string model)
    {
        var name = WithoutPin(model[Prefix.Length..].Split('@')[0]);
        var steps = new List<Behaviour>();
        foreach (var word in name.Split("-then-"))
        {
            if (Step().Match(word) is not { Success: true } step || !TryFind(step.Groups["name"].Value, out var kind))
            {
                return null;
            }

            steps.AddRange(Enumerable.Repeat(Timed(kind, step.Groups["span"].Value), Number(step.Groups["times"].Value, 1)));
        }

        return steps.Count == 0 ? null : steps;
    }

    private static Behaviour Timed(FaultKind kind, string span)
    {
        var number = Number(span.TrimEnd('m', 's'), 0);
        var inMilliseconds = span.EndsWith("ms", StringComparison.Ordinal);
        var milliseconds = inMilliseconds ? number : number * 1000;
        return (kind, span) switch
        {
            (FaultKind.Pace, "") => new Behaviour { Do = kind, FrameDelayMs = UsualPaceMs },
            (FaultKind.Pace, _) => new Behaviour { Do = kind, FrameDelayMs = milliseconds },
            (FaultKind.Slow, "") => new Behaviour { Do = kind, DelayMs = 2000 },
            (_, "") => new Behaviour { Do = kind },
            (FaultKind.RateLimit or FaultKind.Unavailable or FaultKind.Overloaded, _) when inMilliseconds => new Behaviour { Do = kind, RetryAfterMs = number },
            (FaultKind.RateLimit or FaultKind.Unavailable or FaultKind.Overloaded, _) => new Behaviour { Do = kind, RetryAfterSeconds = number },
            _ => new Behaviour { Do = kind, DelayMs = milliseconds },
        };
    }

    private static int Number(string digits, int otherwise) => digits.Length == 0 ? otherwise : int.Parse(digits, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"-(\d{4}-\d{2}-\d{2}|\d{8})$")]
    private static partial Regex Pin();

    [GeneratedRegex(@"^(?<name>[a-z0-9-]+?)(x(?<times>\d{1,3}))?(-(?<span>\d{1,6}(ms|s)))?$")]
    private static partial Regex Step();
}
