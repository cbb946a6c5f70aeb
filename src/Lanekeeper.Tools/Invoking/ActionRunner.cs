using Lanekeeper.Ledger;
using Lanekeeper.Permissions;
using Lanekeeper.Project;
using Lanekeeper.Tools.Executing;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Tools.Invoking;

/// <summary>
/// Executes a call that may be executed, at most once:
///
///   intent row (one per run and step) -> approval used up -> execute -> final row
///
/// Whoever finds an intent without a final row does not know whether it happened. Where repeating has no further
/// effect it is repeated under the same action id; anything else is left to a person.
/// </summary>
internal sealed partial class ActionRunner(
    IEnumerable<IToolExecutor> executors,
    IActions actions,
    ApprovalUse approval,
    TimeProvider time,
    ILogger<ActionRunner> logger)
{
    public async Task<Result<ToolOutcome>> RunAsync(DecidedCall call, CancellationToken cancellationToken)
    {
        var tool = call.Tool!;
        var executor = executors.Single(one => one.Kind == tool.Kind);
        if (tool is { Effect: Effect.Read, Kind: ToolKind.Http })
        {
            return await ReadAsync(executor, call, cancellationToken);
        }

        var begun = await actions.BeginAsync(call.ToIntent(Id.New(time), time.GetUtcNow()), cancellationToken);
        if (!begun.Succeeded(out var start, out var problem))
        {
            return problem;
        }

        if (start.Standing == ActionStanding.Done)
        {
            return start.Earlier!.State == ActionState.Executed
                ? new ToolOutcome(ToolState.Executed, call.Decision, start.Earlier.Output, ActionId: start.Id)
                : new ToolOutcome(ToolState.InDoubt, call.Decision, ActionId: start.Id);
        }

        if (start.Standing == ActionStanding.InDoubt && !executor.CanRepeat(tool))
        {
            LogInDoubt(start.Id, tool.Name);
            return new ToolOutcome(ToolState.InDoubt, call.Decision, ActionId: start.Id);
        }

        return await ExecuteAsync(executor, call, start, cancellationToken);
    }

    /// <remarks>
    /// When this repeats a try in doubt, that first try may be at it still, in another process. Only a success settles the
    /// matter; that this try failed, or does not know, says nothing of that one.
    /// </remarks>
    private async Task<Result<ToolOutcome>> ExecuteAsync(IToolExecutor executor, DecidedCall call, ActionStart start, CancellationToken cancellationToken)
    {
        var execution = await approval.UseAsync(call, cancellationToken) is { } refused
            ? new Execution.Failed(refused)
            : await executor.ExecuteAsync(call.Tool!, start.Id, call.Invocation.Arguments, cancellationToken);
        return execution is Execution.Elsewhere || (start.Standing == ActionStanding.InDoubt && execution is not Execution.Executed)
            ? Tell(call, start.Id, execution)
            : await EndAsync(call, start.Id, execution);
    }

    /// <summary>A read has no effect, so it may repeat; it is written down once it has answered.</summary>
    private async Task<Result<ToolOutcome>> ReadAsync(IToolExecutor executor, DecidedCall call, CancellationToken cancellationToken)
    {
        var id = Id.New(time);
        switch (await executor.ExecuteAsync(call.Tool!, id, call.Invocation.Arguments, cancellationToken))
        {
            case Execution.Executed executed:
                var recorded = await actions.RecordDecisionAsync(call.ToRecord(id, null, time.GetUtcNow()), cancellationToken);
                return recorded.Map(_ => new ToolOutcome(ToolState.Executed, call.Decision, executed.Output, ActionId: id));
            case Execution.Failed failed:
                return failed.Problem;
            case Execution.Unknown unknown:
                return unknown.Problem with { Kind = ProblemKind.Upstream };
            default:
                throw new InvalidOperationException("A read is nobody's to finish but ours.");
        }
    }

    /// <remarks>The final row is written even when the run is being stopped: what has happened must be known.</remarks>
    private async Task<Result<ToolOutcome>> EndAsync(DecidedCall call, Guid actionId, Execution execution)
    {
        var final = execution switch
        {
            Execution.Executed executed => new ActionFinal(actionId, ActionState.Executed, executed.Output, null, null, time.GetUtcNow()),
            Execution.Failed failed => new ActionFinal(actionId, ActionState.Failed, null, failed.Problem.Code, failed.Problem.Message, time.GetUtcNow()),
            Execution.Unknown unknown => new ActionFinal(actionId, ActionState.Unknown, null, unknown.Problem.Code, unknown.Problem.Message, time.GetUtcNow()),
            _ => throw new InvalidOperationException("What has not ended has no final row."),
        };
        if ((await actions.EndAsync(final, CancellationToken.None)).Problem is { } notWritten)
        {
            return notWritten;
        }

        LogEnded(actionId, call.Invocation.Tool, final.State);
        return Tell(call, actionId, execution);
    }

    private static Result<ToolOutcome> Tell(DecidedCall call, Guid actionId, Execution execution) => execution switch
    {
        Execution.Executed executed => new ToolOutcome(ToolState.Executed, call.Decision, executed.Output, ActionId: actionId),
        Execution.Failed failed => failed.Problem,
        Execution.Elsewhere elsewhere => elsewhere.Problem,
        _ => new ToolOutcome(ToolState.InDoubt, call.Decision, ActionId: actionId),
    };

    [LoggerMessage(LogLevel.Warning, "Action {ActionId} of {Tool} was begun before and has no outcome; a person is asked.")]
    private partial void LogInDoubt(Guid actionId, string tool);

    [LoggerMessage(LogLevel.Information, "Action {ActionId} of {Tool}: {State}.")]
    private partial void LogEnded(Guid actionId, string tool, ActionState state);
}
