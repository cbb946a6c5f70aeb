using System.Collections.Frozen;
using System.Text;
using Lanekeeper.Project;

namespace Lanekeeper.Models.Routing;

/// <summary>
/// Which language a text seems to be in: by its letters where they tell, else by its small words. Cheap and honest: it looks at the beginning only, and
/// says <c>unknown</c> where it cannot tell.
/// </summary>
internal static class LanguageGuess
{
    private const int Looked = 4_000;
    private const int LeastHits = 2;

    private static readonly (string Language, string Words)[] Small =
    [
        ("de", "der die das und ist nicht ich wir sie ein eine einen mit auf für von dem den zu wie wo mein meine bitte haben habe noch auch kann wurde sind"),
        ("en", "the and is are was were not you your my with for from this that have has been can could would please what where when how it its of to"),
        ("es", "el la los las y es no que de en un una por para con mi su pero está como donde cuando puede gracias hola he ha del"),
        ("fr", "le la les et est pas je nous vous un une des du dans pour avec que qui mon ma votre bonjour merci sur mais ce cette où ai été"),
        ("it", "il lo gli e è non che di un una per con mio mia sono come dove quando grazie ciao della del nel ma questo ho ha posso"),
        ("nl", "de het een en is niet ik wij jullie van met voor op dat dit mijn uw heb heeft zijn waar hoe kan graag ook naar maar bij"),
        ("pl", "i w na nie się jest że do z to jak mój moja proszę dziękuję czy ale dla od po gdzie kiedy mam są będzie przez"),
        ("pt", "o os as e é não que de em um uma por para com meu minha mas está como onde quando pode obrigado olá do da ao foi"),
    ];

    private static readonly FrozenDictionary<string, string[]> ByWord = Small
        .SelectMany(each => each.Words.Split(' ').Select(word => (word, each.Language)))
        .GroupBy(each => each.word, each => each.Language, StringComparer.Ordinal)
        .ToFrozenDictionary(group => group.Key, group => group.ToArray(), StringComparer.Ordinal);

    public static string Of(string text)
    {
        var looked = text.Length > Looked ? text[..Looked] : text;
        return ByScript(looked) ?? ByWords(looked);
    }

    /// <returns><see langword="null"/> for Latin letters.</returns>
    private static string? ByScript(string text)
    {
        var count = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var rune in text.EnumerateRunes().Where(Rune.IsLetter))
        {
            var script = ScriptOf(rune.Value);
            count[script] = count.GetValueOrDefault(script) + 1;
        }

        if (count.Count == 0)
        {
            return RouteLanguages.Unknown;
        }

        // Japanese mixes its own letters with Chinese ones.
        var kana = count.GetValueOrDefault("ja");
        if (kana > 0 && kana + count.GetValueOrDefault("zh") is var both && both * 2 > count.Values.Sum() && kana * 10 >= both)
        {
            return "ja";
        }

        var (most, letters) = count.MaxBy(each => each.Value);
        return letters * 2 <= count.Values.Sum() ? RouteLanguages.Unknown
            : most == "latin" ? null
            : most == "cyrillic" ? Cyrillic(text)
            : most == "ar" && text.AsSpan().ContainsAny('پ', 'چ', 'گ') ? RouteLanguages.Unknown
            : most;
    }

    private static string ScriptOf(int letter) => letter switch
    {
        < 0x250 or (>= 0x1E00 and <= 0x1EFF) => "latin",
        >= 0x370 and <= 0x3FF or (>= 0x1F00 and <= 0x1FFF) => "el",
        >= 0x400 and <= 0x4FF => "cyrillic",
        >= 0x590 and <= 0x5FF => "he",
        >= 0x600 and <= 0x6FF => "ar",
        >= 0xE00 and <= 0xE7F => "th",
        >= 0x3040 and <= 0x30FF => "ja",
        (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) => "zh",
        >= 0xAC00 and <= 0xD7AF => "ko",
        _ => RouteLanguages.Unknown,
    };

    private static string Cyrillic(string text)
    {
        var small = text.ToLowerInvariant();
        var (ukrainian, russian) = (small.Count("іїєґ".Contains), small.Count("ыэёъ".Contains));
        return ukrainian > russian ? "uk" : russian > 0 ? "ru" : RouteLanguages.Unknown;
    }

    private static string ByWords(string text)
    {
        var hits = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var word in text.ToLowerInvariant().Split([' ', '\n', '\r', '\t', '.', ',', ';', ':', '!', '?', '"', '(', ')', '/', '\'', '’'], StringSplitOptions.RemoveEmptyEntries))
        {
            foreach (var language in ByWord.GetValueOrDefault(word) ?? [])
            {
                hits[language] = hits.GetValueOrDefault(language) + 1;
            }
        }

        var best = hits.OrderByDescending(each => each.Value).Take(2).ToList();
        return best.Count > 0 && best[0].Value >= LeastHits && (best.Count == 1 || best[0].Value > best[1].Value) ? best[0].Key : RouteLanguages.Unknown;
    }
}
