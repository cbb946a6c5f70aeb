namespace Lanekeeper.Orchestration.Starting;

/// <summary>W3C Trace Context, version 00: <c>00-{32 hex}-{16 hex}-{2 hex}</c>. A malformed one is as none, as the standard asks.</summary>
internal static class TraceParent
{
    public static string? TraceId(string? header)
    {
        var parts = header?.Trim().Split('-');
        if (parts is not [{ Length: 2 }, { Length: 32 } trace, { Length: 16 }, { Length: 2 }, ..] || parts[0] == "ff")
        {
            return null;
        }

        return trace.All(IsLowerHex) && trace.Any(letter => letter != '0') ? trace : null;
    }

    private static bool IsLowerHex(char letter) => letter is (>= '0' and <= '9') or (>= 'a' and <= 'f');
}
