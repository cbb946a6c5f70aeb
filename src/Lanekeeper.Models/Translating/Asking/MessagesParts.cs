using System.Text.Json;
using Lanekeeper.Models.Providing;
using Lanekeeper.Models.Shaping;
using Lanekeeper.Project;

namespace Lanekeeper.Models.Translating.Asking;

/// <summary>What both of OpenAI's formats say beside the conversation, in the words of a messages request.</summary>
internal sealed class MessagesParts(Utf8JsonWriter writer, Refusals refusals)
{
    private const int LongestUser = 256;

    private static readonly string[] Efforts = ["low", "medium", "high", "xhigh"];

    private (JsonElement Value, string Path)? _shape;
    private string? _effort;
    private bool _mayThink;
    private bool _isToThink;

    /// <param name="most">How many tokens the app allows.</param>
    public void Head(JsonElement request, ModelDefinition model, JsonElement? most, bool isStream)
    {
        _mayThink = ThinkingModels.TakeAdaptive(model.Model);
        writer.WriteString("model", model.Model);
        if (most is null)
        {
            writer.WriteNumber("max_tokens", model.MaxOutputTokens);
        }

        Value("max_tokens", most);
        if (isStream)
        {
            writer.WriteBoolean("stream", true);
        }

        var heat = Number(request.Get("temperature"));
        if (heat > 1)
        {
            refusals.Add("temperature", "There it goes up to 1. Lower it, or name a model of the provider whose format you speak.");
        }

        // Other values beside thinking are turned down there.
        _mayThink &= heat is null or 1 && Number(request.Get("top_p")) is null or >= 0.95;
        Value("temperature", request.Get("temperature"));
        Value("top_p", request.Get("top_p"));
        WriteUser(request.Get("safety_identifier") ?? request.Get("user"));
    }

    public void Value(string name, JsonElement? value)
    {
        if (value is { } given)
        {
            writer.WriteRaw(name, given);
        }
    }

    public void System(List<Passage> texts)
    {
        if (texts.Count > 0)
        {
            writer.WriteStartArray("system");
            texts.ForEach(each => MessagesTurns.WriteText(writer, each.Text, each.Cache));
            writer.WriteEndArray();
        }
    }

    public void Tool(JsonElement function, string path, JsonElement? cache = null)
    {
        var parameters = function.Get("parameters");
        var isStrict = refusals.Flag(function.Get("strict"), $"{path}.strict");
        writer.WriteStartObject();
        writer.WriteString("name", function.Get("name").TextOrEmpty());
        if (function.Get("description") is { } description)
        {
            writer.WriteRaw("description", description);
        }

        if (isStrict)
        {
            writer.WriteBoolean("strict", true);
        }

        Value("cache_control", cache);
        writer.WritePropertyName("input_schema");
        WriteSchema(parameters, isStrict, $"{path}.parameters", described: null);
        writer.WriteEndObject();
    }

    /// <param name="inner">The member that names the function; none where it is named beside <c>type</c>.</param>
    public void Choice(JsonElement? choice, string? inner, JsonElement? parallel, bool hasTools)
    {
        var isOne = parallel is not null && !refusals.Flag(parallel, "parallel_tool_calls");
        var word = choice switch
        {
            null => hasTools && isOne ? "auto" : null,
            { ValueKind: JsonValueKind.String } => choice.Text() switch { "auto" => "auto", "none" => "none", "required" => "any", _ => "" },
            _ => choice.Get("type").Text() == "function" ? "tool" : "",
        };
        if (word is null || (word is "auto" or "none" && !hasTools))
        {
            return;
        }

        if (word.Length == 0)
        {
            refusals.Add("tool_choice", "There it can be auto, none, required or one function by its name.");
            return;
        }

        // Who has to call has little to think about first, and long both at once were turned down there.
        _mayThink &= word is "auto" or "none";
        writer.WriteStartObject("tool_choice");
        writer.WriteString("type", word);
        if (word == "tool")
        {
            writer.WriteString("name", Inner(choice, "tool_choice", inner, "name").Value.Get("name").TextOrEmpty());
        }

        if (isOne && word != "none")
        {
            writer.WriteBoolean("disable_parallel_tool_use", true);
        }

        writer.WriteEndObject();
    }

