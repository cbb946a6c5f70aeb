using System.Globalization;

namespace Lanekeeper.Bench.Gateway;

/// <summary>The program is killed again and again under load: no answer without its final row, nothing asked of the provider without its intent.</summary>
internal static class KillBench
{
    private const int PerSecond = 200;
    private const int AnswersOfLife = 100;

    /// <param name="args">How often; none for the promised 100.</param>
    public static async Task<int> RunAsync(string[] args)
    {
        var kills = args is [var given, ..] ? int.Parse(given, CultureInfo.InvariantCulture) : 100;
        await using var desk = await GatewayDesk.StartAsync(usdPerDay: 10_000, keepsLog: true);
        var callers = new Callers();
        for (var kill = 1; kill <= kills; kill++)
        {
            using var enough = new CancellationTokenSource();
            var before = callers.Answered.Count;
            var calling = callers.RunAsync(desk.Server.Client.Server, desk.Key, PerSecond, enough.Token);
            using (var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(50)))
            {
                while (callers.Answered.Count < before + AnswersOfLife && await timer.WaitForNextTickAsync())
                {
                }
            }

            await Task.Delay(Random.Shared.NextDouble() * TimeSpan.FromSeconds(0.5));
            await desk.RestartAsync();
            await enough.CancelAsync();
            await calling;
            if (kill % 10 == 0)
            {
                Console.WriteLine($"{kill} kills, {callers.Answered.Count} answers");
            }
        }

        var (books, answered, traces) = await Books.ReadAsync(desk);
        var unwritten = callers.Answered.Count(id => !answered.Contains(id));
        var unannounced = desk.Provider.Attempts
            .Where(attempt => attempt.Ids.ContainsKey("traceparent"))
            .Count(attempt => !traces.Contains(attempt.Ids["traceparent"].Split('-')[1]));
        Console.WriteLine(
            $"""
            {kills} x kill -9 under {PerSecond} calls/s: {callers.Answered.Count} answers, {desk.Provider.Attempts.Count} requests at the provider, {callers.Refused.Count} refused
              answers without a final row       {unwritten,8}   (target 0)
              requests without an intent        {unannounced,8}   (target 0)
              intents / finals / given up       {books.Intents} / {books.Finals} / {books.Lost}, {books.Intents - books.Finals - books.Lost} unaccounted (target 0)
              held calls still counted          {books.Concurrent,8}   (target 0)
              spent and settled {books.Spent:0.######} USD >= known cost {books.Cost:0.######} USD: what was given up counts as it was held
            """);
        return desk.Provider.Attempts.Count >= callers.Answered.Count && unwritten == 0 && unannounced == 0 && books.Intents == books.Finals + books.Lost && books.Concurrent == 0 && books.Spent >= books.Cost ? 0 : 1;
    }
}
