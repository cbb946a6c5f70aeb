using Lanekeeper.Ledger;
using Lanekeeper.Web.Limits;

namespace Lanekeeper.Faces.Tests.Web.Limits;

public sealed class LimitsPageTests
{
    [Fact]
    public async Task A_budget_shows_what_is_spent_what_of_it_is_held_and_when_it_starts_anew()
    {
        var page = await PageAsync(LimitHolderKind.App, "bench & co", new LimitFigure(LimitKind.UsdPerDay, 10, 3.2m) { Held = 0.5m, RenewsAt = Rendering.Now.AddHours(16) });

        page.ShouldContain("<b>$3.20</b> of $10.00 today");
        page.ShouldContain("$0.50 of it held for calls under way");
        page.ShouldContain(">in 16 h</time>");
        page.ShouldContain("32 %");
        page.ShouldContain("href=\"/calls?app=bench%20%26%20co\"");
    }

    [Theory]
    [InlineData(79.99, "gauge ", "79 %")]
    [InlineData(80, "gauge near", "80 %")]
    [InlineData(99.99, "gauge near", "99 %")]
    [InlineData(100, "gauge full", "100 %")]
    [InlineData(130, "gauge full", "130 %")]
    public async Task A_bar_changes_its_tone_at_four_fifths_and_when_all_is_used(double used, string bar, string share)
    {
        var page = await PageAsync(LimitHolderKind.Workflow, "triage", new LimitFigure(LimitKind.UsdPerMonth, 100, (decimal)used));

        page.ShouldContain($"class=\"{bar}\"");
        page.ShouldContain(share);
        page.ShouldContain("href=\"/calls?workflow=triage\"");
    }

    [Fact]
    public async Task A_minutes_limit_says_what_is_left_and_calls_at_once_how_many_are_under_way()
    {
        var page = await PageAsync(LimitHolderKind.App, "shop", new LimitFigure(LimitKind.TokensPerMinute, 400_000, 1_500), new LimitFigure(LimitKind.Concurrent, 20, 2));

        page.ShouldContain("398,500 left now");
        page.ShouldContain("<b>2</b> of 20 under way");
    }

    [Theory]
    [InlineData("0.01905", "0.02", "<b>$0.0190</b> of $0.02 today")]
    [InlineData("0.01999999", "0.02", "<b>$0.0199</b> of $0.02 today")]
    [InlineData("0.0000004", "0.02", "<b>&lt;$0.000001</b> of $0.02 today")]
    [InlineData("24.999", "25", "<b>$24.99</b> of $25.00 today")]
    [InlineData("0.5", "0.75", "<b>$0.50</b> of $0.75 today")]
    public async Task What_is_not_all_spent_never_looks_so(string used, string allowed, string said)
    {
        var page = await PageAsync(LimitHolderKind.App, "shop", new LimitFigure(LimitKind.UsdPerDay, Usd(allowed), Usd(used)));

        page.ShouldContain(said);
    }

    [Fact]
    public async Task Without_limits_the_lines_that_set_some_are_shown()
    {
        var page = await Rendering.PageAsync<LimitsPage, LimitsInUse>(new(Rendering.Now, []));

        page.ShouldContain("requests_per_minute: 300");
        page.ShouldContain("docs/using/gateway.md");
    }

    private static decimal Usd(string amount) => decimal.Parse(amount, System.Globalization.CultureInfo.InvariantCulture);

    private static Task<string> PageAsync(LimitHolderKind kind, string name, params LimitFigure[] limits) =>
        Rendering.PageAsync<LimitsPage, LimitsInUse>(new(Rendering.Now, [new(kind, name, limits)]));
}
