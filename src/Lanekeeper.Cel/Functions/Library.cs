using System.Collections.Frozen;
using Lanekeeper.Cel.Ast;

namespace Lanekeeper.Cel.Functions;

/// <summary>Every function there is.</summary>
internal static class Library
{
    private static readonly FrozenDictionary<(string Name, bool IsReceived), Function> All = new[]
    {
        ConversionFunctions.All, StringFunctions.All, CharacterFunctions.All, ListFunctions.All, FormatFunctions.All, TimeFunctions.All,
        MathFunctions.All, BitFunctions.All,
    }.SelectMany(family => family).ToFrozenDictionary(function => (function.Name, function.IsReceived));

    public static bool HasNamespace(string name) => name is "math" or "strings";

    /// <summary>Why the call cannot be, or null and the function.</summary>
    public static string? Problem(string name, bool isReceived, IReadOnlyList<Syntax> arguments, out Function? function)
    {
        if (!All.TryGetValue((name, isReceived), out function))
        {
            return Unknown(name, isReceived);
        }

        if (arguments.Count < function.Least || arguments.Count > function.Most)
        {
            var receiver = isReceived ? 1 : 0;
            var expected = function.Least == function.Most ? $"{function.Least - receiver}"
                : function.Most == int.MaxValue ? $"at least {function.Least - receiver}"
                : $"{function.Least - receiver} to {function.Most - receiver}";
            return $"{name}() takes {expected} arguments, found {arguments.Count - receiver}";
        }

        return name == "matches" && arguments[1] is LiteralSyntax { Value: { Kind: CelKind.String } pattern }
            ? Patterns.Problem(pattern.Text)
            : null;
    }

    private static string Unknown(string name, bool isReceived)
    {
        if (All.ContainsKey((name, !isReceived)))
        {
            return isReceived ? $"{name} is not called on a value: write {name}(x)" : $"{name} is called on a value: write x.{name}()";
        }

        var nearest = All.Keys.Where(key => key.IsReceived == isReceived).Select(key => (key.Name, Distance: Distance(key.Name, name)))
            .OrderBy(candidate => candidate.Distance).ThenBy(candidate => candidate.Name, StringComparer.Ordinal).First();
        var shown = name.Length > 50 ? $"{name[..50]}…" : name;
        return nearest.Distance <= Math.Max(1, name.Length / 3)
            ? $"unknown function '{shown}': did you mean '{nearest.Name}'?"
            : $"unknown function '{shown}'";
    }

    /// <summary>How many letters to change, add or take away; upper and lower case are the same.</summary>
    private static int Distance(string known, string written)
    {
        if (Math.Abs(known.Length - written.Length) > 5)
        {
            return int.MaxValue;
        }

        var previous = Enumerable.Range(0, written.Length + 1).ToArray();
        for (var i = 1; i <= known.Length; i++)
        {
            var current = new int[written.Length + 1];
            current[0] = i;
            for (var j = 1; j <= written.Length; j++)
            {
                var same = char.ToLowerInvariant(known[i - 1]) == char.ToLowerInvariant(written[j - 1]);
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + (same ? 0 : 1));
            }

            previous = current;
        }

        return previous[^1];
    }
}
