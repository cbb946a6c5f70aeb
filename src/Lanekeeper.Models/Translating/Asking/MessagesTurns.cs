using System.Text;
using System.Text.Json;

namespace Lanekeeper.Models.Translating.Asking;

/// <summary>
/// Writes the conversation of a messages request. What follows in the same role goes into the same turn: results of several tools must be one turn
/// there, and so must thinking, words and calls that belong together.
/// </summary>
internal sealed class MessagesTurns(Utf8JsonWriter writer, Refusals refusals)
{
    public const string User = "user";
    public const string Assistant = "assistant";

    private string? _role;
    private bool _isOpen;

    public void Text(string role, JsonElement? text, string path)
    {
        // Nothing said is no block there, and an empty one is turned down.
        if (refusals.Said(text, path) is { } words)
        {
            Begin(role, "text");
            writer.WriteRaw("text", words);
        }
    }

    public void Image(string role, JsonElement? url, string path)
    {
        Begin(role, "image");
        WriteSource(url, path);
    }

    /// <param name="arguments">JSON as text; some servers take the object itself.</param>
    public void Call(string id, JsonElement? name, JsonElement? arguments, string path)
    {
        var input = Input(arguments);
        if (!Json.IsObject(input))
        {
            refusals.Add(path, "There the arguments of a call are a JSON object, and these are none.");
            return;
        }

        Begin(Assistant, "tool_use");
        writer.WriteString("id", CallIds.ForMessages(id));
        writer.WriteString("name", name.TextOrEmpty());
        writer.WriteRaw("input", input);
    }

    public void BeginResult(string callId)
    {
        Begin(User, "tool_result");
        writer.WriteString("tool_use_id", CallIds.ForMessages(callId));
        writer.WriteStartArray("content");
    }

    public void ResultText(JsonElement? text, string path)
    {
        if (refusals.Said(text, path) is { } words)
        {
            WriteText(writer, words);
        }
    }

    public void ResultImage(JsonElement? url, string path)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "image");
        WriteSource(url, path);
        writer.WriteEndObject();
    }

    public void EndResult() => writer.WriteEndArray();

    /// <summary>Says of the block that was written last that all up to it is to be kept: once, and never of thinking, where that is turned down.</summary>
    public void Cache(JsonElement? control)
    {
        if (_isOpen && control is { } said)
        {
            writer.WriteRaw("cache_control", said);
            End();
        }
    }

    /// <summary>Nothing more is said of the block that was written last.</summary>
    public void End()
    {
        if (_isOpen)
        {
            writer.WriteEndObject();
            _isOpen = false;
        }
    }

    /// <summary>A block that Anthropic wrote itself, as it was.</summary>
    public void Thought(JsonElement block)
    {
        Open(Assistant);
        writer.WriteRawValue(block.Raw(), skipInputValidation: true);
    }

    public void Thought(string text, string signature)
    {
        Begin(Assistant, "thinking");
        writer.WriteString("thinking", text);
        writer.WriteString("signature", signature);
        End();
    }

    public void HiddenThought(string data)
    {
        Begin(Assistant, "redacted_thinking");
        writer.WriteString("data", data);
        End();
    }

    public void Close()
    {
        End();
        if (_role is not null)
        {
            writer.WriteEndArray();
            writer.WriteEndObject();
            _role = null;
        }
    }

    public static void WriteText(Utf8JsonWriter writer, JsonElement text, JsonElement? cache = null)
    {
        writer.WriteStartObject();
        writer.WriteString("type", "text");
        writer.WriteRaw("text", text);
        if (cache is { } control)
        {
            writer.WriteRaw("cache_control", control);
        }

        writer.WriteEndObject();
    }

    // Nothing and a blank text are a call without arguments. A text with half a character comes out empty though it is not, and is no object.
    private static ReadOnlySpan<byte> Input(JsonElement? arguments)
    {
        if (arguments is not { ValueKind: JsonValueKind.String } text)
        {
            return arguments is { } value ? value.Raw() : "{}"u8;
        }

        var words = text.Plain();
        var isHalf = words.IsEmpty && text.IsWords();
        return !isHalf && words.Trim(" \t\r\n"u8).IsEmpty ? "{}"u8 : words;
    }

    // A block stays open until the next, for what is said of the cache.
    private void Begin(string role, string type)
    {
        Open(role);
        writer.WriteStartObject();
        writer.WriteString("type", type);
        _isOpen = true;
    }

    private void Open(string role)
    {
        End();
        if (_role != role)
        {
            Close();
            writer.WriteStartObject();
            writer.WriteString("role", role);
            writer.WriteStartArray("content");
            _role = role;
        }
    }

    private void WriteSource(JsonElement? url, string path)
    {
        writer.WriteStartObject("source");
        var address = url is { ValueKind: JsonValueKind.String } text ? text.Plain() : default;
        if (address.StartsWith("data:"u8) && address.IndexOf(";base64,"u8) is > 0 and var end)
        {
            writer.WriteString("type", "base64");
            writer.WriteString("media_type", MediaType(address["data:"u8.Length..end], path));
            writer.WriteString("data", address[(end + ";base64,"u8.Length)..]);
        }
        else if (address.StartsWith("https://"u8) || address.StartsWith("http://"u8))
        {
            writer.WriteString("type", "url");
            writer.WriteString("url", address);
        }
        else
        {
            refusals.Add(path, "An image is carried as a data URL in base64 or as an http address.");
        }

        writer.WriteEndObject();
    }

    private string? MediaType(ReadOnlySpan<byte> given, string path)
    {
        var type = Images.MediaType(Encoding.UTF8.GetString(given));
        if (type is null)
        {
            refusals.Add(path, Images.Known);
        }

        return type;
    }
}

internal static class JsonWords
{
    public static string TextOrEmpty(this JsonElement? value) => Providing.JsonReading.Text(value) ?? "";
}
