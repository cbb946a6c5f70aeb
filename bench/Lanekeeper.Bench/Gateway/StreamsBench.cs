using System.Diagnostics;
using System.Globalization;

namespace Lanekeeper.Bench.Gateway;

/// <summary>Streams through the gateway, through nginx and straight from the provider: time to the first token, delay of each, processor, memory.</summary>
internal static class StreamsBench
{
    private const int Tokens = 64;
    private const int Few = 50;
    private const int WarmUps = 6;
    private const int Rounds = 5;

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(20);

    /// <param name="args">How many streams at once; none for the promised 500.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var many = args is [var given, ..] ? int.Parse(given, CultureInfo.InvariantCulture) : 500;
        await using var desk = await GatewayDesk.StartAsync();
        await using var nginx = await NginxPeer.StartAsync(desk.Provider.Address);
        using var lanekeeper = Process.GetProcessById(desk.Server.ProcessId);
        var peers = new (string Name, Uri Address, string Key, Func<TimeSpan> Cpu)[]
        {
            ("direct", desk.Provider.Address, "sk-upstream", () => TimeSpan.Zero),
            ("nginx", nginx.Address, "sk-upstream", nginx.Cpu),
            ("lanekeeper", desk.Server.Client.Server, desk.Key, () => Cpu(lanekeeper)),
        };
        // Code is compiled, and compiled again, while it runs first.
        for (var i = 0; i < WarmUps; i++)
        {
            foreach (var peer in peers)
            {
                await StreamLoad.RunAsync(peer.Address, peer.Key, many, Pace);
            }
        }

        // They take turns, so that what else the machine is busy with meets them all.
        var firsts = peers.ToDictionary(peer => peer.Name, _ => new List<double>());
        for (var i = 0; i < Rounds; i++)
        {
            foreach (var peer in peers)
            {
                firsts[peer.Name].Add((await StreamLoad.RunAsync(peer.Address, peer.Key, Few, Pace)).FirstTokenP50);
            }
        }

        var all = new Dictionary<string, (StreamFigures Figures, double CpuMicroseconds)>();
        foreach (var peer in peers)
        {
            var before = peer.Cpu();
            var figures = await StreamLoad.RunAsync(peer.Address, peer.Key, many, Pace);
            all[peer.Name] = (figures, (peer.Cpu() - before).TotalMicroseconds / (many * Tokens));
        }

        lanekeeper.Refresh();
        return Print(many, firsts.ToDictionary(each => each.Key, each => each.Value.Order().ElementAt(Rounds / 2)), all, lanekeeper.WorkingSet64 / (1024 * 1024));
    }

    private static int Print(
        int many, Dictionary<string, double> first, Dictionary<string, (StreamFigures Figures, double CpuMicroseconds)> all, long memory)
    {
        Console.WriteLine($"{"",-12}{"first token p50 ms",20}{"cpu us/token",14}{"late p50 ms",13}{"late p99 ms",13}{"failed",8}   first token at {Few} streams, the middle of {Rounds} rounds; the rest at {many} of {Tokens} tokens, one every {Pace.TotalMilliseconds} ms");
        foreach (var (name, (figures, cpu)) in all)
        {
            Console.WriteLine($"{name,-12}{first[name],20:0.00}{cpu,14:0.0}{figures.LateP50,13:0.00}{figures.LateP99,13:0.00}{figures.Failed,8}");
        }

        var added = first["lanekeeper"] - first["direct"];
        var ratio = all["lanekeeper"].CpuMicroseconds / all["nginx"].CpuMicroseconds;
        Console.WriteLine(
            $"added to the first token p50 {added:0.00} ms (target 1), nginx {first["nginx"] - first["direct"]:0.00}; "
            + $"added delay p99 {all["lanekeeper"].Figures.LateP99 - all["direct"].Figures.LateP99:0.00} ms, nginx {all["nginx"].Figures.LateP99 - all["direct"].Figures.LateP99:0.00}; "
            + $"cpu {ratio:0.0}x nginx (target 4); memory {memory} MB (target 250)");
        return added <= 1 && ratio <= 4 && memory <= 250 && all.Values.All(each => each.Figures.Failed == 0) ? 0 : 1;
    }

    private static TimeSpan Cpu(Process process)
    {
        process.Refresh();
        return process.TotalProcessorTime;
    }
}
