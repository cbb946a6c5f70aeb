using System.Text.RegularExpressions;

namespace Lanekeeper.Permissions.Enrolling;

/// <summary>What a key may be made for. Names may be ones that the project does not declare yet: the next deployment may.</summary>
internal static partial class AppKeyRules
{
    public const int MostNames = 100;

    private const string Signs = "1 to 200 letters, digits and . _ : / @ + -, a letter or digit first";

    private static readonly TimeSpan Longest = TimeSpan.FromDays(3_660);

    /// <summary>The request as it is kept: without repetitions, with at least one workflow.</summary>
    public static Result<AppKeyRequest> Check(AppKeyRequest request, DateTimeOffset now)
    {
        var asked = new AppKeyRequest(request.App ?? "", Names(request.Workflows), Names(request.Models), Names(request.Tools), request.ExpiresAt);
        var faults = Faults(asked, now).ToList();
        return faults.Count > 0 ? AppKeyProblems.Invalid(faults) : asked.Workflows.Count > 0 ? asked : asked with { Workflows = [asked.App] };
    }

    private static string[] Names(IReadOnlyList<string>? names) => [.. (names ?? []).Take(MostNames + 1).Select(name => name ?? "").Distinct(StringComparer.Ordinal)];

    private static IEnumerable<string> Faults(AppKeyRequest asked, DateTimeOffset now)
    {
        if (!OurName().IsMatch(asked.App))
        {
            yield return "an app's name has 1 to 63 lower-case letters, digits, _ and -, and begins with a letter";
        }

        foreach (var fault in Faults("workflow", asked.Workflows, OurName(), "lower-case letters, digits, _ and -, a letter first")
                     .Concat(Faults("model", asked.Models, AnyName(), Signs))
                     .Concat(Faults("tool", asked.Tools, AnyName(), Signs)))
        {
            yield return fault;
        }

        if (asked.ExpiresAt <= now || asked.ExpiresAt > now + Longest)
        {
            yield return "it must expire in the future and within ten years, or not at all";
        }
    }

    private static IEnumerable<string> Faults(string what, IReadOnlyList<string> names, Regex allowed, string hint)
    {
        if (names.Count > MostNames)
        {
            yield return $"it names more than {MostNames} {what}s";
        }

        if (names.FirstOrDefault(name => !allowed.IsMatch(name)) is { } wrong)
        {
            yield return $"{(IsPlain(wrong) ? $"'{wrong}' is no {what}'s name" : $"a {what}'s name is none")}, which has {hint}";
        }
    }

    private static bool IsPlain(string text) => text.Length is > 0 and <= 63 && text.All(letter => letter is > ' ' and <= '~');

    [GeneratedRegex(@"\A[a-z][a-z0-9_-]{0,62}\z")]
    private static partial Regex OurName();

    [GeneratedRegex(@"\A[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,199}\z")]
    private static partial Regex AnyName();
}
