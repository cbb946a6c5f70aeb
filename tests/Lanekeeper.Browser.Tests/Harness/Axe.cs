using System.Text.Json;
using Microsoft.Playwright;

namespace Lanekeeper.Browser.Tests.Harness;

/// <summary>axe-core, put into the page by the debugger's way, so that the content policy stays on.</summary>
internal static class Axe
{
    private static readonly string[] Colours = ["color-contrast", "link-in-text-block"];

    private static readonly Lazy<string> Source = new(() => File.ReadAllText(Find()));

    /// <param name="page">As it stands.</param>
    /// <param name="onlyColours">Whether all else has been judged already: a change of theme changes colours alone, and the other rules take most of the time.</param>
    public static async Task<IReadOnlyList<string>> RunAsync(IPage page, bool onlyColours = false)
    {
        if (!await page.EvaluateAsync<bool>("'axe' in window"))
        {
            await page.EvaluateAsync(Source.Value);
        }

        var found = await page.EvaluateAsync<JsonElement>(
            """
            async rules => (await axe.run(document, { resultTypes: ['violations'], ...(rules && { runOnly: rules }) })).violations
              .map(one => ({ rule: one.id, help: one.help, at: one.nodes.slice(0, 5).map(node => `${node.target.join(' ')}: ${(node.any[0] ?? node.all[0] ?? node.none[0])?.message ?? ''}`) }))
            """,
            onlyColours ? Colours : null);
        return [.. found.EnumerateArray().Select(one => $"{one.GetProperty("rule")}: {one.GetProperty("help")} at {string.Join(" | ", one.GetProperty("at").EnumerateArray())}")];
    }

    private static string Find()
    {
        var file = Path.Combine(TestData.ProjectRoot, "tests", "Lanekeeper.Browser.Tests", "node_modules", "axe-core", "axe.min.js");
        return File.Exists(file) ? file : throw new FileNotFoundException($"axe-core is not at {file}. Run npm ci --ignore-scripts in tests/Lanekeeper.Browser.Tests (./test does).");
    }
}