    /// <param name="format">Its <c>type</c> says what it is.</param>
    /// <param name="inner">The member that holds the schema; none where it stands beside <c>type</c>.</param>
    public void Format(JsonElement? format, string path, string? inner)
    {
        switch (format.Get("type").Text())
        {
            case null when format is null:
                break;
            case "text":
                Inner(format, path, inner: null);
                break;
            case "json_schema":
                _shape = Inner(format, path, inner, "name", "description", "schema", "strict");
                refusals.Flag(_shape?.Value.Get("strict"), $"{_shape?.Path}.strict");
                break;
            default:
                refusals.Add($"{path}.type", "There an answer's shape is given by a JSON Schema. Ask for json_schema.");
                break;
        }
    }

    public void Effort(JsonElement? effort, string path)
    {
        var word = effort.Text();
        if (effort is null || word == "none")
        {
            return;
        }

        _isToThink = word != "minimal";
        _effort = word == "minimal" ? "low" : word;
        if (!Efforts.Contains(_effort))
        {
            refusals.Add(path, "There it can be none, minimal, low, medium, high or xhigh.");
        }
    }

    public void Output()
    {
        // Without being told to, most models do not think at all, whatever the effort.
        if (_mayThink && _isToThink)
        {
            writer.WriteStartObject("thinking");
            writer.WriteString("type", "adaptive");
            writer.WriteEndObject();
        }

        if (_shape is null && _effort is null)
        {
            return;
        }

        writer.WriteStartObject("output_config");
        if (_effort is not null)
        {
            writer.WriteString("effort", _effort);
        }

        if (_shape is var (shape, path))
        {
            writer.WriteStartObject("format");
            writer.WriteString("type", "json_schema");
            writer.WritePropertyName("schema");
            WriteSchema(shape.Get("schema"), isStrict: true, $"{path}.schema", Description(shape, path));
            writer.WriteEndObject();
        }

        writer.WriteEndObject();
    }

    // What is said of a type stands beside it in one of OpenAI's formats, and one member further in in the other.
    private (JsonElement Value, string Path) Inner(JsonElement? outer, string path, string? inner, params ReadOnlySpan<string> known)
    {
        var value = outer ?? default;
        refusals.AddUnknown(value, path, inner is null ? ["type", .. known] : ["type", inner]);
        if (inner is null)
        {
            return (value, path);
        }

        (value, path) = (value.Get(inner) ?? default, $"{path}.{inner}");
        refusals.AddUnknown(value, path, known);
        return (value, path);
    }

    // There only the schema has a place for it.
    private JsonElement? Description(JsonElement shape, string path)
    {
        var field = $"{path}.description";
        if (shape.Get("description") is not { } given || refusals.Words(given, field) is not { } words)
        {
            return null;
        }

        var own = shape.Get("schema").Get("description");
        if (own is { } other && !other.Raw().SequenceEqual(words.Raw()) && !other.Raw().SequenceEqual("\"\""u8))
        {
            refusals.Add(field, "There an answer has the description of its schema, and the schema has another. Say both in one of them.");
        }

        return own is { } same && same.IsWords() ? null : words;
    }

    private static double? Number(JsonElement? value) => value is { ValueKind: JsonValueKind.Number } given && given.TryGetDouble(out var number) ? number : null;

    private void WriteUser(JsonElement? user)
    {
        if (user is { ValueKind: JsonValueKind.String } text && text.Raw().Length is > 2 and <= LongestUser + 2)
        {
            writer.WriteStartObject("metadata");
            writer.WriteRaw("user_id", text);
            writer.WriteEndObject();
        }
    }

    /// <param name="described">The description of one that has none of its own.</param>
    private void WriteSchema(JsonElement? schema, bool isStrict, string path, JsonElement? described)
    {
        var given = isStrict
            ? refusals.Strict(schema, SchemaDialect.Anthropic, path, "There a strict schema is an object whose members are all declared, without keywords that depend on one another. Write it so, or leave strict out where it can be.")
            : schema;
        if (given is { ValueKind: not JsonValueKind.Object })
        {
            refusals.Add(path, "A schema is to stand here.");
        }

        writer.WriteStartObject();
        if (given.Get("type") is null)
        {
            writer.WriteString("type", "object");
        }

        if (described is { } words)
        {
            WriteDescription(words, given.Get("description"));
        }

        foreach (var keyword in given is { } found ? found.Members() : [])
        {
            if (described is null || keyword.Name != "description")
            {
                writer.WriteRaw(keyword.Name, keyword.Value);
            }
        }

        writer.WriteEndObject();
    }

    /// <param name="said">What became words because strict output does not take it.</param>
    private void WriteDescription(JsonElement words, JsonElement? said)
    {
        if (said is { } more && more.IsWords())
        {
            writer.WriteRaw("description", [.. words.Raw()[..^1], (byte)' ', .. more.Raw()[1..]]);
        }
        else
        {
            writer.WriteRaw("description", words);
        }
    }
}
