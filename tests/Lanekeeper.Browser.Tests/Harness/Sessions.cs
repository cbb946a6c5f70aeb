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

    /// <summary>A one-time link that signs a new person in.</summary>
    public async Task<string> LinkAsync(Role role, string email, CancellationToken stop)
    {
        var account = Site.Must(await site.Client.PostAsync<Account>(ApiPaths.Accounts, new NewAccount(email, email.Split('@')[0], role), stop));
        return Site.Must(await site.Client.PostAsync<JsonElement>(ApiPaths.Links(account.Id), new { }, stop)).GetProperty("url").GetString()!;
    }

    private async Task<string> EnterAsync(Chromium chromium, Role role, string email, CancellationToken stop)
    {
        await using var visitor = await chromium.VisitAsync(site);
        await WelcomeAsync(visitor, await LinkAsync(role, email, stop));
        return await visitor.Context.StorageStateAsync();
    }

    public static async Task WelcomeAsync(Visitor visitor, string link)
    {
        await visitor.GoAsync(link);
        await visitor.Page.Locator("main form[method=post] button").First.ClickAsync();
        await visitor.Page.ArriveAsync("^(?!/welcome/)");
    }
}
