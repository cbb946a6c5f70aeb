using System.Diagnostics;
using System.Text.Json;
using Lanekeeper.Models.Baseline;
using Lanekeeper.Testing;

namespace Lanekeeper.Bench.Baseline;

/// <summary>The main label of a sample project on its own gold cases, with the whole schema filled; no passages are given.</summary>
/// <param name="Fields">The input's fields that make the text, as the workflow's template says.</param>
internal sealed record SampleLabels(string Project, string EvalSet, string Schema, string Label, string[] Fields)
{
    private const int Rounds = 20;

    public static readonly SampleLabels[] All =
    [
        new("support-desk", "triage", "triage.json", "category", ["subject", "body"]),
        new("lead-qualification", "leads", "qualification.json", "fit", ["company", "message"]),
        new("document-extraction", "documents", "fields.json", "kind", ["text"]),
    ];

    public void Measure()
    {
        var folder = Path.Combine(TestData.ProjectRoot, "samples", Project);
        var schema = JsonElement.Parse(File.ReadAllText(Path.Combine(folder, "schemas", Schema)));
        var examples = BaselineExamples.Parse(File.ReadAllText(Path.Combine(folder, "evals", $"{EvalSet}.examples.jsonl")), TextOf);
        var cases = File.ReadLines(Path.Combine(folder, "evals", $"{EvalSet}.gold.jsonl")).Select(line => JsonElement.Parse(line)).ToList();
        var requests = cases.ConvertAll(each => new BaselineRequest(schema, TextOf(each.GetProperty("input")), each.GetProperty("input"), examples, []));
        var model = new BaselineModel();

        var watch = Stopwatch.StartNew();
        model.Answer(requests[0]);
        var training = watch.Elapsed;
        var answers = requests.ConvertAll(model.Answer);
        watch.Restart();
        for (var round = 0; round < Rounds; round++)
        {
            requests.ForEach(request => model.Answer(request));
        }

        var accuracy = new Wilson(answers.Zip(cases).Count(pair => IsRight(pair.First, pair.Second)), cases.Count);
        var rate = Rounds * requests.Count / watch.Elapsed.TotalSeconds;
        Console.WriteLine(FormattableString.Invariant(
            $"  {Project,-20} {Label,-10} {accuracy}   {examples.All.Count} examples, first answer {training.TotalSeconds:F2} s, then {rate:F0} answers/s"));
    }

    private bool IsRight(BaselineAnswer answer, JsonElement gold) =>
        JsonElement.DeepEquals(answer.Output.GetProperty(Label), gold.GetProperty("expected").GetProperty(Label));

    private string TextOf(JsonElement input) => string.Join('\n', Fields.Select(name => input.TryGetProperty(name, out var value) ? value.GetString() : ""));
}
