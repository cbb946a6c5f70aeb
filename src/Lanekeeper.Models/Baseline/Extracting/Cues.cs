using Lanekeeper.Models.Baseline.Text;

namespace Lanekeeper.Models.Baseline.Extracting;

/// <summary>
/// Words that announce a value: of three dates in a letter, <c>due_date</c> is the one with "due" before it. They come from the property's name,
/// title and <c>x-lanekeeper.cues</c>.
/// </summary>
internal sealed class Cues(IReadOnlySet<string> words)
{
    private const int Reach = 60;

    public static readonly Cues None = new(new HashSet<string>());

    public static Cues From(IEnumerable<string> texts) => new(texts.SelectMany(text => Stems.Of(Spaced(text))).ToHashSet(StringComparer.Ordinal));

    public bool Any => words.Count > 0;

    /// <summary>How many cues stand before a place: on its line, or on the line above where nothing that reads stands before it on its own.</summary>
    public int Before(string text, int place)
    {
        var start = Math.Max(0, place - Reach);
        var before = text.AsSpan(start, place - start);
        var line = before[(before.LastIndexOf('\n') + 1)..];
        for (var up = 0; up < 2 && !HasLetter(line) && before.Length > line.Length; up++)
        {
            var end = before.Length - line.Length - 1;
            line = before[(before[..end].LastIndexOf('\n') + 1)..];
        }

        return Stems.Of(line).Distinct().Count(words.Contains);
    }

    public bool Holds(string word) => words.Contains(word);

    /// <summary><c>dueDate</c> and <c>due_date</c> are two words.</summary>
    public static string Spaced(string name) =>
        string.Concat(name.Select((letter, i) => letter is '_' or '-' ? " " : i > 0 && char.IsUpper(letter) && char.IsLower(name[i - 1]) ? $" {letter}" : $"{letter}"));

    private static bool HasLetter(ReadOnlySpan<char> line)
    {
        foreach (var letter in line)
        {
            if (char.IsLetter(letter))
            {
                return true;
            }
        }

        return false;
    }
}
