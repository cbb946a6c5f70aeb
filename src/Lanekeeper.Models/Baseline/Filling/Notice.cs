namespace Lanekeeper.Models.Baseline.Filling;

/// <summary>What every text says of itself.</summary>
internal static class Notice
{
    public const string Sentence = "This is an automatic draft by Lanekeeper's built-in baseline.";
    public const string Aside = "(Automatic draft by the built-in baseline.)";
}
