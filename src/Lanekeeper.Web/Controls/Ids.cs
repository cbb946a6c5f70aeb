namespace Lanekeeper.Web.Controls;

/// <summary>Ids as a column wants them.</summary>
public static class Ids
{
    private const int Shown = 8;

    /// <summary>The end of it: the beginning is the time, the same for all ids of a minute.</summary>
    public static string Brief(Guid id) => id.ToString("N")[^Shown..];

    /// <summary>The first digits of a content hash, without its algorithm.</summary>
    public static string BriefHash(string hash)
    {
        var digits = hash[(hash.IndexOf(':', StringComparison.Ordinal) + 1)..];
        return digits.Length <= Shown ? digits : digits[..Shown];
    }
}
