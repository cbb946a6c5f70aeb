namespace Lanekeeper.Browser.Tests.Hostile;

/// <summary>The judge itself: it must see what it is there to see.</summary>
public sealed class MarkupTests
{
    [Theory]
    [InlineData("<p><img src=x onerror=lkEvil()></p>")]
    [InlineData("<p onclick=\"a()\">x</p>")]
    [InlineData("<a href=\"javascript:a()\">x</a>")]
    [InlineData("<a href=\"java\tscript:a()\">x</a>")]
    [InlineData("<a href=\" data:text/html,x\">x</a>")]
    [InlineData("<a href=\"//evil.example\">x</a>")]
    [InlineData("<form action=\"\\\\evil.example\"></form>")]
    [InlineData("<p style=\"color:red\">x</p>")]
    [InlineData("<script>a()</script>")]
    [InlineData("<svg><a xlink:href=\"javascript:a()\"></a></svg>")]
    [InlineData("<meta http-equiv=refresh content=0>")]
    [InlineData("<lk-evil></lk-evil>")]
    [InlineData("<p lk-on=1>x</p>")]
    [InlineData("<iframe src=\"/x\"></iframe>")]
    public void What_came_in_from_outside_is_seen(string html) => Markup.Foreign(Markup.Parse(html)).ShouldNotBeEmpty();

    [Theory]
    [InlineData("<p class=\"a\"><a href=\"/runs?x=javascript:a()\">&lt;img src=x onerror=a()&gt;</a></p>")]
    [InlineData("<script type=\"module\" src=\"/assets/1/app.js\"></script>")]
    [InlineData("<a href=\"https://example.com/\" rel=\"noopener\">x</a><a href=\"#main\">y</a>")]
    public void What_is_ours_is_not(string html) => Markup.Foreign(Markup.Parse(html)).ShouldBeEmpty();
}
