using Lanekeeper.Cli.Approvals;

namespace Lanekeeper.Faces.Tests.Cli;

public sealed class ChoosingTests
{
    private const string First = "0193e5a2-7c41-7d11-9a5b-000000001111";
    private const string Second = "0193e5a2-7c42-7d11-9a5b-0000beef2222";

    private static readonly Approvals.Approval[] Waiting = [Cards.Action(First, 9), Cards.Action(Second, 5)];

    [Theory]
    [InlineData("1", First)]
    [InlineData("2", Second)]
    [InlineData("beef2222", Second)]
    [InlineData("BEEF2222", Second)]
    [InlineData("0193e5a27c42", Second)]
    [InlineData("0193e5a2-7c41", First)]
    [InlineData("00001111", First)]
    [InlineData(Second, Second)]
    public void A_number_or_digits_of_an_id_name_a_card(string text, string id) => Inbox.Choose(text, Waiting).Value.ShouldBe(Guid.Parse(id));

    [Theory]
    [InlineData("0", "cli.no-such-number")]
    [InlineData("3", "cli.no-such-number")]
    [InlineData("0193e5a2", "cli.ambiguous-id")]
    [InlineData("deadbeef", "cli.no-such-id")]
    [InlineData("first", "cli.bad-id")]
    [InlineData("a1b", "cli.bad-id")]
    public void What_names_no_card_is_said(string text, string code) => Inbox.Choose(text, Waiting).Problem!.Code.ShouldBe(code);
}
