using System.Text.Json;
using Lanekeeper.Orchestration.Storing;
using Lanekeeper.Permissions;
using Lanekeeper.Project;
using Lanekeeper.Storage;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Orchestration.Starting;

internal sealed partial class StartRunHandler(
    IDeployments deployments,
    RunStore store,
    Wakeups wakeups,
    OrchestrationOptions options,
    TimeProvider time,
    ILogger<StartRunHandler> logger)
{
    private const int LongestTitle = 200;

    public async Task<Result<Run>> RunAsync(Actor actor, StartRun request, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, OrchestrationPermissions.Start) is { } denied)
        {
            return denied;
        }

        if (request.IdempotencyKey is { } key && (key.Length is 0 or > 200 || key.Any(letter => letter is < '!' or > '~')))
        {
            return RunProblems.InvalidIdempotencyKey();
        }

        if (!(await deployments.CurrentAsync(cancellationToken)).Succeeded(out var snapshot, out var problem))
        {
            return problem;
        }

        if (!snapshot.Definition.Workflows.TryGetValue(request.Workflow, out var workflow))
        {
            return RunProblems.UnknownWorkflow(request.Workflow, snapshot.Definition.Workflows.Keys);
        }

        return (InputCheck.FaultOf(request.Input, options.LargestInput) ?? Mismatch(workflow, request.Input)) is { } invalid
            ? invalid
            : await WriteAsync(Row(actor, request, snapshot, workflow), request.IdempotencyKey, cancellationToken);
    }

    private static Problem? Mismatch(WorkflowDefinition workflow, JsonElement input)
    {
        var validation = workflow.Input.Schema.Compiled.Validate(input);
        return validation.IsValid ? null : RunProblems.InvalidInput(workflow.Name, [.. validation.Errors.Select(error => error.ToString())]);
    }

    private RunRow Row(Actor actor, StartRun request, Snapshot snapshot, WorkflowDefinition workflow)
    {
        var id = Id.New(time);
        return new()
        {
            Id = id,
            Workflow = workflow.Name,
            Snapshot = snapshot.Hash,
            State = RunState.Queued,
            Title = Title(workflow, request.Input, id),
            TraceId = TraceParent.TraceId(request.TraceParent) ?? id.ToString("N"),
            StartedBy = actor.Id,
            StartedByName = actor.Name,

            // The id's own time: the day's runs are found by their ids.
            CreatedAt = Id.TimeOf(id),
            InputDigest = CanonicalJson.Digest(request.Input),
            Input = request.Input,
        };
    }

    private static string Title(WorkflowDefinition workflow, JsonElement input, Guid id)
    {
        var scope = JsonSerializer.SerializeToElement(new { input, run = new { id, workflow = workflow.Name } });
        var title = workflow.Input.Title?.Render(scope) is { Problem: null } rendered ? OneLine(rendered.Value) : "";
        return title.Length == 0 ? workflow.Name : title;
    }

    private static string OneLine(string text)
    {
        var line = new string([.. text.Take(LongestTitle * 2).Select(letter => char.IsControl(letter) ? ' ' : letter)]).Trim();
        var end = Math.Min(line.Length, LongestTitle);
        return line[..(end > 0 && char.IsHighSurrogate(line[end - 1]) ? end - 1 : end)];
    }

    private async Task<Result<Run>> WriteAsync(RunRow row, string? idempotencyKey, CancellationToken cancellationToken)
    {
        try
        {
            if (await store.StartAsync(row, idempotencyKey, row.CreatedAt, cancellationToken) is { } started)
            {
                wakeups.Publish(Channels.Jobs);
                LogStarted(started.Id, started.Workflow, started.Snapshot);
                return started.ToRun();
            }
        }
        catch (Exception exception) when (DatabaseFailure.IsInvalidInput(exception))
        {
            return RunProblems.UnstorableInput();
        }

        var earlier = await store.FindByKeyAsync(row.Workflow, idempotencyKey!, cancellationToken);
        return earlier!.InputDigest == row.InputDigest ? earlier.ToRun() : RunProblems.KeyReused(earlier.Id);
    }

    [LoggerMessage(LogLevel.Debug, "Run {RunId} of {Workflow} started on {Snapshot}.")]
    private partial void LogStarted(Guid runId, string workflow, string snapshot);
}
