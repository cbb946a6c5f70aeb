using System.Globalization;
using System.Text.Json;

namespace Lanekeeper.Cli.Terminal;

/// <summary>Where and why a text is no JSON, counted as editors count.</summary>
internal static class JsonFault
{
    public static string Say(JsonException exception)
    {
        var message = exception.Message.Split(" Path: ")[0].Split(" LineNumber: ")[0];
        return exception.LineNumber is { } line
            ? string.Create(CultureInfo.InvariantCulture, $"line {line + 1}, column {exception.BytePositionInLine + 1}: {message}")
            : message;
    }
}
