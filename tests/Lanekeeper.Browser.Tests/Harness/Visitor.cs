using Microsoft.Playwright;

namespace Lanekeeper.Browser.Tests.Harness;

/// <summary>Somebody at a screen. Wherever they go, the page must be silent, stay within the screen's width and ask nobody else.</summary>
internal sealed class Visitor : IAsyncDisposable
{
    // Taking them is a fifth of all the time, and few look at them.
    private static readonly bool TakesPictures = Environment.GetEnvironmentVariable("LANEKEEPER_PICTURES") is { Length: > 0 };
    private static readonly string Pictures = Path.Combine(TestData.ProjectRoot, "artifacts", "screenshots");

    private Visitor(IBrowserContext context, IPage page, PageWatch watch, Screen screen) => (Context, Page, Watch, Screen) = (context, page, watch, screen);

    public IBrowserContext Context { get; }

    public IPage Page { get; }

    public PageWatch Watch { get; }

    public Screen Screen { get; private set; }

    public static async Task<Visitor> OpenAsync(IBrowserContext context, Site site, Screen screen)
    {
        context.SetDefaultTimeout((float)Chromium.Patience.TotalMilliseconds);
        var watch = new PageWatch(context, site.Address);
        return new(context, await context.NewPageAsync(), watch, screen);
    }

    /// <summary>Opens a page and judges it.</summary>
    /// <returns>The status of the answer.</returns>
    public async Task<int> GoAsync(string path)
    {
        var response = await Page.GotoAsync(path, new() { WaitUntil = WaitUntilState.Load });
        await JudgeAsync();
        return response?.Status ?? 0;
    }

    /// <summary>From now on looks at a screen of another size.</summary>
    public async Task ResizeAsync(Screen size)
    {
        await Page.SetViewportSizeAsync(size.Width, size.Height);
        Screen = Screen with { Width = size.Width, Height = size.Height };
    }

    /// <summary>The same page, as it would be shown in the dark or in the light.</summary>
    public async Task TurnAsync(bool dark)
    {
        await Page.EmulateMediaAsync(new() { ColorScheme = dark ? ColorScheme.Dark : ColorScheme.Light });
        Screen = Screen with { Dark = dark };

        // A page that is loaded in the dark has no way to go from light.
        await Page.EvaluateAsync("document.getAnimations().filter(one => one instanceof CSSTransition).forEach(one => one.finish())");
        await JudgeAsync();
    }

    /// <summary>What must hold on every page, after whatever was done on it.</summary>
    public async Task JudgeAsync()
    {
        var width = await Page.EvaluateAsync<int>("document.scrollingElement.scrollWidth");
        if (width > Screen.Width)
        {
            width.ShouldBeLessThanOrEqualTo(Screen.Width, $"{Page.Url} is wider than the screen: {await WidestAsync()}");
        }

        Watch.ShouldHaveHeardNothing(Page.Url);
    }

    /// <summary>A picture of the whole page, <c>artifacts/screenshots/NAME-1440-light.png</c>, where <c>LANEKEEPER_PICTURES</c> asks for them.</summary>
    public async Task ShotAsync(string name)
    {
        if (!TakesPictures)
        {
            return;
        }

        Directory.CreateDirectory(Pictures);
        await Page.ScreenshotAsync(new()
        {
            Path = Path.Combine(Pictures, $"{name}-{Screen.Name}.png"),
            FullPage = true,
            Animations = ScreenshotAnimations.Disabled,
        });
    }

    /// <summary>What axe-core finds wrong on the page as it stands.</summary>
    public Task<IReadOnlyList<string>> AxeAsync(bool onlyColours = false) => Axe.RunAsync(Page, onlyColours);

    public async ValueTask DisposeAsync() => await Context.DisposeAsync();

    /// <summary>The elements that reach beyond the screen and are in nothing that scrolls, for the message.</summary>
    private async Task<string> WidestAsync() => string.Join(", ", await Page.EvaluateAsync<string[]>(
        """
        () => [...document.querySelectorAll('body *')]
          .filter(one => one.getBoundingClientRect().right > innerWidth + 1 || (one.scrollWidth > innerWidth && getComputedStyle(one).overflowX === 'visible'))
          .filter(one => { for (let up = one.parentElement; up; up = up.parentElement) if (up !== document.body && getComputedStyle(up).overflowX !== 'visible' && up !== document.documentElement) return false; return true; })
          .slice(0, 8)
          .map(one => `${one.tagName.toLowerCase()}.${one.getAttribute('class') ?? ''} to ${Math.round(one.getBoundingClientRect().right)}`)
        """));
}
