using System.Text.Json;
using Lanekeeper.Orchestration.Running;
using Lanekeeper.Orchestration.Storing;
using Lanekeeper.Project;

namespace Lanekeeper.Orchestration.Explaining;

/// <summary>The values that a step could read when it ran: the run's input, and what the steps before it had left.</summary>
internal sealed class StepValues(TimelineStore steps)
{
    public async Task<JsonElement> ReadAsync(RunRow run, StepRow row, StepDefinition definition, CancellationToken cancellationToken)
    {
        var before = await steps.FindBeforeAsync(run.Id, row.Seq, Named(definition), cancellationToken);
        return RunScope.Write(run, before.Where(step => RunWork.IsOver(step.State)), withRun: true);
    }

    /// <returns>The steps that the templates name, so that a long run is not read whole; <see langword="null"/> where one reads them all.</returns>
    private static string[]? Named(StepDefinition definition)
    {
        var read = Paths(definition).Where(path => path.Segments[0] == "steps").ToList();
        return read.Any(path => path.Segments.Count < 2) ? null : [.. read.Select(path => path.Segments[1]).Distinct(StringComparer.Ordinal)];
    }

    private static IEnumerable<TemplatePath> Paths(StepDefinition definition) => definition switch
    {
        RetrieveStep step => step.Query.Paths,
        ModelStep step => step.Prompt.Messages.SelectMany(message => message.Template.Paths),
        ToolStep step => step.Arguments.Members.Values.SelectMany(value => value.Paths).Concat(step.Reason?.Paths ?? []),
        ApproveStep step => step.Question.Paths,
        RouteStep step => step.Reason.Paths,
        _ => [],
    };
}
