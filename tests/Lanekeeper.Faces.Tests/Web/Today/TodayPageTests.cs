using Lanekeeper.Ledger;
using Lanekeeper.Orchestration;
using Lanekeeper.Web.Today;
using Lanekeeper.Web.Workflows;

namespace Lanekeeper.Faces.Tests.Web.Today;

public sealed class TodayPageTests
{
    private static readonly RunSpan Day = new(Rendering.Now, Rendering.Now, 0, 0);

    private static readonly TodayView House = new([], 0, new(Day, Day, []), new(Wilson.Of(0, 0), Wilson.Of(0, 0), Wilson.Of(0, 0)), [], new(0, 0, 0, 0, []), [], true, false, false, "https://lane.example");

    [Fact]
    public async Task A_house_that_only_apps_use_is_told_what_fails()
    {
        var page = await Rendering.PageAsync<TodayPage, TodayView>(House with { HasCalls = true });

        page.ShouldContain("Needs you");
        page.ShouldContain("Spend on models");
    }

    [Fact]
    public async Task A_house_in_which_nothing_happened_says_how_a_run_and_how_an_app_begins()
    {
        var page = await Rendering.PageAsync<TodayPage, TodayView>(House);

        page.ShouldContain("lanekeeper run WORKFLOW");
        page.ShouldContain("lanekeeper keys create APP");
        page.ShouldContain("OPENAI_BASE_URL=https://lane.example/v1");
        page.ShouldNotContain("Spend on models");
    }

    [Fact]
    public async Task A_budget_that_is_nearly_spent_is_said_and_leads_to_the_limits()
    {
        var limit = new LimitFigure(LimitKind.UsdPerDay, 10, 8.6m);
        var page = await Rendering.PageAsync<TodayPage, TodayView>(House with { HasCalls = true, NearBudgets = [new(new(LimitHolderKind.App, "bench", [limit]), limit)] });

        page.ShouldContain("86 %");
        page.ShouldContain("App <bdi>bench</bdi> has used $8.60 of its $10.00 today.");
        page.ShouldContain("href=\"/limits\">All limits");
        (await Rendering.PageAsync<TodayPage, TodayView>(House with { HasCalls = true })).ShouldNotContain("Budgets nearly spent");
    }

    [Fact]
    public async Task An_alarm_says_which_failures_it_counts_and_keeps_its_figures_in_a_narrow_table()
    {
        var rate = new FailureRate("translate", 40, 12, 1) { Alarm = new(5, 20, 20) };

        var page = await Rendering.ControlAsync<TodayBudgets>(new() { [nameof(TodayBudgets.Rows)] = new[] { rate } });

        page.ShouldContain("Failed, may pass");
        page.ShouldContain("Not acceptable answers");
        page.ShouldContain("<td class=\"num wide-only\">40</td>");
        page.ShouldMatch("<td class=\"num today-share\">30 % *<span class=\"tag bad\">");
    }

    [Fact]
    public async Task A_project_without_workflows_is_told_apart_from_no_project()
    {
        (await Rendering.PageAsync<WorkflowsPage, WorkflowsView>(new(null, []))).ShouldContain("Nothing is deployed yet");
        var deployed = await Rendering.PageAsync<WorkflowsPage, WorkflowsView>(new("shop", []));
        deployed.ShouldContain("The project declares no workflow.");
        deployed.ShouldNotContain("Nothing is deployed yet");
    }
}
