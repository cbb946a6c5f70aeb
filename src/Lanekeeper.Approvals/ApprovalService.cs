using Lanekeeper.Approvals.Deciding;
using Lanekeeper.Approvals.Reading;
using Lanekeeper.Approvals.Requesting;
using Lanekeeper.Approvals.Using;

namespace Lanekeeper.Approvals;

internal sealed class ApprovalService(
    RequestApprovalHandler request,
    DecideApprovalHandler decide,
    UseApprovalHandler use,
    WithdrawHandler withdraw,
    TakeBackHandler takeBack,
    ApprovalReader reader,
    AcceptanceReader acceptance) : IApprovals
{
    public Task<Result<Approval>> RequestAsync(RequestApproval wanted, CancellationToken cancellationToken) => request.RunAsync(wanted, cancellationToken);

    public Task<Result<Page<Approval>>> ListAsync(Actor actor, ApprovalQuery query, PageRequest page, CancellationToken cancellationToken) =>
        reader.ListAsync(actor, query, page, cancellationToken);

    public Task<Result<Approval>> GetAsync(Actor actor, Guid id, CancellationToken cancellationToken) => reader.GetAsync(actor, id, cancellationToken);

    public Task<Result<Approval>> DecideAsync(Actor actor, DecideApproval decision, CancellationToken cancellationToken) =>
        decide.RunAsync(actor, decision, cancellationToken);

    public Task<Result<Approval>> TakeBackAsync(Actor actor, Guid id, CancellationToken cancellationToken) => takeBack.RunAsync(actor, id, cancellationToken);

    public Task<Result<Approval>> UseAsync(Guid id, string argumentsDigest, CancellationToken cancellationToken) =>
        use.RunAsync(id, argumentsDigest, cancellationToken);

    public Task<Result<Done>> WithdrawAsync(Guid runId, string why, CancellationToken cancellationToken) => withdraw.RunAsync(runId, why, cancellationToken);

    public Task<Result<ApprovalCounts>> CountAsync(Actor actor, CancellationToken cancellationToken) => reader.CountAsync(actor, cancellationToken);

    public Task<Result<Acceptance>> AcceptanceAsync(Actor actor, string? workflow, DateTimeOffset since, CancellationToken cancellationToken) =>
        acceptance.RunAsync(actor, workflow, since, cancellationToken);

    public Task<Result<OpenCards>> CountOpenAsync(Actor actor, CancellationToken cancellationToken) => reader.CountOpenAsync(actor, cancellationToken);
}
