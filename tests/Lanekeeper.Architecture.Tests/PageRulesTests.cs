using System.Text.RegularExpressions;

namespace Lanekeeper.Architecture.Tests;

/// <summary>What every page keeps to, by its source: nothing inline, nothing unescaped, colours only by their names, and small.</summary>
public sealed partial class PageRulesTests
{
    private const string Web = "src/Lanekeeper.Web";
    private const int MarkupBudget = 200;
    private const int ScriptBudget = 15 * 1024;

    [Fact]
    public void Markup_holds_nothing_that_the_content_security_policy_forbids() =>
        Lines("*.razor").Where(line => Inline().IsMatch(line.Text)).Select(line => line.Where).ShouldBeEmpty("No style or on... attribute, no script or style element with content.");

    [Fact]
    public void No_text_goes_out_unescaped() =>
        Lines("*.razor").Concat(Lines("*.cs")).Where(line => line.Text.Contains("MarkupString", StringComparison.Ordinal) || line.Text.Contains("AddMarkupContent", StringComparison.Ordinal))
            .Select(line => line.Where).ShouldBeEmpty();

    [Fact]
    public void Components_are_given_all_they_show() =>
        Lines("*.razor").Where(line => line.Text.StartsWith("@inject", StringComparison.Ordinal) || line.Text.Contains("[Inject]", StringComparison.Ordinal) || line.Text.StartsWith("@page", StringComparison.Ordinal))
            .Select(line => line.Where).ShouldBeEmpty("A page's endpoint asks the doors; the page draws.");

    [Fact]
    public void Colours_have_their_numbers_in_one_place() =>
        Lines("*.css").Where(line => !line.File.EndsWith("Styles/tokens.css", StringComparison.Ordinal) && Colour().IsMatch(line.Text)).Select(line => line.Where).ShouldBeEmpty();

    [Fact]
    public void Components_stay_small() =>
        Repository.Files(Web, "*.razor").Where(file => File.ReadAllLines(file).Length > MarkupBudget).Select(Repository.Relative).ShouldBeEmpty();

    [Fact]
    public void All_scripts_together_stay_small() =>
        Repository.Files($"{Web}/Scripts", "*.js").Sum(file => new FileInfo(file).Length).ShouldBeLessThanOrEqualTo(ScriptBudget);

    private static IEnumerable<(string File, string Where, string Text)> Lines(string pattern) =>
        from file in Repository.Files(Web, pattern)
        let name = Repository.Relative(file)
        from line in File.ReadAllLines(file).Select((text, index) => (Text: text, Number: index + 1))
        select (name, $"{name}:{line.Number}: {line.Text.Trim()}", line.Text);

    [GeneratedRegex(@"\s(style|on[a-z]+)\s*=\s*[""'@]|<style|<script(?![^>]*\ssrc=)", RegexOptions.IgnoreCase)]
    private static partial Regex Inline();

    [GeneratedRegex(@"(oklch|oklab|rgba?|hsla?|hwb)\(\s*[0-9]|:\s*#[0-9a-f]{3,8}\b", RegexOptions.IgnoreCase)]
    private static partial Regex Colour();
}
