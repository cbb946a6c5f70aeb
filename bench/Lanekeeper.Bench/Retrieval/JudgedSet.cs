using System.Text.Json;
using Lanekeeper.Testing;

namespace Lanekeeper.Bench.Retrieval;

/// <summary>Documents, questions, and which documents answer which question.</summary>
internal sealed record JudgedSet(
    string Name,
    IReadOnlyList<(string Id, string Title, string Text)> Documents,
    IReadOnlyList<(string Id, string Text)> Questions,
    ILookup<string, string> Relevant)
{
    private const int Depth = 10;

    public static JudgedSet Load(string name, string judgements)
    {
        var relevant = File.ReadLines(TestData.File(name, judgements)).Skip(1).Select(line => line.Split('\t'))
            .Where(row => row[2] != "0").ToLookup(row => row[0], row => row[1], StringComparer.Ordinal);
        var questions = Rows(name, "queries.jsonl").Select(row => (Id: Field(row, "_id"), Text: Field(row, "text"))).Where(question => relevant.Contains(question.Id));
        var documents = Rows(name, "corpus.jsonl").Select(row => (Field(row, "_id"), Field(row, "title"), Field(row, "text")));
        return new JudgedSet(name, [.. documents], [.. questions], relevant);
    }

    /// <summary>nDCG@10 with gains of 0 and 1, averaged over the questions.</summary>
    public async Task<double> MeasureAsync(Func<string, Task<IReadOnlyList<string>>> search)
    {
        var sum = 0.0;
        foreach (var (id, text) in Questions)
        {
            var wanted = Relevant[id].ToHashSet(StringComparer.Ordinal);
            var gained = (await search(text)).Take(Depth).Select((document, rank) => wanted.Contains(document) ? Discount(rank) : 0).Sum();
            sum += gained / Enumerable.Range(0, Math.Min(Depth, wanted.Count)).Sum(Discount);
        }

        return sum / Questions.Count;
    }

    private static double Discount(int rank) => 1 / Math.Log2(rank + 2);

    private static IEnumerable<JsonElement> Rows(string name, string file) =>
        File.ReadLines(TestData.File(name, file)).Where(line => line.Length > 0).Select(line => JsonElement.Parse(line));

    private static string Field(JsonElement row, string name) => row.GetProperty(name).GetString()!;
}
