using Lanekeeper.Browser.Tests.Harness;

namespace Lanekeeper.Browser.Tests.Tour;

/// <summary>A page that is looked at on every screen.</summary>
/// <param name="Name">Of its pictures.</param>
/// <param name="Pattern">The endpoint it belongs to.</param>
/// <param name="Find">Its address on a site.</param>
internal sealed record TourPage(string Name, string Pattern, Func<Site, CancellationToken, Task<string>> Find)
{
    /// <summary>As whom; <see cref="Role.None"/> is nobody.</summary>
    public Role As { get; init; } = Role.Admin;

    public int Status { get; init; } = 200;

    /// <summary>Whether it is there in development alone.</summary>
    public bool InDevelopment { get; init; }

    /// <summary>Somebody who may see it.</summary>
    public Task<Visitor> OpenAsync(Chromium chromium, Site site, Screen screen) =>
        As == Role.None ? chromium.VisitAsync(site, screen) : chromium.SignInAsync(site, As, screen);

    public static TourPage At(string name, string path, string? pattern = null) => new(name, pattern ?? path, (_, _) => Task.FromResult(path));
}
