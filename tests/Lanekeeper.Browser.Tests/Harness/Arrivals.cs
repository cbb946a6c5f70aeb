using Microsoft.Playwright;

namespace Lanekeeper.Browser.Tests.Harness;

internal static class Arrivals
{
    private const string IsThere = "path => document.readyState === 'complete' && new RegExp(path).test(location.pathname)";

    /// <summary>
    /// Waits until the page is there, and whole. The browser itself is asked again and again: <c>WaitForURLAsync</c> looks first and listens after, and now and then
    /// misses what came in between (github.com/microsoft/playwright-dotnet/issues/3364).
    /// </summary>
    /// <param name="page">Which is on its way.</param>
    /// <param name="path">A regular expression, without a query.</param>
    public static Task ArriveAsync(this IPage page, string path) => page.WaitForFunctionAsync(IsThere, path, new() { PollingInterval = 50 });
}
