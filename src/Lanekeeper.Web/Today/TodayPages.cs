using Lanekeeper.Approvals;
using Lanekeeper.Faces;
using Lanekeeper.Ledger;
using Lanekeeper.Orchestration;
using Lanekeeper.Project;
using Lanekeeper.Web.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Lanekeeper.Web.Today;

internal static class TodayPages
{
    private const int LatestDeployments = 20;

    public static void MapToday(this RouteGroupBuilder pages) => pages.MapGet(WebPaths.Today, ShowAsync);

    private static async Task<IResult> ShowAsync(
        Caller caller, IInbox inbox, IApprovals approvals, IRuns runs, ICalls calls, IServedModels models, IFailures failures, ILimits limits, IDeployments deployments, PublicAddress address, HttpRequest request, TimeProvider time,
        CancellationToken cancellationToken)
    {
        var (actor, now) = (caller.Actor, time.GetUtcNow());
        var midnight = new DateTimeOffset(now.UtcDateTime.Date, TimeSpan.Zero);
        var today = DateOnly.FromDateTime(midnight.UtcDateTime);
        var cards = inbox.QueueAsync(actor, new(InboxView.Mine), new(TodayView.MostCards), cancellationToken);
        var counts = inbox.CountAsync(actor, cancellationToken);
        var pulse = runs.FeelPulseAsync(actor, cancellationToken);
        var accepted = approvals.AcceptanceAsync(actor, null, midnight.AddDays(-29), cancellationToken);
        var deployed = deployments.ListAsync(actor, new(LatestDeployments), cancellationToken);
        var spent = calls.StatsAsync(actor, null, new(today.Year, today.Month, 1), cancellationToken);
        var recent = today.Day == 1 ? calls.StatsAsync(actor, null, today.AddDays(-1), cancellationToken) : spent;
        var any = runs.ListAsync(actor, new(), new(1), cancellationToken);
        var anyCall = calls.ListAsync(actor, new(), new(1), cancellationToken);
        var served = models.ListAsync(actor, new(Unseen: true), new(TodayView.MostModels), cancellationToken);
        var rates = failures.RatesAsync(actor, cancellationToken);
        var used = limits.ReadAsync(actor, cancellationToken);
        await Task.WhenAll(cards, counts, pulse, accepted, deployed, spent, recent, any, anyCall, served, rates, used);
        if ((cards.Result.Problem ?? counts.Result.Problem ?? pulse.Result.Problem ?? accepted.Result.Problem ?? deployed.Result.Problem ?? spent.Result.Problem ?? recent.Result.Problem ?? any.Result.Problem ?? anyCall.Result.Problem ?? served.Result.Problem ?? rates.Result.Problem ?? used.Result.Problem) is { } problem)
        {
            return Screens.Problem(problem);
        }

        return Screens.Show<TodayPage, TodayView>(new(
            cards.Result.Value.Rows,
            counts.Result.Value.Mine,
            pulse.Result.Value,
            Accepted(accepted.Result.Value, today),
            [.. deployed.Result.Value.Items.TakeWhile(one => one.DeployedAt >= midnight.AddDays(-1))],
            SpendMaker.Make(spent.Result.Value, recent.Result.Value, today),
            served.Result.Value.Items,
            deployed.Result.Value.Items.Count > 0,
            any.Result.Value.Items.Count > 0,
            anyCall.Result.Value.Items.Count > 0,
            address.Of(request.Scheme, request.Host.Value ?? "localhost", ""))
        {
            Budgets = [.. rates.Result.Value.Workflows.Where(rate => rate.IsOver)],
            NearBudgets = Near(used.Result.Value),
        });
    }

    // A budget of nothing is used up from the start; that is no news.
    private static IReadOnlyList<NearBudget> Near(LimitsInUse limits) =>
        [.. limits.Holders.SelectMany(holder => holder.Limits.Where(limit => limit is { IsBudget: true, IsNear: true, Used: > 0 }).Select(limit => new NearBudget(holder, limit)))];

    private static AcceptedDays Accepted(Acceptance acceptance, DateOnly today)
    {
        return new(Share(day => day == today), Share(day => day == today.AddDays(-1)), Share(_ => true));

        Wilson Share(Func<DateOnly, bool> wanted)
        {
            var counts = acceptance.Workflows.SelectMany(workflow => workflow.Days).Where(day => wanted(day.Day)).Aggregate(AcceptanceCounts.None, (sum, day) => sum + day.Counts);
            return Wilson.Of(counts.Unedited, counts.Decided);
        }
    }
}
