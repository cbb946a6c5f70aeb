using System.Globalization;
using System.Text;

namespace Lanekeeper.FaultProvider.Answering;

/// <summary>A reply with places where the id and the time go.</summary>
internal sealed class ReplyTemplate
{
    private const long Created = 1_999_999_991;
    private const string Letters = "QzIdentityIdentityIdenQz";

    private readonly Reply _reply;
    private readonly Part[] _parts;

    private ReplyTemplate(Reply reply)
    {
        _reply = reply;
        _parts = [.. reply.Parts.Select(part => new Part(part, Places(part.Span, Encoding.ASCII.GetBytes(Letters)), Places(part.Span, Encoding.ASCII.GetBytes(Digits(Created)))))];
    }

    /// <summary>A time of as many digits as the one in the template.</summary>
    public static bool Fits(long created) => created is >= 1_000_000_000 and <= 9_999_999_999;

    public static ReplyTemplate Of(string prefix, Func<AnswerIds, Reply> build) =>
        new(build(new AnswerIds(prefix + Letters, n => "tool" + n, "QmFk8sLw2PzRt6Yx", Created)));

    public Reply Fill(string letters, long created)
    {
        var filled = new ReadOnlyMemory<byte>[_parts.Length];
        for (var at = 0; at < filled.Length; at++)
        {
            filled[at] = _parts[at].Fill(letters, Digits(created));
        }

        return _reply with { Parts = filled };
    }

    private static string Digits(long created) => created.ToString(CultureInfo.InvariantCulture);

    private static int[] Places(ReadOnlySpan<byte> part, ReadOnlySpan<byte> sought)
    {
        var places = new List<int>();
        for (var at = part.IndexOf(sought); at >= 0;)
        {
            places.Add(at);
            var next = part[(at + sought.Length)..].IndexOf(sought);
            at = next < 0 ? -1 : at + sought.Length + next;
        }

        return [.. places];
    }

    private sealed record Part(ReadOnlyMemory<byte> Bytes, int[] Ids, int[] Times)
    {
        public ReadOnlyMemory<byte> Fill(string letters, string digits)
        {
            if (Ids.Length == 0 && Times.Length == 0)
            {
                return Bytes;
            }

            var filled = Bytes.ToArray();
            foreach (var place in Ids)
            {
                Encoding.ASCII.GetBytes(letters, filled.AsSpan(place));
            }

            foreach (var place in Times)
            {
                Encoding.ASCII.GetBytes(digits, filled.AsSpan(place));
            }

            return filled;
        }
    }
}
