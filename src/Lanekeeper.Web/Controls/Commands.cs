namespace Lanekeeper.Web.Controls;

/// <summary>Finds what stands between backticks in a sentence, as problems write commands for every face.</summary>
internal static class Commands
{
    /// <returns>The parts in their order; every second one stood between two backticks.</returns>
    public static string[] Split(string text)
    {
        var parts = text.Split('`');
        return parts.Length % 2 == 1 ? parts : [text];
    }
}
