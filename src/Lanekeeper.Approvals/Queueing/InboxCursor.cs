using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Lanekeeper.Approvals.Queueing;

/// <summary>A place in a queue: risk, then id. On the wire <c>1-0199...</c>.</summary>
internal sealed record InboxCursor(short Risk, Guid Id)
{
    public override string ToString() => $"{Risk.ToString(CultureInfo.InvariantCulture)}-{Id}";

    public static bool TryRead(string text, [NotNullWhen(true)] out InboxCursor? cursor)
    {
        cursor = text.Length > 2 && text[1] == '-' && char.IsAsciiDigit(text[0]) && Guid.TryParse(text.AsSpan(2), out var id) ? new((short)(text[0] - '0'), id) : null;
        return cursor is not null;
    }
}
