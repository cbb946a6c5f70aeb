using System.Buffers;
using System.Security.Cryptography;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace Lanekeeper.Kernel;

/// <summary>
/// One spelling for each JSON value, so that a digest of it means the value and not its spelling:
/// members sorted by UTF-16 code units, no white space, numbers shortest (after RFC 8785; integers beyond 2^53 and
/// long decimals keep their own digits, so that no two different amounts ever share a digest).
/// </summary>
public static class CanonicalJson
{
    private static readonly JsonWriterOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(JsonElement value)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, Plain))
        {
            Write(writer, value);
        }

        return buffer.WrittenSpan.ToArray();
    }

    /// <returns><c>sha256:</c> and 64 hexadecimal digits.</returns>
    public static string Digest(JsonElement value) => $"sha256:{Convert.ToHexStringLower(SHA256.HashData(Write(value)))}";

    private static void Write(Utf8JsonWriter writer, JsonElement value)
    {
        switch (value.ValueKind)
        {
            case JsonValueKind.Object:
                writer.WriteStartObject();
                foreach (var member in value.EnumerateObject().OrderBy(member => member.Name, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(member.Name);
                    Write(writer, member.Value);
                }

                writer.WriteEndObject();
                break;
            case JsonValueKind.Array:
                writer.WriteStartArray();
                foreach (var item in value.EnumerateArray())
                {
                    Write(writer, item);
                }

                writer.WriteEndArray();
                break;
            case JsonValueKind.Number:
                WriteNumber(writer, value);
                break;
            default:
                value.WriteTo(writer);
                break;
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, JsonElement value)
    {
        if (value.TryGetDecimal(out var number))
        {
            // 1.0, 1.00 and 1e0 are one number: dividing by a one of full scale strips the trailing zeros.
            writer.WriteNumberValue(number / 1.000000000000000000000000000000000m);
        }
        else
        {
            writer.WriteRawValue(value.GetRawText());
        }
    }
}
