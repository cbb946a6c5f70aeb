using Lanekeeper.Bench;
using Lanekeeper.Bench.Baseline;
using Lanekeeper.Bench.Drain;
using Lanekeeper.Bench.Gateway;
using Lanekeeper.Bench.Retrieval;
using Lanekeeper.Bench.Web;

// One line per benchmark; each stands in a folder of its own and returns its exit code: 0, or 1 where a promised figure is missed.
Dictionary<string, Benchmark> benchmarks = new(StringComparer.Ordinal)
{
    ["baseline"] = new("accuracy, calibration and speed of the built-in model beside TF-IDF nearest neighbours", BaselineBench.RunAsync),
    ["bodies"] = new("requests of 100,000 tokens: time added beside nginx and the provider itself, memory they take", BodiesBench.RunAsync),
    ["drain"] = new("runs per second of retrieve, model and tool, durably, beside bare journal inserts", DrainBench.RunAsync),
    ["kills"] = new("100 kills of the gateway under 200 calls a second: answers against rows, requests against intents", KillBench.RunAsync),
    ["outage"] = new("30 s without PostgreSQL under 200 calls a second: answers against rows", OutageBench.RunAsync),
    ["retrieval"] = new("quality and speed of the search for passages beside PostgreSQL's ts_rank", RetrievalBench.RunAsync),
    ["streams"] = new("first token, delay and processor of 500 streams beside nginx and the provider itself", StreamsBench.RunAsync),
    ["web"] = new("server time of every page on the demo's data and beside 1,000,000 runs; bytes of the first page", WebBench.RunAsync),
};

if (args is [var name, ..] && benchmarks.TryGetValue(name, out var chosen))
{
    return await chosen.RunAsync(args[1..]);
}

Console.Error.WriteLine("usage: bench/run NAME [ARGUMENTS], or bench/run all");
foreach (var (known, benchmark) in benchmarks)
{
    Console.Error.WriteLine($"  {known,-12} {benchmark.What}");
}

return 2;
