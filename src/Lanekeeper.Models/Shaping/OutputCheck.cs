using System.Text.Json;
using Lanekeeper.Project;

namespace Lanekeeper.Models.Shaping;

/// <summary>Reads a model's words as the output that was asked for, and says what does not fit.</summary>
internal static class OutputCheck
{
    private const int MostErrors = 20;

    private static readonly JsonDocumentOptions Careful = new() { MaxDepth = 64, AllowDuplicateProperties = false };

    /// <summary>Without a schema, the words themselves.</summary>
    public static OutputReading Read(string text, SchemaFile? schema)
    {
        if (schema is null)
        {
            return new OutputReading(JsonSerializer.SerializeToElement(new { text }), []);
        }

        JsonElement output;
        try
        {
            output = JsonElement.Parse(Unfenced(text), Careful);
        }
        catch (JsonException exception)
        {
            return new OutputReading(default, [$"The answer is not JSON: {exception.Message}"]);
        }

        return new OutputReading(output, Faults(output, schema));
    }

    public static IReadOnlyList<string> Faults(JsonElement output, SchemaFile schema) =>
        !IsStorable(output)
            ? ["The answer holds a character that no text can hold: a NUL, or half of a surrogate pair."]
            : [.. schema.Compiled.Validate(output).Errors.Take(MostErrors).Select(error => error.ToString())];

    /// <summary>Models like to wrap JSON in a fence of Markdown.</summary>
    private static string Unfenced(string text)
    {
        var trimmed = text.Trim();
        var (start, end) = (trimmed.IndexOf('\n'), trimmed.LastIndexOf("```", StringComparison.Ordinal));
        return trimmed.StartsWith("```", StringComparison.Ordinal) && start >= 0 && end > start ? trimmed[start..end] : trimmed;
    }

    // What PostgreSQL's jsonb and UTF-8 cannot hold would stop the run much later, where nobody knows why.
    private static bool IsStorable(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.Object => value.EnumerateObject().All(member => IsStorableName(member) && IsStorable(member.Value)),
        JsonValueKind.Array => value.EnumerateArray().All(IsStorable),
        JsonValueKind.String => IsStorableText(value.GetString),
        _ => true,
    };

    private static bool IsStorableName(JsonProperty member) => IsStorableText(() => member.Name);

    private static bool IsStorableText(Func<string?> read)
    {
        try
        {
            return read()?.Contains('\0') == false;
        }
        catch (InvalidOperationException)
        {
            // System.Text.Json says so only when the text is asked for.
            return false;
        }
    }
}

/// <param name="Output">Undefined when the words are no JSON.</param>
internal sealed record OutputReading(JsonElement Output, IReadOnlyList<string> Faults);
