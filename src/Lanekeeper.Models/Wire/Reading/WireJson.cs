using System.Globalization;
using System.Text.Json;

namespace Lanekeeper.Models.Wire.Reading;

/// <summary>Reads JSON that may hold anything, member by member, without keeping it. A value of another type than the one asked for counts as missing.</summary>
internal static class WireJson
{
    // No provider counts so far; beyond it, sums and products could overflow.
    private const long MostTokens = 1_000_000_000_000;
    private const int LongestWord = 256;
    private const int Deepest = 1024;

    public static Utf8JsonReader Open(ReadOnlySpan<byte> json) => new(json, new JsonReaderOptions { MaxDepth = Deepest });

    /// <summary>Inside an object: goes to the next member's name. The caller then reads or skips the member's value.</summary>
    public static bool NextMember(ref Utf8JsonReader json) => json.Read() && json.TokenType == JsonTokenType.PropertyName;

    /// <summary>Goes to the member's value; skips it when it is no object.</summary>
    public static bool IntoObject(ref Utf8JsonReader json) => Into(ref json, JsonTokenType.StartObject);

    /// <summary>Goes to the member's value; skips it when it is no array.</summary>
    public static bool IntoArray(ref Utf8JsonReader json) => Into(ref json, JsonTokenType.StartArray);

    /// <summary>Inside an array: goes to the next element that is an object, past all others.</summary>
    public static bool NextObject(ref Utf8JsonReader json)
    {
        while (json.Read() && json.TokenType != JsonTokenType.EndArray)
        {
            if (json.TokenType == JsonTokenType.StartObject)
            {
                return true;
            }

            json.Skip();
        }

        return false;
    }

    /// <summary>A name, id or word, fit to be written down. The one already known stays where there is no better.</summary>
    public static string? Word(ref Utf8JsonReader json, string? known = null)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.String)
        {
            json.Skip();
            return known;
        }

        if (json.ValueSpan.Length is 0 or > LongestWord || (known is not null && json.ValueTextEquals(known)))
        {
            return known;
        }

        return Safe(ref json) is { } word && !word.Any(char.IsControl) ? word : known;
    }

    /// <summary>Text of any length; <see langword="null"/> when it is none or not readable.</summary>
    public static string? Text(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.String)
        {
            return Safe(ref json);
        }

        json.Skip();
        return null;
    }

    /// <summary>A count of tokens; the one already known stays where there is no such number.</summary>
    public static long? Count(ref Utf8JsonReader json, long? known = null)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Number)
        {
            return json.TryGetInt64(out var count) && count is >= 0 and <= MostTokens ? count : known;
        }

        json.Skip();
        return known;
    }

    /// <summary>USD, where they are a number; else the reader stands at the value that is none.</summary>
    public static decimal? Money(ref Utf8JsonReader json, decimal? known = null)
    {
        json.Read();
        return json.TokenType == JsonTokenType.Number && json.TryGetDecimal(out var money) && money is >= 0 and <= MostTokens ? money : known;
    }

    /// <summary>Whether the member's value says anything: neither null, false, empty nor a number.</summary>
    public static bool SaysSomething(ref Utf8JsonReader json)
    {
        json.Read();
        switch (json.TokenType)
        {
            case JsonTokenType.String:
                return json.ValueSpan.Length > 0;
            case JsonTokenType.StartArray or JsonTokenType.StartObject:
                var from = json.TokenStartIndex;
                json.Skip();
                return json.BytesConsumed - from > 2;
            default:
                return false;
        }
    }

    private static bool Into(ref Utf8JsonReader json, JsonTokenType start)
    {
        json.Read();
        if (json.TokenType == start)
        {
            return true;
        }

        json.Skip();
        return false;
    }

    /// <summary>The text at which the reader stands. Bytes that are no UTF-8 and escapes that are half a character are none.</summary>
    public static string? Safe(ref Utf8JsonReader json)
    {
        try
        {
            return json.GetString();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>A status that stands in a body, as number or text.</summary>
    public static int? Status(ref Utf8JsonReader json) => json.TokenType switch
    {
        JsonTokenType.Number when json.TryGetInt32(out var number) => Status(number),
        JsonTokenType.String when json.ValueSpan.Length == 3 && int.TryParse(json.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var text) => Status(text),
        _ => null,
    };

    private static int? Status(int number) => number is >= 400 and <= 599 ? number : null;
}
