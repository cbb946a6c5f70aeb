using System.Globalization;
using System.Diagnostics;
using Lanekeeper.Storage;
using Microsoft.Extensions.Logging.Abstractions;

namespace Lanekeeper.Bench.Web;

/// <summary>
/// How long the server takes for each page, asked over HTTP one after another by somebody who is signed in: first on what the demo leaves behind,
/// then with many runs and open cards beside it. And how much a browser fetches for its first page.
/// </summary>
internal static class WebBench
{
    private const double DemoBound = 50;
    private const double ManyBound = 150;
    private const long FirstPageBound = 50 * 1024;
    private const long ScriptBound = 15 * 1024;

    /// <param name="args">How many runs and how many open cards; none for the promised 1,000,000 and 50,000. <c>0 0</c> leaves that part out.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var runs = args is [var given, ..] ? int.Parse(given, CultureInfo.InvariantCulture) : 1_000_000;
        var cards = args is [_, var open, ..] ? int.Parse(open, CultureInfo.InvariantCulture) : 50_000;
        using var folder = new TempFolder();
        var data = folder.Sub("data");
        var demo = await LanekeeperProcess.RunAsync(CancellationToken.None, "demo", "--once", "--data", data, "--urls", "http://127.0.0.1:0");
        if (demo.ExitCode != 0)
        {
            throw new InvalidOperationException(demo.ToString());
        }

        var isGood = true;
        await using (var server = await LanekeeperProcess.ServeAsync(data, CancellationToken.None))
        {
            using var visitor = await WebVisitor.SignInAsync(server.Client, CancellationToken.None);
            var pages = await WebPage.FindAsync(server.Client, CancellationToken.None);
            isGood &= await WeighAsync(visitor, pages);
            isGood &= await MeasureAsync("the demo's data", visitor, pages, DemoBound, 200);
            if (runs > 0)
            {
                await FillAsync(data, runs, cards);
            }
        }

        if (runs > 0)
        {
            // A start of its own: nothing is left in memory from before there was so much.
            await using var server = await LanekeeperProcess.ServeAsync(data, CancellationToken.None);
            using var visitor = await WebVisitor.SignInAsync(server.Client, CancellationToken.None);
            var pages = await WebPage.FindAsync(server.Client, CancellationToken.None);
            isGood &= await MeasureAsync($"{runs:N0} runs, {cards:N0} open cards", visitor, pages, ManyBound, 60);
        }

        return isGood ? 0 : 1;
    }

    private static async Task<bool> MeasureAsync(string where, WebVisitor visitor, IReadOnlyList<WebPage> pages, double bound, int times)
    {
        Say($"\n{where}; target p95 <= {bound:F0} ms\n  {"page",-24}{"p50 ms",9}{"p95 ms",9}{"max ms",9}{"KB",8}");
        var isGood = true;
        foreach (var page in pages)
        {
            var first = await visitor.GetAsync(page.Address);
            if (first.Status != 200)
            {
                Say($"  {page.Name,-24}answers {first.Status} at {page.Address}");
                isGood = false;
                continue;
            }

            var took = new List<double>();
            for (var i = -times / 5; i < times; i++)
            {
                var answer = await visitor.GetAsync(page.Address);
                if (i >= 0)
                {
                    took.Add(answer.Milliseconds);
                }
            }

            took.Sort();
            var p95 = took[(int)(took.Count * 0.95)];
            isGood &= p95 <= bound;
            Say($"  {page.Name,-24}{took[took.Count / 2],9:F1}{p95,9:F1}{took[^1],9:F1}{first.Bytes / 1024.0,8:F1}{(p95 <= bound ? "" : "  over")}{(first.Milliseconds > 4 * bound ? $"  (first {first.Milliseconds:F0} ms)" : "")}");
        }

        return isGood;
    }

    private static async Task<bool> WeighAsync(WebVisitor visitor, IReadOnlyList<WebPage> pages)
    {
        Say($"over the wire, compressed as served; target <= {FirstPageBound / 1024} KB for a first page, <= {ScriptBound / 1024} KB of script uncompressed");
        var isGood = true;
        foreach (var page in pages.Where(page => page.Name is "today" or "inbox" or "card" or "runs" or "run"))
        {
            var weight = await visitor.WeighAsync(page.Address);
            isGood &= weight.Whole <= FirstPageBound && weight.ScriptPlain <= ScriptBound;
            Say($"  {page.Name,-24}{weight.Whole / 1024.0,9:F1} KB = page {weight.Page / 1024.0:F1} + style {weight.Style / 1024.0:F1} + script {weight.Script / 1024.0:F1} + icon {weight.Icon / 1024.0:F1}; script uncompressed {weight.ScriptPlain / 1024.0:F1} KB");
        }

        return isGood;
    }

    private static async Task FillAsync(string data, int runs, int cards)
    {
        var watch = Stopwatch.StartNew();
        var url = $"postgres:///lanekeeper?host={Uri.EscapeDataString(Path.Combine(data, "postgres"))}&user=lanekeeper";
        await using var storage = new StorageStart(new() { DataFolder = data, DatabaseUrl = url }, TimeProvider.System, NullLoggerFactory.Instance);
        await new Crowd(await storage.OpenAsync(CancellationToken.None)).FillAsync(runs, cards, Say);
        Say($"filled in {watch.Elapsed.TotalSeconds:F0} s");
    }

    private static void Say(string line) => Console.WriteLine(line);
}
