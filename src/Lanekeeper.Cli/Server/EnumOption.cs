using System.CommandLine;
using Lanekeeper.Cli.Terminal;

namespace Lanekeeper.Cli.Server;

/// <summary>An option whose values are the words of an enum, as they are on the wire.</summary>
internal static class EnumOption
{
    public static Option<string?> Make<T>(string name, string description)
        where T : struct, Enum => Make(name, description, [.. Enum.GetValues<T>().Select(Say.Snake)]);

    public static Option<string?> Make(string name, string description, IReadOnlyList<string> words)
    {
        var option = new Option<string?>(name) { Description = $"{description}: {string.Join(", ", words)}", HelpName = "word" };
        option.CompletionSources.Add([.. words]);
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !words.Contains(token.Value))
            {
                result.AddError($"{name} is one of {string.Join(", ", words)}; '{SafeText.Line(token.Value)}' is none of them.");
            }
        });
        return option;
    }
}
