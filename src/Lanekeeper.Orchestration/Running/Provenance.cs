using Lanekeeper.Permissions;
using Lanekeeper.Project;

namespace Lanekeeper.Orchestration.Running;

/// <summary>
/// Where a run's values come from. A value is trusted when nothing that went into it was written by somebody nobody
/// vouches for: the task's own fields, the run's own ids, trusted sources, and whatever was made of those alone.
/// </summary>
internal static class Provenance
{
    public static bool HasReadUntrusted(RunWork work) =>
        work.Workflow.Input.Trust == Trust.Untrusted || work.Done.Any(step => step.Output is not null && TrustOfStep(work, step.Id) == Trust.Untrusted);

    public static IReadOnlyDictionary<string, Trust> OfArguments(RunWork work, ArgumentTemplate arguments) =>
        arguments.Members.ToDictionary(
            member => member.Key,
            member => member.Value.Paths.All(path => TrustOfPath(work, path.Segments) == Trust.Trusted) ? Trust.Trusted : Trust.Untrusted,
            StringComparer.Ordinal);

    private static Trust TrustOfPath(RunWork work, IReadOnlyList<string> segments) => segments[0] switch
    {
        "run" => Trust.Trusted,
        "input" => segments.Count > 1 && work.Workflow.Input.TaskFields.Contains(segments[1]) ? Trust.Trusted : work.Workflow.Input.Trust,
        "steps" when segments.Count > 2 && segments[2] == "state" => Trust.Trusted,
        "steps" when segments.Count > 1 => TrustOfStep(work, segments[1]),
        _ => Trust.Untrusted,
    };

    private static Trust TrustOfStep(RunWork work, string stepId) => work.Workflow.Steps.FirstOrDefault(step => step.Id == stepId) switch
    {
        RetrieveStep retrieve => Every(retrieve.Sources, source => work.Project.Sources[source].Trust),
        ToolStep tool => work.Project.Tools.TryGetValue(tool.Tool, out var definition) ? definition.OutputTrust : Trust.Untrusted,
        ModelStep model => Every(
            model.Prompt.Messages.SelectMany(message => message.Template.Paths).Concat(model.Text?.Paths ?? []),
            path => TrustOfPath(work, path.Segments)),
        _ => Trust.Trusted,
    };

    private static Trust Every<T>(IEnumerable<T> parts, Func<T, Trust> trustOf) =>
        parts.All(part => trustOf(part) == Trust.Trusted) ? Trust.Trusted : Trust.Untrusted;
}
