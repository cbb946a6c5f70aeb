using System.Runtime.InteropServices;
using System.Text.Json;

namespace Lanekeeper.Orchestration.Starting;

/// <summary>What must be true of an input before it is even compared to a schema.</summary>
internal static class InputCheck
{
    /// <summary>Templates and cards put the input deeper into other JSON, which is read up to 64 levels.</summary>
    public const int Deepest = 48;

    private static readonly JsonReaderOptions Bounded = new() { MaxDepth = Deepest };

    public static Problem? FaultOf(JsonElement input, int largest)
    {
        if (input.ValueKind == JsonValueKind.Undefined)
        {
            return RunProblems.MissingInput();
        }

        var text = JsonMarshal.GetRawUtf8Value(input);
        return text.Length > largest ? RunProblems.InputTooLarge(text.Length, largest) : FaultOf(text);
    }

    private static Problem? FaultOf(ReadOnlySpan<byte> text)
    {
        var reader = new Utf8JsonReader(text, Bounded);
        try
        {
            while (reader.Read())
            {
                if (reader.TokenType is JsonTokenType.String or JsonTokenType.PropertyName && reader.ValueIsEscaped && reader.GetString()!.Contains('\0', StringComparison.Ordinal))
                {
                    return RunProblems.UnstorableInput();
                }
            }

            return null;
        }
        catch (InvalidOperationException)
        {
            return RunProblems.UnstorableInput();
        }
        catch (JsonException)
        {
            return RunProblems.InputTooDeep(Deepest);
        }
    }
}
