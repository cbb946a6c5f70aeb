using System.Text.Json;
using Lanekeeper.Faces;

namespace Lanekeeper.Cli.Terminal;

/// <summary>
/// A JSON value for reading. Nothing is left out, and a string of several lines, such as a mail's body, stands as it will be read,
/// behind a bar; all other values stand in JSON.
/// </summary>
internal static class JsonView
{
    public static void Write(Screen screen, JsonElement value, int indent = 2)
    {
        var margin = new string(' ', indent);
        if (value.ValueKind is not JsonValueKind.Object || !value.EnumerateObject().Any())
        {
            WriteIndented(screen, value, margin);
            return;
        }

        foreach (var member in value.EnumerateObject())
        {
            WriteMember(screen, member, margin);
        }
    }

    public static string Compact(JsonElement? value) => value is { } known ? JsonSerializer.Serialize(known, FaceJson.Options) : "(not there)";

    private static void WriteMember(Screen screen, JsonProperty member, string margin)
    {
        var name = SafeText.Line(member.Name);
        var compact = SafeText.Block(Compact(member.Value));
        if (member.Value.ValueKind is JsonValueKind.String && (member.Value.GetString()!.Contains('\n') || TextWidth.Of(compact) > screen.TextColumns - margin.Length - name.Length - 2))
        {
            screen.Line($"{margin}{screen.Paint(name + ":", Ink.Cyan)}");
            foreach (var line in TextWidth.Wrap(SafeText.Block(member.Value.GetString()), screen.TextColumns - margin.Length - 4))
            {
                screen.Line($"{margin}  {screen.Paint("|", Ink.Faint)} {line}".TrimEnd());
            }
        }
        else if (TextWidth.Of(compact) <= screen.TextColumns - margin.Length - name.Length - 2)
        {
            screen.Line($"{margin}{screen.Paint(name + ":", Ink.Cyan)} {compact}");
        }
        else
        {
            screen.Line($"{margin}{screen.Paint(name + ":", Ink.Cyan)}");
            WriteIndented(screen, member.Value, margin + "  ");
        }
    }

    private static void WriteIndented(Screen screen, JsonElement value, string margin)
    {
        foreach (var line in SafeText.Block(JsonSerializer.Serialize(value, FaceJson.Indented)).Split('\n'))
        {
            screen.Line(margin + line);
        }
    }
}
