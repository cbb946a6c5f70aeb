using System.Text.RegularExpressions;

namespace Lanekeeper.Web.Design;

/// <summary>Reads the colours out of <c>tokens.css</c> and measures each against what it is used on.</summary>
internal static partial class Tokens
{
    private static readonly string[] Surfaces = ["surface", "surface-raised", "surface-sunk", "surface-hover"];

    public static IReadOnlyList<ColourToken> Read()
    {
        using var stream = typeof(Tokens).Assembly.GetManifestResourceStream("Styles/tokens.css")!;
        using var reader = new StreamReader(stream);
        return Read(reader.ReadToEnd());
    }

    private static IReadOnlyList<ColourToken> Read(string css)
    {
        var all = Colour().Matches(css).ToDictionary(match => match.Groups[1].Value, match => (Light: match.Groups[2].Value, Dark: match.Groups[3].Value), StringComparer.Ordinal);
        return
        [
            .. all.Select(token => new ColourToken(
                token.Key,
                token.Value.Light,
                token.Value.Dark,
                Least(token.Value.Light, Grounds(token.Key), name => all[name].Light),
                Least(token.Value.Dark, Grounds(token.Key), name => all[name].Dark))),
        ];
    }

    // An ink that means something is also read on its own wash.
    private static string[] Grounds(string name) => name switch
    {
        "on-accent" => ["accent"],
        "on-danger" => ["danger"],
        "ink" => [.. Surfaces, "quote", "mark", "accent-wash", "good-wash", "warn-wash", "danger-wash"],
        "ink-soft" => [.. Surfaces, "quote", "accent-wash", "warn-wash", "danger-wash"],
        "accent" or "good" or "warn" or "danger" => [.. Surfaces, $"{name}-wash"],
        "ink-faint" or "accent-strong" or "outline" => Surfaces,
        "series-2" or "series-3" => ["surface", "surface-raised"],
        _ => [],
    };

    private static double? Least(string colour, string[] grounds, Func<string, string> find) =>
        grounds.Length == 0 ? null : grounds.Min(ground => Oklch.Parse(colour).ContrastWith(Oklch.Parse(find(ground))));

    [GeneratedRegex(@"--([a-z0-9-]+): light-dark\((oklch\([^)]*\)), (oklch\([^)]*\))\)")]
    private static partial Regex Colour();
}
