using System.Text.Json;

namespace Lanekeeper.Approvals.Storing;

/// <summary>A row of <c>approvals.approval</c>.</summary>
internal sealed record ApprovalRow(
    Guid Id,
    string Request,
    ApprovalState State,
    DateTimeOffset RequestedAt,
    DateTimeOffset ExpiresAt,
    DateTimeOffset? DecidedAt,
    string? DecidedBy,
    string? DecidedByName,
    RejectReason? Reason,
    string? Words,
    string? Arguments,
    string? ArgumentsDigest,
    string? Changes,
    DateTimeOffset? UsedAt)
{
    public Approval ToApproval() => new()
    {
        Id = Id,
        Request = ApprovalJson.Read<RequestApproval>(Request),
        State = State,
        RequestedAt = RequestedAt,
        ExpiresAt = ExpiresAt,
        DecidedAt = DecidedAt,
        DecidedBy = DecidedBy,
        DecidedByName = DecidedByName,
        Reason = Reason,
        Words = Words,
        Arguments = Arguments is null ? null : ApprovalJson.Read<JsonElement>(Arguments),
        ArgumentsDigest = ArgumentsDigest,
        Changes = Changes is null ? [] : ApprovalJson.Read<IReadOnlyList<ArgumentChange>>(Changes),
        UsedAt = UsedAt,
    };
}
