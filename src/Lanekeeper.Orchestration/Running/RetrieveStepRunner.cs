using System.Globalization;
using System.Text;
using System.Text.Json;
using Lanekeeper.Project;
using Lanekeeper.Retrieval;

namespace Lanekeeper.Orchestration.Running;

internal sealed class RetrieveStepRunner(IRetrieval retrieval) : IStepRunner<RetrieveStep>
{
    public async Task<StepResult> RunAsync(RunWork work, RetrieveStep step, CancellationToken cancellationToken)
    {
        if (!step.Query.Render(work.Scope).Succeeded(out var text, out var problem))
        {
            return new StepResult.Stops(problem);
        }

        var found = await retrieval.SearchAsync(new(step.Sources, text, step.Top), cancellationToken);
        return found.Succeeded(out var list, out problem)
            ? new StepResult.Ended(StepState.Done) { Output = RetrievedPassages.Write(list.Passages) }
            : new StepResult.Stops(problem);
    }
}

/// <summary>What a retrieve step leaves for the steps after it; the names are part of the project format.</summary>
internal sealed record RetrievedPassages(string Text, IReadOnlyList<RetrievedPassage> Passages)
{
    private static readonly JsonSerializerOptions Format = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    public static JsonElement Write(IReadOnlyList<Passage> passages) => JsonSerializer.SerializeToElement(
        new RetrievedPassages(
            Number(passages),
            [.. passages.Select(one => new RetrievedPassage(one.Id, one.Source, one.Document, one.Heading, one.Text, Math.Round(one.Score, 4), one.StartLine, one.EndLine))]),
        Format);

    public static IReadOnlyList<RetrievedPassage> Read(JsonElement? output) =>
        output?.Deserialize<RetrievedPassages>(Format)?.Passages ?? [];

    private static string Number(IReadOnlyList<Passage> passages)
    {
        var text = new StringBuilder();
        for (var i = 0; i < passages.Count; i++)
        {
            var passage = passages[i];
            text.Append(CultureInfo.InvariantCulture, $"[{i + 1}] {passage.Document}");
            if (passage.Heading.Length > 0)
            {
                text.Append(" > ").Append(passage.Heading);
            }

            text.Append('\n').Append(passage.Text.Trim()).Append("\n\n");
        }

        return text.ToString().TrimEnd();
    }
}

internal sealed record RetrievedPassage(Guid Id, string Source, string Document, string Heading, string Text, double Score, int StartLine, int EndLine);
