namespace Lanekeeper.Retrieval.Cutting;

/// <summary>The lines of a document. A line ends with CR LF, LF or CR; a byte order mark is no part of the first.</summary>
internal static class Lines
{
    public static List<string> Of(string text)
    {
        var lines = new List<string>();
        var rest = text.AsSpan(text.StartsWith('\uFEFF') ? 1 : 0);
        while (true)
        {
            var end = rest.IndexOfAny('\r', '\n');
            if (end < 0)
            {
                lines.Add(rest.ToString());
                return lines;
            }

            lines.Add(rest[..end].ToString());
            rest = rest[(end + (rest[end..].StartsWith("\r\n") ? 2 : 1))..];
        }
    }
}
