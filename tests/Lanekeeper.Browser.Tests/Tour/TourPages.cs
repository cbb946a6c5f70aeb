using Lanekeeper.Browser.Tests.Harness;
using Lanekeeper.Permissions;

namespace Lanekeeper.Browser.Tests.Tour;

/// <summary>All pages there are, each in the states worth looking at. A page that is missing here fails a test.</summary>
internal static class TourPages
{
    public static readonly IReadOnlyList<TourPage> All =
    [
        TourPage.At("today", WebPaths.Today),
        TourPage.At("design", WebPaths.Design),
        TourPage.At("account", WebPaths.Account),
        TourPage.At("people", WebPaths.People),
        new("person", "/people/{id:guid}", async (site, stop) => WebPaths.Person((await PersonAsync(site, stop)).Id)),
        TourPage.At("sign-in", WebPaths.SignIn()) with { As = Role.None },
        new("welcome", "/welcome/{token}", (site, stop) => LinkAsync(site, "sign_in", stop)) { As = Role.None },
        new("welcome-invited", "/welcome/{token}", (site, stop) => LinkAsync(site, "invitation", stop)) { As = Role.None },
        TourPage.At("not-here", "/nothing/is/here", "") with { Status = 404 },
    ];

    /// <summary>What a GET answers with that nobody looks at.</summary>
    public static readonly IReadOnlyList<string> NoPages =
    [
        "/assets/{version}/{name}",
    ];

    private static async Task<Account> PersonAsync(Site site, CancellationToken stop) =>
        Site.Must(await site.Client.GetAsync<Page<Account>>(ApiPaths.Accounts, stop)).Items[0];

    /// <returns>A one-time link's path.</returns>
    private static async Task<string> LinkAsync(Site site, string purpose, CancellationToken stop) =>
        new Uri(Site.Must(await site.Client.PostAsync<LinkWire>(ApiPaths.Links((await PersonAsync(site, stop)).Id), new { purpose }, stop)).Url).AbsolutePath;
}
