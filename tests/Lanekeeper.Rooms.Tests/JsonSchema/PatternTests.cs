using System.Text.Json;

namespace Lanekeeper.Rooms.Tests.JsonSchema;

/// <summary>Patterns mean what ECMA-262 says, not what .NET would read into them.</summary>
public sealed class PatternTests
{
    [Theory]
    [InlineData("^a$", "a\n", false)]
    [InlineData(@"^\d$", "٣", false)]
    [InlineData(@"^\w+$", "é", false)]
    [InlineData(@"^\s$", "\uFEFF", true)]
    [InlineData(@"\bb", "éb", true)]
    [InlineData("^.$", "😀", true)]
    [InlineData("^.{2}$", "😀", false)]
    [InlineData("^[^a]$", "😀", true)]
    [InlineData("^😀{2}$", "😀😀", true)]
    [InlineData("^[😀-😎x]$", "😃", true)]
    [InlineData("^[^😀]$", "😀", false)]
    [InlineData("^[^😀]$", "😃", true)]
    [InlineData(@"^\u{1F600}$", "😀", true)]
    [InlineData("^[]$", "", false)]
    [InlineData("^[^]$", "\n", true)]
    [InlineData(@"^[\d-x]+$", "1-x", true)]
    [InlineData("^[a-z&&[b]]$", "b]", true)]
    [InlineData("^a{,2}$", "a{,2}", true)]
    [InlineData("^[0-9]{2,3}$", "123", true)]
    [InlineData("^(?<y>[0-9]+)-\\k<y>$", "12-12", true)]
    [InlineData(@"^\P{Lu}[^\P{Lu}]$", "aB", true)]
    [InlineData(@"^[\D]$", "😀", true)]
    [InlineData("^a b#c$", "a b#c", true)]
    public void A_pattern_means_what_it_means_in_ecmascript(string pattern, string text, bool matches) =>
        Schemas.Good($$"""{"pattern":{{JsonSerializer.Serialize(pattern)}}}""").IsValid(JsonSerializer.SerializeToElement(text)).ShouldBe(matches);

    [Theory]
    [InlineData("(?i)a")]
    [InlineData("(?>a)")]
    [InlineData("(?#a)")]
    [InlineData(@"\Aa\Z")]
    [InlineData(@"\a")]
    [InlineData(@"\p{Script=Greek}")]
    [InlineData("[z-a]")]
    [InlineData("a**")]
    [InlineData("[a")]
    [InlineData("\\")]
    [InlineData(@"[\")]
    [InlineData(@"\u12")]
    [InlineData("(?<1>a)")]
    public void What_ecmascript_does_not_know_is_a_fault(string pattern) =>
        Schemas.Compile($$"""{"pattern":{{JsonSerializer.Serialize(pattern)}}}""").Faults.ShouldHaveSingleItem();
}
