using System.Text.Json;
using Lanekeeper.Ledger;
using Lanekeeper.Orchestration.Storing;
using Lanekeeper.Project;

namespace Lanekeeper.Orchestration.Running;

/// <summary>A run in the hands of a worker: what it is, what it has done, and the values its steps may read.</summary>
internal sealed class RunWork(RunRow run, JobStore.Lease lease, Snapshot snapshot, WorkflowDefinition workflow, IEnumerable<StepRow> journal)
{
    private readonly Dictionary<string, StepRow> _steps = journal.ToDictionary(step => step.Id, StringComparer.Ordinal);

    private JsonElement? _scope;
    private JsonElement? _ruleScope;

    public RunRow Run => run;

    public JobStore.Lease Lease => lease;

    public ProjectDefinition Project => snapshot.Definition;

    public WorkflowDefinition Workflow => workflow;

    public int Failures { get; set; } = lease.Failures;

    /// <summary>Steps that are over, in the order of the workflow.</summary>
    public IEnumerable<StepRow> Done => workflow.Steps.Select(step => Find(step.Id)).OfType<StepRow>().Where(step => IsOver(step.State));

    /// <summary>The values that templates and conditions read: <c>input</c>, <c>run</c>, <c>steps</c>.</summary>
    public JsonElement Scope => _scope ??= RunScope.Write(run, Done, withRun: true);

    /// <summary>What argument rules may read besides the arguments: <c>input</c> and <c>steps</c>.</summary>
    public JsonElement RuleScope => _ruleScope ??= RunScope.Write(run, Done, withRun: false);

    public StepRow? Find(string stepId) => _steps.GetValueOrDefault(stepId);

    public void Record(StepRow step)
    {
        _steps[step.Id] = step;
        (_scope, _ruleScope) = (null, null);
    }

    public CallOrigin Origin(string stepId) => new(run.Workflow, run.Snapshot, run.Id, stepId, run.TraceId);

    public static bool IsOver(StepState state) => state is not (StepState.Waiting or StepState.Failed);
}
