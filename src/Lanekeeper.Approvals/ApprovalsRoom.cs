using Lanekeeper.Approvals.Deciding;
using Lanekeeper.Approvals.Expiring;
using Lanekeeper.Approvals.Hearing;
using Lanekeeper.Approvals.Queueing;
using Lanekeeper.Approvals.Reading;
using Lanekeeper.Approvals.Requesting;
using Lanekeeper.Approvals.Settling;
using Lanekeeper.Approvals.Storing;
using Lanekeeper.Approvals.Using;
using Lanekeeper.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Lanekeeper.Approvals;

/// <summary>Furnishes this room.</summary>
public static class ApprovalsRoom
{
    public static readonly RoomSchema Schema = new("approvals", typeof(ApprovalsRoom).Assembly);

    public static IServiceCollection AddApprovals(this IServiceCollection services, ApprovalsOptions? options = null) => services
        .AddSingleton(Schema)
        .AddSingleton(options ?? new ApprovalsOptions())
        .AddSingleton<ApprovalStore>()
        .AddSingleton<DecisionStore>()
        .AddSingleton<InboxStore>()
        .AddSingleton<LookingStore>()
        .AddSingleton<RequestApprovalHandler>()
        .AddSingleton<DecideApprovalHandler>()
        .AddSingleton<UseApprovalHandler>()
        .AddSingleton<WithdrawHandler>()
        .AddSingleton<TakeBackHandler>()
        .AddSingleton<ApprovalReader>()
        .AddSingleton<AcceptanceReader>()
        .AddSingleton<ExpireHandler>()
        .AddSingleton<SettleHandler>()
        .AddSingleton<IApprovals, ApprovalService>()
        .AddSingleton<DecideAllHandler>()
        .AddSingleton<EditReviewer>()
        .AddSingleton<QueueReader>()
        .AddSingleton<CardReader>()
        .AddSingleton<LookHandler>()
        .AddSingleton<InboxBell>()
        .AddSingleton<IInbox, InboxService>()
        .AddHostedService<ExpirySweep>()
        .AddHostedService<SettleSweep>()
        .AddHostedService(provider => provider.GetRequiredService<InboxBell>());
}
