using System.Text.Json;

namespace Lanekeeper.Approvals;

/// <summary>The door of approvals: asking a person before something is done, and hearing the answer.</summary>
public interface IApprovals
{
    /// <summary>Puts a card into the inbox. Asking again for the same run and step gives the card that is there.</summary>
    Task<Result<Approval>> RequestAsync(RequestApproval request, CancellationToken cancellationToken);

    /// <summary>What only reviewers may read is left out for others, and <see cref="Approval.IsWithheld"/> says so.</summary>
    Task<Result<Page<Approval>>> ListAsync(Actor actor, ApprovalQuery query, PageRequest page, CancellationToken cancellationToken);

    /// <inheritdoc cref="ListAsync" path="/summary"/>
    Task<Result<Approval>> GetAsync(Actor actor, Guid id, CancellationToken cancellationToken);

    /// <summary>Approve, edit and approve, or reject. Of two answers at once one is kept and the other is told who was first.</summary>
    Task<Result<Approval>> DecideAsync(Actor actor, DecideApproval decision, CancellationToken cancellationToken);

    /// <summary>Undoes one's own decision before it takes effect; the card waits again, as it was proposed.</summary>
    Task<Result<Approval>> TakeBackAsync(Actor actor, Guid id, CancellationToken cancellationToken);

    /// <summary>Uses up an approval at the moment of execution: it must be approved, in effect, unused, and for exactly these arguments.</summary>
    Task<Result<Approval>> UseAsync(Guid id, string argumentsDigest, CancellationToken cancellationToken);

    /// <summary>Closes the open cards of a run that was cancelled.</summary>
    Task<Result<Done>> WithdrawAsync(Guid runId, string why, CancellationToken cancellationToken);

    Task<Result<ApprovalCounts>> CountAsync(Actor actor, CancellationToken cancellationToken);

    /// <summary>
    /// How often people took what was proposed since then (400 days back at most), in total and by day, for one workflow or all.
    /// An index alone answers it: about 1 microsecond per decision in the period.
    /// </summary>
    Task<Result<Acceptance>> AcceptanceAsync(Actor actor, string? workflow, DateTimeOffset since, CancellationToken cancellationToken);

    /// <summary>How many cards are open, by workflow.</summary>
    Task<Result<OpenCards>> CountOpenAsync(Actor actor, CancellationToken cancellationToken);
}

public sealed record ApprovalQuery(ApprovalState? State = null, string? Workflow = null, Guid? RunId = null, ApprovalKind? Kind = null, string? Group = null);

/// <param name="ByWorkflow">Only those that have any.</param>
public sealed record OpenCards(IReadOnlyDictionary<string, int> ByWorkflow);

public sealed record ApprovalCounts(int Pending, int Approved, int Rejected, int Expired, int Withdrawn);

/// <summary>The outbox topic that wakes a run; the payload is <see cref="ApprovalDecided"/> and is written when the decision takes effect.</summary>
public static class ApprovalTopics
{
    public const string Decided = "approvals.decided";
}

/// <summary>Only cards that a run waits for are told of: actions and questions, once their decision has taken effect or they expired.</summary>
public sealed record ApprovalDecided(Guid ApprovalId, Guid RunId, string StepId)
{
    public JsonElement ToJson() => JsonSerializer.SerializeToElement(this, JsonSerializerOptions.Web);

    public static ApprovalDecided FromJson(JsonElement payload) =>
        payload.Deserialize<ApprovalDecided>(JsonSerializerOptions.Web) ?? throw new JsonException("The news of an approval is null.");
}

/// <summary>What a reviewer says.</summary>
/// <param name="Arguments">For <see cref="ApprovalAnswer.Approve"/>: other arguments than proposed; they are checked against schema and rules again.</param>
/// <param name="Reason">Required to reject.</param>
/// <param name="TakeBackWithin">How long it can be taken back before it takes effect; at once when zero.</param>
public sealed record DecideApproval(
    Guid Id, ApprovalAnswer Answer, JsonElement? Arguments = null, RejectReason? Reason = null, string? Words = null, TimeSpan TakeBackWithin = default);

public enum ApprovalAnswer
{
    Approve,
    Reject,
}

/// <summary>Why a person said no; a small list, so that reasons can be counted.</summary>
public enum RejectReason
{
    WrongFacts,
    WrongAction,
    WrongRecipient,
    WrongTone,
    MissingContext,
    PolicyForbids,
    Duplicate,
    NotNeeded,
    Other,
}
