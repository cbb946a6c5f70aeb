using System.Text.Json;
using Lanekeeper.Ledger;
using Lanekeeper.Orchestration.Running;
using Lanekeeper.Orchestration.Storing;
using Lanekeeper.Project;

namespace Lanekeeper.Orchestration.Explaining;

/// <summary>Fills templates once more; remembers the first value that was not there, which is why the step failed.</summary>
internal sealed class Filler(JsonElement scope)
{
    public Problem? Missing { get; private set; }

    public FilledText? Fill(Template template)
    {
        if (template.Fill(scope).Succeeded(out var segments, out var problem))
        {
            return new(segments);
        }

        Missing ??= problem;
        return null;
    }

    public IReadOnlyList<FilledMessage> Messages(PromptTemplate prompt) =>
        [.. prompt.Messages.Select(message => new FilledMessage(message.Role, Fill(message.Template) ?? AsWritten(message.Template)))];

    public RetrieveExplanation Retrieve(RetrieveStep step, StepRow row) => new(
        Fill(step.Query),
        step.Sources,
        step.Top,
        [.. RetrievedPassages.Read(row.Output).Select((passage, index) => new FoundPassage(
            index + 1, passage.Id, passage.Source, passage.Document, passage.Heading, passage.Text, passage.Score, passage.StartLine, passage.EndLine))]);

    public ToolExplanation Tool(ToolStep step, IReadOnlyList<ActionRow> actions) => new(
        step.Tool,
        [.. step.Arguments.Leaves.Select(leaf => new FilledArgument(leaf.Place, leaf.Template is null ? null : Fill(leaf.Template) ?? AsWritten(leaf.Template), leaf.Literal))],
        step.Reason is null ? null : Fill(step.Reason),
        actions);

    // The template itself shows which place stayed empty.
    private static FilledText AsWritten(Template template) => new([new(template.Text, null)]);
}
