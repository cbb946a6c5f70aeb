using System.Text.Json;
using Lanekeeper.Permissions;

namespace Lanekeeper.Browser.Tests.Harness;

/// <summary>The people of a site who are signed in: each came through a one-time link, once, in a real browser.</summary>
internal sealed class Sessions(Site site) : IDisposable
{
    private readonly SemaphoreSlim _one = new(1);
    private readonly Dictionary<string, string> _known = new(StringComparer.Ordinal);

    /// <returns>The cookies of the person's session, as Playwright stores them.</returns>
    public async Task<string> OfAsync(Chromium chromium, Role role, string? email)
    {
        email ??= $"{role.ToString().ToLowerInvariant()}@example.com";
        var stop = TestContext.Current.CancellationToken;
        await _one.WaitAsync(stop);
        try
        {
            if (!_known.TryGetValue(email, out var session))
            {
                _known[email] = session = await EnterAsync(chromium, role, email, stop);
            }

            return session;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task<string> EnterAsync(Chromium chromium, Role role, string email, CancellationToken stop)
    {
        var account = Site.Must(await site.Client.PostAsync<Account>(ApiPaths.Accounts, new NewAccount(email, email.Split('@')[0], role), stop));
        var link = await site.Client.PostAsync<JsonElement>($"{ApiPaths.Accounts}/{account.Id}/links", new { }, stop);
        if (link.Problem?.Kind == ProblemKind.NotFound)
        {
            var key = Site.Must(await site.Client.PostAsync<NewKey>(ApiPaths.Keys(account.Id), new { label = "browser" }, stop));
            return JsonSerializer.Serialize(new { cookies = new[] { new { name = "lanekeeper_session", value = key.Secret, domain = site.Address.Host, path = "/", expires = -1, httpOnly = true, secure = false, sameSite = "Lax" } }, origins = Array.Empty<string>() });
        }

        await using var visitor = await chromium.VisitAsync(site);
        await WelcomeAsync(visitor, Site.Must(link).GetProperty("url").GetString()!);
        return await visitor.Context.StorageStateAsync();
    }

    private static async Task WelcomeAsync(Visitor visitor, string link)
    {
        await visitor.GoAsync(link);
        await visitor.Page.Locator("form[method=post] button[type=submit]").First.ClickAsync();
        await visitor.Page.WaitForURLAsync(url => !url.Contains("/welcome/", StringComparison.Ordinal));
    }
}
