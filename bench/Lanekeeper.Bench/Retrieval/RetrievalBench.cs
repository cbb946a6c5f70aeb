using System.Diagnostics;
using Lanekeeper.Permissions;
using Lanekeeper.Retrieval;
using Lanekeeper.Retrieval.Cutting;
using Lanekeeper.Retrieval.Ranking;
using Lanekeeper.Retrieval.Syncing;
using Lanekeeper.Storage;
using Lanekeeper.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace Lanekeeper.Bench.Retrieval;

/// <summary>How well and how fast passages are found, beside PostgreSQL's own ranking of the same lexemes.</summary>
internal sealed class RetrievalBench(ServiceProvider room, TextSearchPeer peer)
{
    private const double QualityFloor = 0.38;
    private const double SlowestP95 = 20;
    private const double SlowestIndexing = 2000;
    private const int Many = 100_000;
    private const int Questions = 1000;
    private const int PeerQuestions = 30;

    private readonly Random _random = new(1);

    private IRetrieval Door => room.GetRequiredService<IRetrieval>();

    public static async Task<int> RunAsync(string[] args)
    {
        var count = args is [var given, ..] ? int.Parse(given, System.Globalization.CultureInfo.InvariantCulture) : Many;
        await using var database = await TestDatabase.CreateAsync(RetrievalRoom.Schema);
        await using var room = new ServiceCollection().AddStorage(database.Database).AddRetrieval().BuildServiceProvider();
        var bench = new RetrievalBench(room, new TextSearchPeer(database.Database));
        Say($"private PostgreSQL, fsync off; one document is one passage");
        var cranfield = JudgedSet.Load("cranfield", "qrels.tsv");
        var scifact = JudgedSet.Load("scifact", "qrels.train.tsv");

        var isGood = await bench.QualityAsync(cranfield) >= QualityFloor;
        await bench.QualityAsync(scifact);
        await bench.SmallAsync(cranfield);
        return await bench.SpeedAsync([cranfield, scifact], count) && isGood ? 0 : 1;
    }

    private async Task<double> QualityAsync(JudgedSet set)
    {
        await IndexAsync(set.Name, set.Documents);
        await peer.FillAsync(set.Name);
        var ours = await set.MeasureAsync(async text => [.. (await SearchAsync(set.Name, text)).Select(passage => passage.Document)]);
        var theirs = await set.MeasureAsync(peer.SearchAsync);
        Say($"{set.Name}: {set.Documents.Count} passages, {set.Questions.Count} judged questions: nDCG@10 {ours:F4}   (ts_rank, OR, norm 1: {theirs:F4})");
        return ours;
    }

    private async Task SmallAsync(JudgedSet set)
    {
        var process = Process.GetCurrentProcess();
        var before = process.TotalProcessorTime;
        var times = await TimeAsync(Enumerable.Range(0, 5).SelectMany(_ => set.Questions), question => SearchAsync(set.Name, question.Text));
        process.Refresh();
        var mine = (process.TotalProcessorTime - before).TotalMilliseconds / times.Length;
        Say($"small source ({set.Documents.Count} passages, whole questions): p50 {At(times, 0.5):F2} ms, p95 {At(times, 0.95):F2} ms; {mine:F2} ms of this process's CPU per search");
    }

    private async Task<bool> SpeedAsync(IReadOnlyList<JudgedSet> sets, int count)
    {
        var passages = Corpus.Make(sets, count, _random);
        var watch = Stopwatch.StartNew();
        await IndexAsync("many", [.. passages.Select((passage, i) => ($"{i:D6}", passage.Title, passage.Text))]);
        var rate = count / watch.Elapsed.TotalSeconds;
        Say($"indexed {count} passages (mean {passages.Average(passage => passage.Text.Length):F0} characters) in {watch.Elapsed.TotalSeconds:F1} s: {rate:F0}/s");

        var asked = Enumerable.Range(0, Questions).Select(_ => Corpus.Question(passages[_random.Next(count)].Text, _random)).ToList();
        await SearchAsync("many", asked[0]);
        await ReadingAsync();
        await TimeAsync(asked.Take(100), question => SearchAsync("many", question));
        var ours = await TimeAsync(asked, question => SearchAsync("many", question));
        Say($"8 words, top 10: p50 {At(ours, 0.5):F2} ms, p95 {At(ours, 0.95):F2} ms, p99 {At(ours, 0.99):F2} ms");
        await peer.FillAsync("many");
        var theirs = await TimeAsync(asked.Take(PeerQuestions), peer.SearchAsync);
        Say($"ts_rank with a GIN index, {PeerQuestions} of them: p50 {At(theirs, 0.5):F0} ms, p95 {At(theirs, 0.95):F0} ms");
        return At(ours, 0.95) <= SlowestP95 && rate >= SlowestIndexing;
    }

    // By a second process, so to speak: in the first the search above has filled the pools that the figure would count.
    private async Task ReadingAsync()
    {
        var cache = ActivatorUtilities.CreateInstance<IndexCache>(room);
        var memory = GC.GetTotalMemory(forceFullCollection: true);
        var processor = Environment.CpuUsage.TotalTime;
        var watch = Stopwatch.StartNew();
        await cache.GetAsync("many", 1, CancellationToken.None);
        watch.Stop();
        var spent = (Environment.CpuUsage.TotalTime - processor).TotalSeconds;
        Say($"reading the index into memory: {watch.Elapsed.TotalSeconds:F1} s, {spent:F1} s of this process's CPU; it holds {(GC.GetTotalMemory(forceFullCollection: true) - memory) / 1e6:F0} MB");
        cache.Dispose();
    }

    private async Task IndexAsync(string name, IReadOnlyList<(string Id, string Title, string Text)> documents)
    {
        var titles = documents.ToDictionary(document => document.Id, document => document.Title, StringComparer.Ordinal);
        var source = new SyncSource(name, "bench", Trust.Trusted, "english", [.. documents.Select(document => new SourceDocument(document.Id, document.Text))]);
        var indexer = room.GetRequiredService<SourceIndexer>();
        _ = (await indexer.SyncAsync(source, "whole", document => [new Cut(titles[document.Path], document.Text, 1, 1)], CancellationToken.None)).Value;
    }

    private async Task<IReadOnlyList<Passage>> SearchAsync(string source, string text) =>
        (await Door.SearchAsync(new PassageQuery([source], text, 10), CancellationToken.None)).Value.Passages;

    private static async Task<double[]> TimeAsync<TQuestion, TAnswer>(IEnumerable<TQuestion> questions, Func<TQuestion, Task<TAnswer>> ask)
    {
        var times = new List<double>();
        foreach (var question in questions)
        {
            var start = Stopwatch.GetTimestamp();
            await ask(question);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return [.. times.Order()];
    }

    private static double At(double[] ordered, double share) => ordered[Math.Min((int)(ordered.Length * share), ordered.Length - 1)];

    private static void Say(FormattableString line) => Console.WriteLine(FormattableString.Invariant(line));
}
