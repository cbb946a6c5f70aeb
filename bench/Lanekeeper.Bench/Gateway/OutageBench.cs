using System.Globalization;
using Lanekeeper.Testing;

namespace Lanekeeper.Bench.Gateway;

/// <summary>PostgreSQL is stopped under load: calls go on, and afterwards every row is there, once.</summary>
internal static class OutageBench
{
    private const int PerSecond = 200;

    /// <param name="args">For how many seconds; none for the promised 30.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var seconds = args is [var given, ..] ? int.Parse(given, CultureInfo.InvariantCulture) : 30;
        await using var postgres = await OwnPostgres.StartAsync(CancellationToken.None);
        await using var desk = await GatewayDesk.StartAsync(postgres.Url, usdPerDay: 10_000);
        var callers = new Callers();
        using var enough = new CancellationTokenSource();
        var calling = callers.RunAsync(desk.Server.Client.Server, desk.Key, PerSecond, enough.Token);
        await Task.Delay(TimeSpan.FromSeconds(5));

        var before = callers.Answered.Count;
        await postgres.StopAsync();
        await Task.Delay(TimeSpan.FromSeconds(seconds));
        var during = callers.Answered.Count - before;
        await postgres.ResumeAsync(CancellationToken.None);
        await Task.Delay(TimeSpan.FromSeconds(5));
        await enough.CancelAsync();
        await calling;

        var (books, answered, _) = await Books.ReadAsync(desk);
        var unwritten = callers.Answered.Count(id => !answered.Contains(id));
        var waiting = Directory.GetFiles(Path.Combine(desk.Data, "spool")).Length;
        Console.WriteLine(
            $"""
            PostgreSQL stopped for {seconds} s under {PerSecond} calls/s: {callers.Answered.Count} answers, {during} of them meanwhile, {callers.Refused.Count} refused
              answers without a final row       {unwritten,8}   (target 0)
              intents / finals / given up       {books.Intents} / {books.Finals} / {books.Lost}; ids are keys, so none is there twice
              files that still wait             {waiting,8}   (target 0)
              spent {books.Spent:0.######} USD, known cost {books.Cost:0.######} USD, budget 10000: overspent {Math.Max(0, books.Spent - 10_000):0.######}
            """);
        foreach (var refusal in callers.Refused.Take(3))
        {
            Console.WriteLine($"  refused: {refusal}");
        }

        return unwritten == 0 && waiting == 0 && during > 0 && books.Intents == books.Finals + books.Lost ? 0 : 1;
    }
}
