using System.CommandLine;
using Lanekeeper.Cli.Terminal;
using Lanekeeper.Faces;
using Lanekeeper.Permissions;

namespace Lanekeeper.Cli.Keys;

/// <summary>How keys are shown, and how a new one is handed over.</summary>
internal static class KeyScreen
{
    public static Option<bool> Quiet() => new("--quiet", "-q") { Description = "Print the key and nothing else, for a script" };

    public static void HandOver(Screen screen, NewAppKey made, Uri server, bool isQuiet)
    {
        foreach (var warning in made.Warnings)
        {
            screen.Note(SafeText.Line($"Warning: {warning}"));
        }

        if (isQuiet)
        {
            screen.Line(SafeText.Line(made.Secret));
            return;
        }

        screen.Line(SafeText.Line($"Key {Say.Short(made.Key.Id)} of the app {made.Key.App}, for {Scope(made.Key)}. It is shown this once:"));
        screen.Line();
        screen.Line($"  {SafeText.Line(made.Secret)}");
        foreach (var sdk in SdkSettings.Names)
        {
            screen.Heading($"For {sdk}'s SDKs:");
            foreach (var line in SdkSettings.Lines(sdk, server.AbsoluteUri.TrimEnd('/'), made.Secret).Split('\n'))
            {
                screen.Line($"  {SafeText.Line(line)}");
            }
        }
    }

    /// <summary>Said of a key that expires.</summary>
    public static string? End(AppKeyRow key, DateTimeOffset now) => key.ExpiresAt is { } end ? Say.Ago(end, now) : null;

    private static string Scope(AppKeyRow key) =>
        string.Join(", ", new[] { Names("workflow", key.Workflows), Names("model", key.Models), Names("tool", key.Tools) }.Where(part => part is not null));

    private static string? Names(string what, IReadOnlyList<string> names) => names.Count switch
    {
        0 => $"every {what}",
        1 => $"the {what} {names[0]}",
        _ => $"the {what}s {string.Join(' ', names)}",
    };
}
