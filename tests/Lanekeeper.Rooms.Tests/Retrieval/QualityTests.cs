using System.Text.Json;
using Lanekeeper.Retrieval.Cutting;
using Lanekeeper.Retrieval.Syncing;
using Lanekeeper.Testing;

namespace Lanekeeper.Rooms.Tests.Retrieval;

public sealed class QualityTests(RetrievalFixture room) : IClassFixture<RetrievalFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_cranfield_the_ranking_is_as_good_as_exact_BM25()
    {
        var documents = Rows("corpus.jsonl").ToDictionary(row => Field(row, "_id"), row => (Title: Field(row, "title"), Text: Field(row, "text")));
        var relevant = File.ReadLines(TestData.File("cranfield", "qrels.tsv")).Skip(1).Select(line => line.Split('\t'))
            .Where(row => row[2] != "0").ToLookup(row => row[0], row => row[1]);
        var source = RetrievalFixture.Source(room.Name(), [.. documents.Select(document => (document.Key, document.Value.Text))]);
        await room.Get<SourceIndexer>().SyncAsync(source, "whole", document => [new Cut(documents[document.Path].Title, document.Text, 1, 1)], Token);

        var scores = new List<double>();
        foreach (var question in Rows("queries.jsonl").Where(row => relevant.Contains(Field(row, "_id"))))
        {
            var wanted = relevant[Field(question, "_id")].ToHashSet();
            var found = await room.SearchAsync(Field(question, "text"), source.Name);
            var gained = found.Select((passage, rank) => wanted.Contains(passage.Document) ? Discount(rank) : 0).Sum();
            scores.Add(gained / Enumerable.Range(0, Math.Min(10, wanted.Count)).Sum(Discount));
        }

        scores.Average().ShouldBeInRange(0.38, 0.39);
    }

    private static double Discount(int rank) => 1 / Math.Log2(rank + 2);

    private static IEnumerable<JsonElement> Rows(string file) =>
        File.ReadLines(TestData.File("cranfield", file)).Where(line => line.Length > 0).Select(line => JsonElement.Parse(line));

    private static string Field(JsonElement row, string name) => row.GetProperty(name).GetString()!;
}
