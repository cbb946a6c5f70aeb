using Lanekeeper.Ledger;
using Lanekeeper.Ledger.Watching;
using Microsoft.Extensions.DependencyInjection;

namespace Lanekeeper.Rooms.Tests.Ledger;

public sealed class ServedModelTests(LedgerFixture room) : IClassFixture<LedgerFixture>
{
    private static readonly Actor Operator = new(ActorKind.Person, "o", "olga@example.org", Role.Operator);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IServedModels Models => room.Get<IServedModels>();

    [Fact]
    public async Task The_first_is_none_a_new_one_is_a_change_and_going_back_is_none()
    {
        var first = await AnswerAsync("gpt-a", "gpt-a-2026-01-01");
        await AnswerAsync("gpt-a", "gpt-a-2026-01-01");
        room.Time.Advance(TimeSpan.FromMinutes(1));
        var changed = await AnswerAsync("gpt-a", "gpt-a-2026-02-02");
        await AnswerAsync("gpt-a", "gpt-a-2026-01-01");
        await AnswerAsync("gpt-other", "gpt-a-2026-03-03");

        var rows = await RowsAsync("gpt-a");

        rows.Select(row => (row.Served, row.IsChange, row.Previous)).ShouldBe(
            [("gpt-a-2026-02-02", true, "gpt-a-2026-01-01, fingerprint fp_1"), ("gpt-a-2026-01-01", false, null)]);
        (rows[0].FirstCallId, rows[1].FirstCallId).ShouldBe((changed, first));
        (await RowsAsync("gpt-other")).ShouldHaveSingleItem().IsChange.ShouldBeFalse();
        (await RowsAsync("gpt-a", unseen: true)).ShouldHaveSingleItem().Id.ShouldBe(rows[0].Id);
    }

    [Fact]
    public async Task The_head_and_the_fingerprint_count_where_the_body_keeps_to_its_name()
    {
        await AnswerAsync("alias", "alias");
        await AnswerAsync("alias", "alias", header: "alias-2026-07-09");
        await AnswerAsync("alias", "alias", header: "alias-2026-07-09", fingerprint: "fp_2");
        await AnswerAsync("alias", served: null, fingerprint: null);

        var rows = await RowsAsync("alias");

        rows.Select(row => row.Line).ShouldBe(["alias, alias-2026-07-09 by its head, fingerprint fp_2", "alias, alias-2026-07-09 by its head, fingerprint fp_1", "alias, fingerprint fp_1"]);
        rows.Count(row => row.IsChange).ShouldBe(2);
    }

    [Fact]
    public async Task An_answer_without_a_fingerprint_is_no_change_whichever_comes_first()
    {
        await AnswerAsync("both", "both-1", fingerprint: null);
        await AnswerAsync("both", "both-1", fingerprint: "fp_1");
        await AnswerAsync("both", "both-1", fingerprint: null);
        (await RowsAsync("both")).ShouldHaveSingleItem().ShouldSatisfyAllConditions(row => row.IsChange.ShouldBeFalse(), row => row.SystemFingerprint.ShouldBe("fp_1"));

        await AnswerAsync("both", "both-1", fingerprint: "fp_2");
        (await RowsAsync("both")).Count.ShouldBe(2);
    }

    [Fact]
    public async Task The_last_sight_is_written_every_few_minutes_and_not_with_each_call()
    {
        var begun = room.Time.GetUtcNow();
        await AnswerAsync("often", "often-1");
        room.Time.Advance(TimeSpan.FromMinutes(4));
        await AnswerAsync("often", "often-1");
        var soon = (await RowsAsync("often")).Single();
        room.Time.Advance(TimeSpan.FromMinutes(2));
        var last = await AnswerAsync("often", "often-1");
        var later = (await RowsAsync("often")).Single();

        (soon.LastSeen - begun).ShouldBeLessThan(TimeSpan.FromMinutes(1));
        (later.FirstSeen - begun).ShouldBeLessThan(TimeSpan.FromMinutes(1));
        (later.LastSeen - begun).ShouldBeGreaterThan(TimeSpan.FromMinutes(5));
        later.LastCallId.ShouldBe(last);
    }

    [Fact]
    public async Task Of_two_programs_that_each_see_a_first_one_just_one_is_right()
    {
        await using var another = room.Another(room.Options with { Process = Id.New(room.Time) });
        See(room.Get<ServedWatch>(), "raced", "raced-1");
        See(another.GetRequiredService<ServedWatch>(), "raced", "raced-2");

        await Task.WhenAll(room.Get<ServedWatch>().WriteAsync(Token), another.GetRequiredService<ServedWatch>().WriteAsync(Token));

        (await RowsAsync("raced")).Select(row => row.IsChange).Order().ShouldBe([false, true]);
    }

    [Fact]
    public async Task An_operator_acknowledges_a_change_once_and_for_all_and_nobody_below_does()
    {
        await AnswerAsync("known", "known-1");
        await AnswerAsync("known", "known-2");
        var change = (await RowsAsync("known", unseen: true)).Single();

        (await Models.AcknowledgeAsync(LedgerFixture.Reviewer, change.Id, Token)).Problem!.Kind.ShouldBe(ProblemKind.Denied);
        (await Models.ListAsync(Actor.Anonymous, new(), new(), Token)).Problem.ShouldNotBeNull();
        var done = (await Models.AcknowledgeAsync(Operator, change.Id, Token)).Value;
        var again = (await Models.AcknowledgeAsync(Operator with { Name = "somebody else" }, change.Id, Token)).Value;

        (done.AcknowledgedBy, done.AcknowledgedAt).ShouldBe(("olga@example.org", room.Time.GetUtcNow()));
        again.ShouldBe(done);
        (await RowsAsync("known", unseen: true)).ShouldBeEmpty();
        (await Models.AcknowledgeAsync(Operator, Id.New(room.Time), Token)).Problem!.Code.ShouldBe("ledger.unknown-served-model");
    }

    [Fact]
    public async Task A_provider_that_makes_names_up_fills_no_table_and_stops_no_call()
    {
        for (var i = 0; i < 250; i++)
        {
            See(room.Get<ServedWatch>(), "mad", $"mad-{i}\0\ud800{new string('x', 5_000)}");
        }

        await room.Get<ServedWatch>().WriteAsync(Token);
        await AnswerAsync("mad", "mad-after");

        (await RowsAsync("mad")).Count.ShouldBe(200);
    }

    private void See(ServedWatch watch, string asked, string served) => watch.See(Final(room.Intent(), asked, served, null, null));

    private async Task<Guid> AnswerAsync(string asked, string? served, string? header = null, string? fingerprint = "fp_1")
    {
        // Ids made in one millisecond have no order.
        room.Time.Advance(TimeSpan.FromSeconds(1));
        var intent = room.Intent("served");
        (await room.Calls.OpenAsync(intent, Token)).Problem.ShouldBeNull();
        (await room.Calls.CloseAsync(Final(intent, asked, served, header, fingerprint), Token)).Problem.ShouldBeNull();
        await room.Get<ServedWatch>().WriteAsync(Token);
        return intent.Id;
    }

    private CallFinal Final(CallIntent intent, string asked, string? served, string? header, string? fingerprint) => room.Final(intent) with
    {
        Asked = new AskedModel("openai", asked),
        ServedModel = served,
        ServedModelHeader = header,
        SystemFingerprint = fingerprint,
    };

    private async Task<IReadOnlyList<ServedModel>> RowsAsync(string model, bool unseen = false) =>
        (await Models.ListAsync(LedgerFixture.Viewer, new(unseen, model), new(500), Token)).Value.Items;
}
