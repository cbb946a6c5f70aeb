using System.Text;
using Lanekeeper.Ledger;

namespace Lanekeeper.Faces.Tests.Apps;

public sealed class AppLimitsTests(AppDesk desk) : IClassFixture<AppDesk>
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_an_app_has_used_of_its_limits_is_shown_over_http()
    {
        await desk.DeployAsync("limits: { apps: { shop: { requests_per_minute: 1, usd_per_day: 5 }, idle: { concurrent: 3 } } }\n", Stop);
        using var http = desk.Http();
        var body = $$"""{"model":"{{AppDesk.Chat}}","max_tokens":50,"messages":[{"role":"user","content":"How are you?"}]}""";
        (await http.PostAsync("/v1/chat/completions", new StringContent(body, Encoding.UTF8, "application/json"), Stop)).EnsureSuccessStatusCode();

        var limits = (await desk.Server.Client.GetAsync<LimitsInUse>(ApiPaths.Limits, Stop)).Value;

        var spent = limits.Holders.Single(holder => holder.Name == "shop").Limits.Single(limit => limit.Kind == LimitKind.UsdPerDay);
        spent.Used.ShouldBe((await desk.CallsAsync("shop", Stop)).Single().CostUsd!.Value);
        (spent.Held, spent.RenewsAt > limits.At).ShouldBe((0m, true));
        limits.Holders.Single(holder => holder.Name == "idle").Limits.Single().Used.ShouldBe(0);
    }
}
