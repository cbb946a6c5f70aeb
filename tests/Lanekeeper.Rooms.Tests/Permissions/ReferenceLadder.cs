using Lanekeeper.Permissions;

namespace Lanekeeper.Rooms.Tests.Permissions;

/// <summary>The ladder a second time, written in another way: everything that could object is asked, and the strictest wins.</summary>
internal static class ReferenceLadder
{
    // One row a ceiling, one letter an effect: Allow, aPprove, Recommend, Deny.
    private static readonly string[] Table = ["ADDDD", "AADDD", "AAARR", "AAAPP", "AAAAP"];

    public static (Verdict Verdict, string Rule) Decide(ActionRequest request)
    {
        var opinions = new List<(int Strength, Verdict Verdict, string Rule)>();
        if (request.IsNever)
        {
            opinions.Add((1, Verdict.Deny, "never"));
        }

        if (request.Effect is null)
        {
            opinions.Add((2, Verdict.Deny, "undeclared"));
        }

        if (!request.IsListed)
        {
            opinions.Add((3, Verdict.Deny, "unlisted"));
        }

        if (request.Rules.Where(rule => rule.Forbids || rule.Error is not null).Select(rule => rule.Name).Min(StringComparer.Ordinal) is { } name)
        {
            opinions.Add((4, Verdict.Deny, $"rule:{name}"));
        }

        if (request.Effect is { } effect)
        {
            var letter = Table[(int)request.Ceiling][(int)effect];
            opinions.Add((5, "DRPA".IndexOf(letter, StringComparison.Ordinal) is var index ? (Verdict)index : default, "ladder"));
            if (effect == Effect.Write && request.HasReadUntrusted && request.UntrustedDecisiveArguments.Any())
            {
                opinions.Add((6, Verdict.Approve, "trust"));
            }
        }

        var strictest = opinions.OrderBy(opinion => opinion.Verdict).ThenBy(opinion => opinion.Strength).First();
        return (strictest.Verdict, strictest.Rule);
    }
}
