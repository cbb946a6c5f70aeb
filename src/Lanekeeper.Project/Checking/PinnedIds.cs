using System.Globalization;
using System.Text.RegularExpressions;

namespace Lanekeeper.Project.Checking;

/// <summary>
/// Which model ids stay the same model. Pinned are an id with a date at its end (<c>-2025-04-14</c>, <c>-20250929</c>, <c>@20250929</c>), OpenAI's older
/// month and day (<c>-0613</c>), a fine-tuned one, an embedding, and Anthropic's from 4.6 on, whose version alone names one snapshot.
/// Whoever runs a server of their own knows what runs there.
/// </summary>
internal static partial class PinnedIds
{
    private static readonly HashSet<string> Repointing = new(["api.openai.com", "api.anthropic.com"], StringComparer.OrdinalIgnoreCase);

    public static bool IsPinned(ModelProvider provider, string id, Uri? baseUrl) =>
        provider == ModelProvider.Baseline
        || (baseUrl is not null && !Repointing.Contains(baseUrl.Host))
        || Dated().IsMatch(id)
        || (provider == ModelProvider.OpenAI ? OtherwisePinned().IsMatch(id) : IsVersioned(id));

    private static bool IsVersioned(string id) =>
        Versioned().Match(id) is { Success: true } match
        && (Number(match, 1), Number(match, 2)) is var (major, minor)
        && (major > 4 || (major == 4 && minor >= 6));

    private static int Number(Match match, int group) => int.TryParse(match.Groups[group].Value, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex(@"[-@](?:20\d{6}|20\d{2}-\d{2}-\d{2})$", RegexOptions.CultureInvariant)]
    private static partial Regex Dated();

    [GeneratedRegex(@"^ft:|^text-embedding-|-(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01])(?:-(?:vision-)?preview)?$", RegexOptions.CultureInvariant)]
    private static partial Regex OtherwisePinned();

    [GeneratedRegex(@"^claude-[a-z]+-(\d{1,2})(?:-(\d{1,2}))?$", RegexOptions.CultureInvariant)]
    private static partial Regex Versioned();
}
