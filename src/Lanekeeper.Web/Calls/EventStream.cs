using System.Text;
using System.Text.Json;
using Lanekeeper.Web.Controls;

namespace Lanekeeper.Web.Calls;

/// <summary>The events of a streamed body, which may be cut anywhere.</summary>
internal static class EventStream
{
    // More than any page shows; whoever sends more shall not keep it busy.
    private const int Longest = 8_000_000;
    private const int MostUnreadable = 20;

    public static IEnumerable<JsonElement> Read(string body)
    {
        var (end, unreadable) = (Math.Min(body.Length, Longest), 0);
        var pending = new StringBuilder();
        for (var at = 0; at < end && unreadable < MostUnreadable;)
        {
            var stop = body.IndexOf('\n', at, end - at) is >= 0 and var found ? found : end;
            var line = body[at..stop].TrimEnd('\r');
            at = stop + 1;
            if (line.StartsWith("data:", StringComparison.Ordinal))
            {
                pending.Append(pending.Length == 0 ? "" : "\n").Append(line.AsSpan(5).Trim());
            }

            // An event ends with an empty line; the last one may lack it, and some servers leave it out.
            var isWhole = line.Length == 0 || at >= end || line.EndsWith('}');
            if (!isWhole || pending.Length == 0)
            {
                continue;
            }

            if (pending[0] == '{' && JsonText.Read(pending.ToString()) is { } data)
            {
                pending.Clear();
                yield return data;
            }
            else
            {
                unreadable++;
                if (line.Length == 0)
                {
                    pending.Clear();
                }
            }
        }
    }
}
