using System.Text;
using System.Text.Json;
using Lanekeeper.Models.Wire.Reading;

namespace Lanekeeper.Models.Routing;

/// <summary>What was said last by the person in an app's request, or its beginning: of <c>messages</c> the last of a user, of <c>input</c> the same or the text itself.</summary>
internal static class SpokenText
{
    private const int Longest = 8 * 1024;
    private const int LongestString = 64 * 1024;

    /// <param name="body">A JSON object.</param>
    public static string Of(ReadOnlySpan<byte> body)
    {
        try
        {
            return Find(body);
        }
        catch (InvalidOperationException)
        {
            // Half a character: nothing that could be read as text.
            return "";
        }
    }

    private static string Find(ReadOnlySpan<byte> body)
    {
        var json = WireJson.Open(body);
        json.Read();
        while (WireJson.NextMember(ref json))
        {
            if (json.ValueTextEquals("messages"u8) || json.ValueTextEquals("input"u8))
            {
                json.Read();
                return json.TokenType == JsonTokenType.String ? Read(ref json) : json.TokenType == JsonTokenType.StartArray ? Last(ref json) : "";
            }

            json.Skip();
        }

        return "";
    }

    private static string Last(ref Utf8JsonReader json)
    {
        var last = "";
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType == JsonTokenType.String)
            {
                last = Read(ref json);
            }
            else if (json.TokenType == JsonTokenType.StartObject && Item(ref json) is { Length: > 0 } said)
            {
                last = said;
            }
            else if (json.TokenType == JsonTokenType.StartArray)
            {
                json.Skip();
            }
        }

        return last;
    }

    /// <returns>Empty where somebody else said it.</returns>
    private static string Item(ref Utf8JsonReader json)
    {
        var (text, isUser, depth) = (new StringBuilder(), true, json.CurrentDepth);
        while (json.Read() && !(json.TokenType == JsonTokenType.EndObject && json.CurrentDepth == depth))
        {
            if (json.TokenType != JsonTokenType.PropertyName)
            {
                continue;
            }

            var isRole = json.CurrentDepth == depth + 1 && json.ValueTextEquals("role"u8);
            var isText = json.ValueTextEquals("content"u8) || json.ValueTextEquals("text"u8);
            json.Read();
            if (json.TokenType == JsonTokenType.String && isRole)
            {
                isUser = json.ValueTextEquals("user"u8);
            }
            else if (json.TokenType == JsonTokenType.String && isText && text.Length < Longest)
            {
                text.Append(Read(ref json)).Append(' ');
            }
        }

        return isUser ? text.ToString() : "";
    }

    // Of a long string the beginning is taken as it stands, escapes and all.
    private static string Read(ref Utf8JsonReader json) =>
        json.ValueSpan.Length > LongestString ? Encoding.UTF8.GetString(json.ValueSpan[..Longest]) : json.GetString() ?? "";
}
