using System.Net;

namespace Lanekeeper.Faces.Tests.Product;

/// <summary>People reach it by HTTPS at a proxy that says nothing of it.</summary>
public sealed class PublicUrlTests : IAsyncLifetime
{
    private readonly TempFolder _folder = new();
    private LanekeeperProcess _process = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var wish = new CommandWish("serve", "--data", _folder.Sub("data"), "--urls", "http://127.0.0.1:0") { Environment = new Dictionary<string, string> { ["LANEKEEPER_PUBLIC_URL"] = "https://ops.example.com" } };
        _process = await LanekeeperProcess.ServeAsync(_folder.Sub("data"), wish, Stop);
    }

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Every_cookie_is_kept_from_plain_HTTP_and_forms_are_taken()
    {
        var link = new Uri((await LanekeeperProcess.RunAsync(Stop, "sign-in", "--data", _folder.Sub("data"))).Output.Trim());
        link.Host.ShouldBe("ops.example.com");
        using var visitor = new WebVisitor(_process.Client.Server);

        var page = await visitor.GetAsync(link.AbsolutePath, Stop);
        var themed = await visitor.PostAsync("/theme", Stop, ("theme", "dark"), ("return", "/sign-in"));
        var entered = await visitor.PostAsync(link.AbsolutePath, Stop, ("what", "enter"));

        page.SetCookies.ShouldHaveSingleItem().ShouldStartWith("__Host-lanekeeper_form=");
        (themed.Status, entered.Status).ShouldBe((HttpStatusCode.SeeOther, HttpStatusCode.SeeOther));
        themed.SetCookies.ShouldHaveSingleItem().ShouldStartWith("lanekeeper_theme=dark");
        entered.SetCookies.ShouldContain(cookie => cookie.StartsWith("__Host-lanekeeper_session=", StringComparison.Ordinal));
        page.SetCookies.Concat(themed.SetCookies).Concat(entered.SetCookies).ShouldAllBe(cookie => cookie.Contains("; secure", StringComparison.OrdinalIgnoreCase));
        (await visitor.GetAsync("/people", Stop)).Status.ShouldBe(HttpStatusCode.OK);
    }
}
