namespace Lanekeeper.Web.Inbox;

/// <summary>A JSON Pointer (RFC 6901) into the arguments of a card.</summary>
internal static class Pointer
{
    /// <summary>One step further, to a member.</summary>
    public static string To(string path, string name) => $"{path}/{name.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
}
