using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace Lanekeeper.Kernel;

/// <summary>
/// One spelling for each JSON value, so that a digest of it means the value and not its spelling: members sorted by
/// UTF-16 code units, no white space, numbers and strings as RFC 8785 writes them. Where that would lose something nothing
/// is lost: all digits of a number are kept, whatever its size; a name given twice stays there twice, in order; half of a
/// surrogate pair is written <c>\udxxx</c>. So no two different values ever share a digest.
/// </summary>
public static class CanonicalJson
{
    /// <exception cref="InvalidOperationException">The element is <c>default</c> and so has no value.</exception>
    public static byte[] Write(JsonElement value)
    {
        var buffer = new ArrayBufferWriter<byte>();

        // A stack of our own: however deep a document is, it does not use up the thread's.
        var waiting = new Stack<Part>([new([], value)]);
        while (waiting.TryPop(out var part))
        {
            buffer.Write(part.Before);
            if (part.Value is { } next)
            {
                Write(next, buffer, waiting);
            }
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <returns><c>sha256:</c> and 64 hexadecimal digits.</returns>
    public static string Digest(JsonElement value) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Write(value)))}";

    private static void Write(JsonElement value, ArrayBufferWriter<byte> buffer, Stack<Part> waiting)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Undefined:
                throw new InvalidOperationException("There is no JSON value to write.");
            case JsonValueKind.Object:
                Push(waiting, "{"u8, Members(value), "}"u8, buffer);
                break;
            case JsonValueKind.Array:
                Push(waiting, "["u8, [.. value.EnumerateArray().Select(item => new Part([], item))], "]"u8, buffer);
                break;
            case JsonValueKind.String:
                CanonicalText.Write(buffer, CanonicalText.Unescape(JsonMarshal.GetRawUtf8Value(value)[1..^1]));
                break;
            case JsonValueKind.Number:
                buffer.Write(CanonicalNumber.Of(JsonMarshal.GetRawUtf8Value(value)));
                break;
            default:
                buffer.Write(JsonMarshal.GetRawUtf8Value(value));
                break;
        }
    }

    private static Part[] Members(JsonElement value) =>
    [
        .. value.EnumerateObject()
            .Select(member => (Name: CanonicalText.Unescape(JsonMarshal.GetRawUtf8PropertyName(member)), member.Value))
            .OrderBy(member => member.Name, CanonicalText.ByCodeUnits)
            .Select(member => new Part(Label(member.Name), member.Value)),
    ];

    private static byte[] Label(byte[] name)
    {
        var label = new ArrayBufferWriter<byte>(name.Length + 3);
        CanonicalText.Write(label, name);
        label.Write(":"u8);
        return label.WrittenSpan.ToArray();
    }

    private static void Push(Stack<Part> waiting, ReadOnlySpan<byte> open, Part[] parts, ReadOnlySpan<byte> close, ArrayBufferWriter<byte> buffer)
    {
        buffer.Write(open);
        waiting.Push(new(close.ToArray(), null));
        for (var i = parts.Length - 1; i >= 0; i--)
        {
            waiting.Push(i == 0 ? parts[i] : parts[i] with { Before = [(byte)',', .. parts[i].Before] });
        }
    }

    /// <summary>What is still to be written: bytes, and the value after them.</summary>
    private readonly record struct Part(byte[] Before, JsonElement? Value);
}
