using System.Diagnostics.CodeAnalysis;
using System.Text.Json;

namespace Lanekeeper.Gateway.Serving;

/// <summary>Reads an enum from a query, spelled as everywhere on the wire.</summary>
internal static class Words
{
    public static bool TryRead<T>(string name, string? text, out T? value, [NotNullWhen(false)] out Problem? problem)
        where T : struct, Enum
    {
        (value, problem) = (null, null);
        if (string.IsNullOrEmpty(text))
        {
            return true;
        }

        foreach (var known in Enum.GetValues<T>())
        {
            if (Spell(known) == text)
            {
                value = known;
                return true;
            }
        }

        problem = new(ProblemKind.Invalid, "api.unknown-word", $"'{text}' is no {name}; it is one of: {string.Join(", ", Enum.GetValues<T>().Select(Spell))}.");
        return false;
    }

    private static string Spell<T>(T value)
        where T : struct, Enum => JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());
}
