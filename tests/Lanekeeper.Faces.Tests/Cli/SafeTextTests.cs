using FsCheck;
using FsCheck.Fluent;
using Lanekeeper.Cli.Terminal;

namespace Lanekeeper.Faces.Tests.Cli;

public sealed class SafeTextTests
{
    [Theory]
    [InlineData("\u001b[2Jgone", "\\u{1b}[2Jgone")]
    [InlineData("a\u0007b\u009bc\u007f", "a\\u{7}b\\u{9b}c\\u{7f}")]
    [InlineData("pay \u202eevil", "pay \\u{202e}evil")]
    [InlineData("hidden\U000E0041", "hidden\\u{e0041}")]
    [InlineData("  one\r\n\ttwo\u2028three ", "one two three")]
    [InlineData("naïve 日本 👩‍💻", "naïve 日本 👩‍💻")]
    [InlineData(null, "")]
    public void A_line_shows_what_would_be_hidden(string? text, string shown) => SafeText.Line(text).TrimStart().ShouldBe(shown);

    [Fact]
    public void A_block_keeps_its_lines_and_nothing_else_that_moves_the_cursor() =>
        SafeText.Block("one\r\ntwo\r\u001b[1Athree\tfour").ShouldBe("one\ntwo\n\\u{1b}[1Athree    four");

    [Fact]
    public void Half_a_character_is_replaced() => SafeText.Line("a\ud800b").ShouldBe("a\ufffdb");

    [Fact]
    public void Whatever_comes_no_control_character_goes_out() => Prop
        .ForAll<string>(text => !SafeText.Line(text).Any(char.IsControl) && !SafeText.Block(text).Replace("\n", "", StringComparison.Ordinal).Any(char.IsControl))
        .QuickCheckThrowOnFailure();

    [Theory]
    [InlineData("a short text", 20, "a short text")]
    [InlineData("a text that is too long", 10, "a text...")]
    [InlineData("日本語日本語", 8, "日本...")]
    public void A_cut_text_fits(string text, int width, string cut) => TextWidth.Fit(text, width).ShouldBe(cut);

    [Fact]
    public void Wrapped_lines_are_not_wider_than_asked() => Prop
        .ForAll<string>(text => TextWidth.Wrap(SafeText.Block(text), 12).All(line => TextWidth.Of(line) <= 12))
        .QuickCheckThrowOnFailure();
}
