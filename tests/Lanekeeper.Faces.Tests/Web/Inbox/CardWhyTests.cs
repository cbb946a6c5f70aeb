using System.Text.Json;
using Lanekeeper.Approvals;
using Lanekeeper.Project;
using Lanekeeper.Web.Inbox;

namespace Lanekeeper.Faces.Tests.Web.Inbox;

public sealed class CardWhyTests
{
    [Theory]
    [InlineData("The order was paid twice.", true)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public async Task A_card_has_a_Why_where_there_is_one(string? reason, bool hasOne)
    {
        var html = await Rendering.ControlAsync<CardWhy>(new() { [nameof(CardWhy.Card)] = Card(reason) });

        html.Contains("card-why", StringComparison.Ordinal).ShouldBe(hasOne, html);
    }

    private static CardView Card(string? reason)
    {
        var nothing = JsonElement.Parse("{}");
        var request = new RequestApproval
        {
            Kind = ApprovalKind.Handoff,
            RunId = Guid.CreateVersion7(),
            StepId = "hand-over",
            Workflow = "support",
            Snapshot = "a4cd3dca2bb6",
            StartedBy = "ana@example.com",
            Title = "An order",
            Summary = "Answer the customer.",
            Reason = reason,
            Evidence = new(nothing, nothing, [], []),
            Terms = ApprovalTerms.Default,
        };
        var approval = new Approval { Id = Guid.CreateVersion7(), Request = request, State = ApprovalState.Pending, RequestedAt = Rendering.Now, ExpiresAt = Rendering.Now.AddHours(1) };
        return new(new(approval, null, false, [], null, null, 0, []), [], [], [], [], CardDraft.None, null);
    }
}
