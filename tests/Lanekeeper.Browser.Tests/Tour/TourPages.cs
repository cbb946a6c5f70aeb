namespace Lanekeeper.Browser.Tests.Tour;

/// <summary>All pages there are, each in the states worth looking at. A page that is missing here fails a test.</summary>
internal static class TourPages
{
    public static readonly IReadOnlyList<TourPage> All =
    [
        TourPage.At("today", WebPaths.Today),
        TourPage.At("design", WebPaths.Design),
        TourPage.At("sign-in", WebPaths.SignIn()) with { As = Role.None },
        new("welcome", "/welcome/{token}", async (site, stop) => await site.Sessions.LinkAsync(Role.Reviewer, $"new-{Guid.NewGuid():N}@example.com", stop)) { As = Role.None },
        TourPage.At("not-here", "/nothing/is/here", "") with { Status = 404 },
    ];

    /// <summary>What a GET answers with that nobody looks at.</summary>
    public static readonly IReadOnlyList<string> NoPages =
    [
        "/assets/{version}/{name}",
    ];
}
