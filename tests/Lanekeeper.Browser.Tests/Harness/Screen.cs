using Microsoft.Playwright;

namespace Lanekeeper.Browser.Tests.Harness;

/// <summary>What a visitor looks at the pages with.</summary>
internal sealed record Screen
{
    public static readonly Screen Desk = new();

    public static readonly Screen Phone = new() { Width = 390, Height = 844 };

    /// <summary>Every page is looked at on these, in the light and in the dark.</summary>
    public static readonly IReadOnlyList<Screen> All = [Desk, Phone];

    public int Width { get; init; } = 1440;

    public int Height { get; init; } = 900;

    public bool Dark { get; init; }

    public bool Script { get; init; } = true;

    public bool ReducedMotion { get; init; }

    public float Scale { get; init; } = 1;

    /// <summary>As it stands in the name of a picture.</summary>
    public string Name => $"{Width}-{(Dark ? "dark" : "light")}";

    public BrowserNewContextOptions ToContext(Uri site, string? session) => new()
    {
        BaseURL = site.ToString(),
        ViewportSize = new() { Width = Width, Height = Height },
        DeviceScaleFactor = Scale,
        ColorScheme = Dark ? ColorScheme.Dark : ColorScheme.Light,
        ReducedMotion = ReducedMotion ? Microsoft.Playwright.ReducedMotion.Reduce : Microsoft.Playwright.ReducedMotion.NoPreference,
        JavaScriptEnabled = Script,
        Locale = "en-GB",
        TimezoneId = "UTC",
        StorageState = session,
    };
}
