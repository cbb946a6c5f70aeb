using Microsoft.Playwright;

namespace Lanekeeper.Browser.Tests.Harness;

/// <summary>
/// One real Chromium for all tests, started when the first of them asks. Each visitor has a context of its own: its own cookies, its own screen.
/// </summary>
public sealed class Chromium : IAsyncLifetime
{
    /// <summary>For what comes or does not; no test may pass because of it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    private static readonly string[] Places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome", "/snap/bin/chromium"];

    private readonly Lazy<Task<IBrowser>> _browser;
    private IPlaywright? _playwright;

    public Chromium() => _browser = new(LaunchAsync);

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    public async ValueTask DisposeAsync()
    {
        if (_browser.IsValueCreated)
        {
            await (await _browser.Value).DisposeAsync();
            _playwright?.Dispose();
        }
    }

    /// <summary>Somebody whom the site does not know.</summary>
    internal Task<Visitor> VisitAsync(Site site, Screen? screen = null) => OpenAsync(site, screen ?? new(), session: null);

    /// <summary>Somebody who is signed in. One e-mail address is one person, who keeps one session per site.</summary>
    internal async Task<Visitor> SignInAsync(Site site, Role role, Screen? screen = null, string? email = null) =>
        await OpenAsync(site, screen ?? new(), await site.Sessions.OfAsync(this, role, email));

    private async Task<Visitor> OpenAsync(Site site, Screen screen, string? session)
    {
        var context = await (await _browser.Value).NewContextAsync(screen.ToContext(site.Address, session));
        return await Visitor.OpenAsync(context, site, screen);
    }

    private async Task<IBrowser> LaunchAsync()
    {
        Assertions.SetDefaultExpectTimeout((float)Patience.TotalMilliseconds);
        _playwright = await Playwright.CreateAsync();
        return await _playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Environment.GetEnvironmentVariable("LANEKEEPER_CHROMIUM") is { Length: > 0 } given ? given : Places.FirstOrDefault(File.Exists)
                ?? throw new FileNotFoundException($"Chromium is at none of {string.Join(", ", Places)}. Install it (apt-get install chromium), or name it in LANEKEEPER_CHROMIUM."),

            // A low limit keeps it from starting a spare process for each page ahead of need, a sixth of the time of a walk by keyboard; visitors never share one.
            // No name resolves and nothing is fetched on the side: what a page asks for elsewhere is seen, and does not leave.
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync", "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1", "--renderer-process-limit=2",
            ],
        });
    }
}
