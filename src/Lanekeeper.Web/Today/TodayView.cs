using Lanekeeper.Approvals;

namespace Lanekeeper.Web.Today;

public sealed record TodayView(ApprovalCounts Cards);
