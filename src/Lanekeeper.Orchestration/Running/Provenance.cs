using Lanekeeper.Permissions;
using Lanekeeper.Project;

namespace Lanekeeper.Orchestration.Running;

/// <summary>
/// Where a run's values come from. A value is trusted when nothing that went into it was written by somebody nobody
/// vouches for: the task's own fields, the run's own ids, trusted sources, and whatever was made of those alone.
/// </summary>
internal sealed class Provenance
{
    private readonly RunWork _work;
    private readonly Dictionary<string, Trust> _steps = new(StringComparer.Ordinal);

    /// <summary>Works the steps out in their order: each reads only those before it.</summary>
    public Provenance(RunWork work)
    {
        _work = work;
        foreach (var step in work.Workflow.Steps)
        {
            _steps[step.Id] = Every(Inputs(step));
        }
    }

    public bool HasReadUntrusted =>
        _work.Workflow.Input.Trust == Trust.Untrusted || _work.Done.Any(step => step.Output is not null && _steps[step.Id] == Trust.Untrusted);

    public IReadOnlyDictionary<string, Trust> OfArguments(ArgumentTemplate arguments) =>
        arguments.Members.ToDictionary(member => member.Key, member => Every(member.Value.Paths.Select(Of)), StringComparer.Ordinal);

    private Trust Of(TemplatePath path) => path.Segments switch
    {
        ["run", ..] => Trust.Trusted,
        ["input", var field, ..] when _work.Workflow.Input.TaskFields.Contains(field) => Trust.Trusted,
        ["input", ..] => _work.Workflow.Input.Trust,
        ["steps", _, "state", ..] => Trust.Trusted,
        ["steps", var step, ..] => _steps.GetValueOrDefault(step, Trust.Untrusted),
        _ => Trust.Untrusted,
    };

    private IEnumerable<Trust> Inputs(StepDefinition step) => step switch
    {
        RetrieveStep retrieve => retrieve.Sources.Select(source => _work.Project.Sources[source].Trust),
        ToolStep tool => [_work.Project.Tools.TryGetValue(tool.Tool, out var definition) ? definition.OutputTrust : Trust.Untrusted],
        ModelStep model => model.Prompt.Messages.SelectMany(message => message.Template.Paths).Select(Of).Concat(Material(model)),
        _ => [],
    };

    /// <summary>What the built-in model reads besides the prompt.</summary>
    private IEnumerable<Trust> Material(ModelStep model)
    {
        if (_work.Project.Routes[model.Route].Model.Provider != ModelProvider.Baseline)
        {
            return [];
        }

        var text = model.Text is null ? [_work.Workflow.Input.Trust] : model.Text.Paths.Select(Of);
        return model.Passages is null ? text : text.Append(_steps.GetValueOrDefault(model.Passages, Trust.Untrusted));
    }

    private static Trust Every(IEnumerable<Trust> parts) => parts.All(part => part == Trust.Trusted) ? Trust.Trusted : Trust.Untrusted;
}
