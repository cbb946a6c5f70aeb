using System.Buffers.Binary;
using System.Text;

namespace Lanekeeper.FaultProvider.Speaking;

/// <summary>Vectors of length one, made of the words of a text: the same words give the same vector, wherever and whenever.</summary>
internal static class EmbeddingsWriter
{
    private const int MarksPerWord = 8;

    public static byte[] Write(Answer answer, Embedded asked)
    {
        var size = answer.Misfits ? Math.Max(1, asked.Dimensions - 1) : asked.Dimensions;
        var body = JsonReading.Bytes(new
        {
            @object = "list",
            data = asked.Texts.Select((text, index) => new { @object = "embedding", index, embedding = Say(Make(text, size), asked.Base64) }),
            model = answer.Model,
            usage = new { prompt_tokens = answer.Usage.Input, total_tokens = answer.Usage.Input },
        });
        return JsonReading.WithBlanks(body, answer.Blanks);
    }

    private static object Say(float[] vector, bool base64)
    {
        if (!base64)
        {
            return vector;
        }

        var bytes = new byte[vector.Length * sizeof(float)];
        for (var at = 0; at < vector.Length; at++)
        {
            BinaryPrimitives.WriteSingleLittleEndian(bytes.AsSpan(at * sizeof(float)), vector[at]);
        }

        return Convert.ToBase64String(bytes);
    }

    private static float[] Make(string text, int size)
    {
        var vector = new float[size];
        foreach (var word in text.ToLowerInvariant().Split([' ', '\n', '\t', ',', '.', '?', '!'], StringSplitOptions.RemoveEmptyEntries).DefaultIfEmpty(text))
        {
            var spring = new Spring(Encoding.UTF8.GetBytes(word));
            for (var mark = 0; mark < MarksPerWord; mark++)
            {
                var value = spring.Next();
                vector[(int)(value % (uint)size)] += (value >> 63) == 0 ? 1 : -1;
            }
        }

        var length = MathF.Sqrt(vector.Sum(value => value * value));
        return length == 0 ? [1, .. vector[1..]] : [.. vector.Select(value => value / length)];
    }
}
