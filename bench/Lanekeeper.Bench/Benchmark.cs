namespace Lanekeeper.Bench;

/// <param name="What">What it measures and beside which peer, in one line.</param>
/// <param name="RunAsync">Takes the arguments after the name; answers with the exit code.</param>
internal sealed record Benchmark(string What, Func<string[], Task<int>> RunAsync);
