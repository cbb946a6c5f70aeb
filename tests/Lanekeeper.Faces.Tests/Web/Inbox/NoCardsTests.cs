using Lanekeeper.Approvals;
using Lanekeeper.Web.Inbox;

namespace Lanekeeper.Faces.Tests.Web.Inbox;

public sealed class NoCardsTests
{
    [Theory]
    [InlineData(InboxView.Mine, "/inbox")]
    [InlineData(InboxView.All, "/inbox?view=all")]
    public async Task Filters_that_no_card_fits_are_said_to_be_the_reason_and_can_be_taken_away(InboxView view, string without)
    {
        var html = await SayAsync(new(view, Workflow: "support", Kind: ApprovalKind.Handoff));

        html.ShouldContain("No open card fits these filters.");
        html.ShouldContain($"href=\"{without}\"");
        html.ShouldNotContain("waits for you");
    }

    [Fact]
    public async Task Who_has_no_card_without_a_filter_is_told_of_the_others()
    {
        var html = await SayAsync(new());

        html.ShouldContain("Nothing waits for you.");
        html.ShouldContain("href=\"/inbox?view=all\"");
    }

    private static Task<string> SayAsync(InboxPlace place) =>
        Rendering.ControlAsync<NoCards>(new() { [nameof(NoCards.View)] = new InboxScreen(place, new([], null, []), new(0, 0, 76, ["support"]), null, true, null) });
}
