using Lanekeeper.Cli.Terminal;
using Lanekeeper.Web.Controls;

namespace Lanekeeper.Faces.Tests.Web.Controls;

public sealed class ForeignTests
{
    [Theory]
    [InlineData("plain, Grüße, 你好, \ud83d\ude00", "plain, Grüße, 你好, \ud83d\ude00")]
    [InlineData("tabs\tand\r\nlines stay", "tabs\tand\r\nlines stay")]
    [InlineData("\0\u001b[31m\u007f", "␀␛[31m␡")]
    [InlineData("safe\u202egnp.exe", "safe\\u{202e}gnp.exe")]
    [InlineData("\u200f\u061c\u2066\u2069", "\\u{200f}\\u{61c}\\u{2066}\\u{2069}")]
    [InlineData("\u0085\u2028\ufeff\U000E0041", "\\u{85}\\u{2028}\\u{feff}\\u{e0041}")]
    [InlineData("می\u200cخواهم \ud83d\udc68\u200d\ud83d\udc69", "می\u200cخواهم \ud83d\udc68\u200d\ud83d\udc69")]
    public void What_hides_or_turns_text_is_seen(string text, string seen) => Foreign.Visible(text).ShouldBe(seen);

    [Fact]
    public void A_page_hides_nothing_that_the_terminal_shows()
    {
        for (var point = 0xa0; point <= 0x10ffff; point++)
        {
            if (point is 0x2028 or 0x2029 or (>= 0xd800 and <= 0xdfff))
            {
                continue;
            }

            var text = char.ConvertFromUtf32(point);
            Foreign.Visible(text).ShouldBe(SafeText.Block(text));
        }
    }
}
