using System.Text.Json;
using Lanekeeper.Permissions;

namespace Lanekeeper.Ledger;

/// <summary>The door of actions: tool calls, each written down before it is executed, so that none is executed twice.</summary>
public interface IActions
{
    /// <summary>Writes the intent. Of all who try with the same run and step exactly one is told to go ahead.</summary>
    Task<Result<ActionStart>> BeginAsync(ActionIntent intent, CancellationToken cancellationToken);

    Task<Result<Done>> EndAsync(ActionFinal final, CancellationToken cancellationToken);

    /// <summary>Writes down a tool call that was decided and not executed: denied, recommended, or held for approval.</summary>
    Task<Result<Done>> RecordDecisionAsync(DecisionRecord record, CancellationToken cancellationToken);

    Task<Result<Page<ActionRow>>> ListAsync(Actor actor, Guid runId, CancellationToken cancellationToken);
}

/// <param name="ArgumentsDigest">Of the exact arguments, <see cref="CanonicalJson.Digest"/>.</param>
public sealed record ActionIntent(
    Guid Id,
    CallOrigin Origin,
    string Tool,
    Effect Effect,
    JsonElement Arguments,
    string ArgumentsDigest,
    Decision Decision,
    Guid? ApprovalId,
    DateTimeOffset BegunAt);

/// <param name="Id">The action that now holds this run and step: the one asked for, or the earlier one.</param>
/// <param name="Earlier">What became of the earlier one; <see langword="null"/> when it has no final row.</param>
public sealed record ActionStart(Guid Id, ActionStanding Standing, ActionFinal? Earlier);

public enum ActionStanding
{
    /// <summary>Go ahead: nobody has begun this before.</summary>
    Begun,

    /// <summary>It is done; here is its outcome.</summary>
    Done,

    /// <summary>Somebody began it and no outcome is written down.</summary>
    InDoubt,
}

public sealed record ActionFinal(Guid Id, ActionState State, JsonElement? Output, string? FailureCode, string? FailureMessage, DateTimeOffset EndedAt);

public enum ActionState
{
    Executed,
    Failed,

    /// <summary>Nobody can say whether it happened; a person must look.</summary>
    Unknown,
}

public sealed record DecisionRecord(Guid Id, CallOrigin Origin, string Tool, Effect? Effect, JsonElement Arguments, string ArgumentsDigest, Decision Decision, Guid? ApprovalId, DateTimeOffset At);

public sealed record ActionRow(
    Guid Id,
    Guid? RunId,
    string? StepId,
    string Tool,
    Effect? Effect,
    JsonElement Arguments,
    string ArgumentsDigest,
    Verdict Verdict,
    string Rule,
    string Explanation,
    Guid? ApprovalId,
    ActionState? State,
    JsonElement? Output,
    string? FailureMessage,
    DateTimeOffset At);
