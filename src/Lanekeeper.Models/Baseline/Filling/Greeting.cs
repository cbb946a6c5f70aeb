using System.Text.Json;
using Lanekeeper.Models.Baseline.Text;

namespace Lanekeeper.Models.Baseline.Filling;

/// <summary>Greets by name where the input holds one: <c>name</c>, or the name beside the address in <c>from</c>. A sentence is no name.</summary>
internal static class Greeting
{
    private const int MostWords = 4;
    private const int Longest = 40;

    private static readonly string[] Places = ["name", "customer_name", "from", "sender"];

    public static string For(JsonElement input) => NameIn(input) is { } name ? $"Hello {name}," : "Hello,";

    private static string? NameIn(JsonElement input) =>
        Places.Select(place => JsonText.At(input, [place])).OfType<JsonElement>()
            .Select(value => JsonText.Of(value) ?? (JsonText.At(value, ["name"]) is { } inner ? JsonText.Of(inner) : null)).OfType<string>()
            .Select(Clean).FirstOrDefault(name => name is not null);

    private static string? Clean(string written)
    {
        var address = written.IndexOf('<', StringComparison.Ordinal);
        var name = (address >= 0 ? written[..address] : written).Trim().Trim('"', '\'').Trim();
        var words = name.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return name.Length is > 0 and <= Longest && words.Length <= MostWords && words.All(IsNameWord) && !Words.Of(name).Exists(StopWords.Contains) ? string.Join(' ', words) : null;
    }

    private static bool IsNameWord(string word) => char.IsLetter(word[0]) && word.All(letter => char.IsLetter(letter) || letter is '-' or '\'' or '’' or '.');
}
