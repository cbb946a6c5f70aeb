using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Lanekeeper.Bench.Gateway;

/// <summary>Requests of 100,000 tokens, one after another through the gateway, through nginx and straight to the provider; and many at once, for the memory they take.</summary>
internal static class BodiesBench
{
    // A token of English prose is about four bytes.
    private const int Bytes = 405_000;
    private const int Together = 64;
    private const int WarmUps = 30;

    private static readonly string Prose = string.Concat(Enumerable.Repeat("The parcel of order 4711 has not come and the customer asks where it is. ", (Bytes / 73) + 1))[..Bytes];

    /// <param name="args">How many requests of each; none for 150.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var rounds = args is [var given, ..] ? int.Parse(given, CultureInfo.InvariantCulture) : 150;
        await using var desk = await GatewayDesk.StartAsync();
        await using var nginx = await NginxPeer.StartAsync(desk.Provider.Address);
        using var direct = Client(desk.Provider.Address, "sk-upstream");
        using var proxied = Client(nginx.Address, "sk-upstream");
        using var gateway = Client(desk.Server.Client.Server, desk.Key);

        // Memory first: what many bodies need at once is not to be found in what earlier ones have left behind.
        for (var i = 0; i < WarmUps; i++)
        {
            await AskAsync(gateway, GatewayDesk.Plain, "Go on.");
        }

        var before = Resident(desk.Server.ProcessId, "VmRSS");
        await Task.WhenAll(Enumerable.Range(0, Together).Select(_ => AskAsync(gateway, GatewayDesk.Paced, Prose)));
        var times = (Resident(desk.Server.ProcessId, "VmHWM") - before) / ((double)Bytes * Together);

        // They take turns, so that what else the machine is busy with meets them all.
        var peers = new (string Name, HttpClient Http, string Words, List<double> Took)[]
        {
            ("direct", direct, Prose, []), ("nginx", proxied, Prose, []), ("lanekeeper", gateway, Prose, []), ("its 2 KB", gateway, Prose[..2000], []),
        };
        for (var i = 0; i < WarmUps + rounds; i++)
        {
            foreach (var (_, http, words, took) in peers)
            {
                var begun = Stopwatch.GetTimestamp();
                await AskAsync(http, GatewayDesk.Plain, words);
                took.Add(Stopwatch.GetElapsedTime(begun).TotalMilliseconds);
            }
        }

        return Print(rounds, times, [.. peers.Select(peer => (peer.Name, peer.Took.Skip(WarmUps).Order().ToList()))]);
    }

    private static int Print(int rounds, double times, IReadOnlyList<(string Name, List<double> Took)> peers)
    {
        Console.WriteLine($"{"",-12}{"p50 ms",10}{"p99 ms",10}   {rounds} requests of {Bytes / 1000} KB each, in turns, one at a time");
        foreach (var (name, took) in peers)
        {
            Console.WriteLine($"{name,-12}{took[took.Count / 2],10:0.00}{took[(int)(took.Count * 0.99)],10:0.00}");
        }

        double Middle(int peer) => peers[peer].Took[rounds / 2];
        var added = Middle(2) - Middle(0);
        Console.WriteLine(
            $"added p50 {added:0.0} ms (target 10), nginx {Middle(1) - Middle(0):0.0}; "
            + $"the process grew by {times:0.0}x of {Together} bodies under way at once (target 3)");
        return added <= 10 && times <= 3 ? 0 : 1;
    }

    private static HttpClient Client(Uri server, string key) => new()
    {
        BaseAddress = server,
        DefaultRequestHeaders = { Authorization = new AuthenticationHeaderValue("Bearer", key) },
    };

    private static async Task AskAsync(HttpClient http, string model, string words)
    {
        using var content = new StringContent(
            $$"""{"model":"{{model}}","stream":{{(model == GatewayDesk.Paced ? "true" : "false")}},"messages":[{"role":"user","content":"{{words}}"}]}""", Encoding.UTF8, "application/json");
        using var answer = await http.PostAsync(new Uri("/v1/chat/completions", UriKind.Relative), content);
        var text = await answer.Content.ReadAsStringAsync();
        if (!answer.IsSuccessStatusCode)
        {
            throw new InvalidOperationException($"{http.BaseAddress} answers {(int)answer.StatusCode}: {text}");
        }
    }

    // proc(5): VmRSS is what the process has in memory now, VmHWM the most it ever had, in KB.
    private static double Resident(int process, string line) =>
        1024 * double.Parse(File.ReadLines($"/proc/{process}/status").First(each => each.StartsWith(line, StringComparison.Ordinal)).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture);
}
