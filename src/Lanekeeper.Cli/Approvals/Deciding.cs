using System.Text.Json;
using Lanekeeper.Approvals;
using Lanekeeper.Faces;

namespace Lanekeeper.Cli.Approvals;

/// <summary>Tells the server what a reviewer says.</summary>
internal static class Deciding
{
    public static Task<Result<Approval>> ApproveAsync(ServerClient server, Guid id, JsonElement? arguments, string? words, CancellationToken cancellationToken) =>
        SendAsync(server, new(id, ApprovalAnswer.Approve, arguments, Words: words), cancellationToken);

    public static Task<Result<Approval>> RejectAsync(ServerClient server, Guid id, RejectReason reason, string? words, CancellationToken cancellationToken) =>
        SendAsync(server, new(id, ApprovalAnswer.Reject, Reason: reason, Words: words), cancellationToken);

    private static Task<Result<Approval>> SendAsync(ServerClient server, DecideApproval decision, CancellationToken cancellationToken) =>
        server.PostAsync<Approval>(ApiPaths.Decide(decision.Id), decision, cancellationToken);
}
