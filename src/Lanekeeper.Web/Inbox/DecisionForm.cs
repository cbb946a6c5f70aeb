using System.Text.Json;
using Lanekeeper.Approvals;
using Microsoft.AspNetCore.Http;

namespace Lanekeeper.Web.Inbox;

/// <summary>An answer as a form brings it.</summary>
internal sealed record DecisionForm(string Answer, string? Reason, string? Words, string? Arguments)
{
    /// <summary>How long an answer given on a page can be taken back.</summary>
    public static readonly TimeSpan TakeBackWithin = TimeSpan.FromSeconds(5);

    public CardDraft Draft => new(Answer == "reject", Reason, Words);

    public static DecisionForm Read(IFormCollection form) =>
        new(form["answer"].ToString(), Some(form["reason"]), Some(form["words"].ToString().ReplaceLineEndings("\n")), Some(form["arguments"]));

    public Result<DecideApproval> Decision(Guid id)
    {
        if (!TryReadAnswer(out var answer, out var reason, out var problem))
        {
            return problem!;
        }

        try
        {
            return new DecideApproval(id, answer, Arguments is null ? null : JsonElement.Parse(Arguments), reason, Words, TakeBackWithin);
        }
        catch (JsonException)
        {
            return new Problem(ProblemKind.Invalid, "web.bad-arguments", "The arguments that were sent cannot be read. Go back to the card and edit it again.");
        }
    }

    public Result<DecideAll> DecisionOf(IReadOnlyList<Guid> ids) =>
        TryReadAnswer(out var answer, out var reason, out var problem) ? new DecideAll(ids, answer, reason, Words, TakeBackWithin) : problem!;

    private bool TryReadAnswer(out ApprovalAnswer answer, out RejectReason? reason, out Problem? problem)
    {
        answer = Answer == "reject" ? ApprovalAnswer.Reject : ApprovalAnswer.Approve;
        reason = answer == ApprovalAnswer.Reject && Enum.TryParse<RejectReason>(Reason, out var known) && Enum.IsDefined(known) ? known : null;
        problem = Answer is not ("approve" or "reject") ? new(ProblemKind.Invalid, "web.no-answer", "Choose approve or reject.")
            : answer == ApprovalAnswer.Reject && reason is null ? new(ProblemKind.Invalid, "web.no-reason", "Say why: choose a reason, then reject again.")
            : null;
        return problem is null;
    }

    private static string? Some(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
