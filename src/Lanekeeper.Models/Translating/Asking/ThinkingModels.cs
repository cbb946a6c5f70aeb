using System.Text.RegularExpressions;

namespace Lanekeeper.Models.Translating.Asking;

/// <summary>In what Anthropic's models differ when they are to think.</summary>
internal static partial class ThinkingModels
{
    /// <summary>Since 4.6 they think as much as they find they need; those before want a budget, and turn this down.</summary>
    public static bool TakeAdaptive(string model) => Adaptive().IsMatch(model);

    // A longer number behind the 4 is the date of one of the first.
    [GeneratedRegex(@"claude-[a-z]+-(?:4[-.](?:[6-9]|\d\d)|[5-9]|\d\d)(?!\d)", RegexOptions.CultureInvariant)]
    private static partial Regex Adaptive();
}
