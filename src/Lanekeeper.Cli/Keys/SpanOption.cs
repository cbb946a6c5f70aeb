using System.CommandLine;
using Lanekeeper.Cli.Terminal;
using Lanekeeper.Faces;

namespace Lanekeeper.Cli.Keys;

/// <summary>An option that is a duration: <c>24h</c>, <c>90d</c>.</summary>
internal static class SpanOption
{
    public static Option<string?> Make(string name, string description)
    {
        var option = new Option<string?>(name) { Description = description, HelpName = "duration" };
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !Durations.TryParse(token.Value, out _))
            {
                result.AddError($"{name} is a duration such as 30m, 24h or 90d; '{SafeText.Line(token.Value)}' is none.");
            }
        });
        return option;
    }

    /// <returns>What was given; <see langword="null"/> where nothing was.</returns>
    public static TimeSpan? Read(ParseResult given, Option<string?> option) => Durations.TryParse(given.GetValue(option), out var span) ? span : null;
}
