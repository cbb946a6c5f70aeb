using System.Text;
using System.Text.Json;

namespace Lanekeeper.Models.Wire.Requests;

/// <summary>Changes single values of a body and leaves every other byte where it is.</summary>
internal static class RequestEdits
{
    public static byte[] Apply(ReadOnlySpan<byte> body, RequestFacts facts, string? model, bool askForUsage)
    {
        var named = model is null || model == facts.Model ? null : new BodyEdit(facts.ModelAt, $"\"{JsonEncodedText.Encode(model)}\"");
        var edits = new[] { named, askForUsage ? facts.UsageEdit : null }.OfType<BodyEdit>().OrderBy(edit => edit.At.Offset).ToArray();
        var written = new byte[body.Length + edits.Sum(edit => Encoding.UTF8.GetByteCount(edit.Words) - edit.At.Length)];
        var (from, to) = (0, 0);
        foreach (var edit in edits)
        {
            var kept = body[from..edit.At.Offset];
            kept.CopyTo(written.AsSpan(to));
            to += kept.Length;
            to += Encoding.UTF8.GetBytes(edit.Words, written.AsSpan(to));
            from = edit.At.Offset + edit.At.Length;
        }

        body[from..].CopyTo(written.AsSpan(to));
        return written;
    }
}
