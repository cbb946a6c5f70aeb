using System.Text;
using Lanekeeper.Ledger;
using Lanekeeper.Ledger.Keeping;
using Microsoft.Extensions.DependencyInjection;

namespace Lanekeeper.Rooms.Tests.Ledger;

public sealed class IdempotencyTests(LedgerFixture room) : IClassFixture<LedgerFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private IIdempotency Keys => room.Get<IIdempotency>();

    [Fact]
    public async Task One_of_many_gets_the_key_and_the_others_hear_that_it_is_under_way()
    {
        var (key, name) = (Id.New(room.Time), Hash("many"));

        var claims = await Task.WhenAll(Enumerable.Range(0, 50).Select(_ => Keys.ClaimAsync(Request(key, name), Token)));

        claims.Count(claim => claim.Problem is null).ShouldBe(1);
        claims.Where(claim => claim.Problem is not null).ShouldAllBe(claim => claim.Problem!.Code == "idempotency.in-flight" && claim.Problem.RetryAfter != null);
    }

    [Fact]
    public async Task A_finished_key_gives_its_answer_for_a_day_is_refused_for_another_and_then_forgotten()
    {
        var request = Request(Id.New(room.Time), Hash("day"));
        (await Keys.ClaimAsync(request, Token)).Value.Answer.ShouldBeNull();
        var answer = Answer("as it went out");
        await Keys.FinishAsync(request, answer, Token);

        var given = (await Keys.ClaimAsync(Again(request), Token)).Value.Answer.ShouldNotBeNull();
        room.Time.Advance(TimeSpan.FromHours(24));
        var late = (await Keys.ClaimAsync(Again(request), Token)).Problem;
        await room.Get<ForgetSweep>().ForgetAsync(Token);
        var left = await CountAsync(request.KeyId);
        var answers = await room.Database.FindAsync<long>("select count(*) from ledger.kept_answer where call_id = @callId", new { answer.CallId }, Token);
        room.Time.Advance(TimeSpan.FromHours(24));
        await room.Get<ForgetSweep>().ForgetAsync(Token);

        (given.CallId, given.Status, given.Streamed, Encoding.UTF8.GetString(given.Body)).ShouldBe((answer.CallId, 201, true, "as it went out"));
        given.Headers.ShouldBe(["content-type", "application/json", "x-b", "1"]);
        late.ShouldNotBeNull().Code.ShouldBe("idempotency.consumed");
        late.Message.ShouldContain(request.CallId.ToString());
        (left, answers).ShouldBe((1, 0));
        (await CountAsync(request.KeyId)).ShouldBe(0);
        (await Keys.ClaimAsync(Again(request), Token)).Value.Answer.ShouldBeNull();
    }

    [Fact]
    public async Task An_expired_key_is_free_before_it_is_forgotten()
    {
        var request = Request(Id.New(room.Time), Hash("expired"));
        await Keys.ClaimAsync(request, Token);
        await Keys.FinishAsync(request, null, Token);
        room.Time.Advance(TimeSpan.FromHours(48));

        var claims = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Keys.ClaimAsync(Again(request), Token)));

        claims.Count(claim => claim.Problem is null).ShouldBe(1);
    }

    [Fact]
    public async Task A_claim_whose_process_has_ended_is_used_up_and_one_of_another_program_once_its_time_is_over()
    {
        var node = Id.New(room.Time);
        await using var earlier = room.Another(room.Options with { Node = node, Process = Id.New(room.Time) });
        await using var now = room.Another(room.Options with { Node = node, Process = Id.New(room.Time) });
        var request = Request(Id.New(room.Time), Hash("crash"));
        await earlier.GetRequiredService<IIdempotency>().ClaimAsync(request, Token);

        var same = (await now.GetRequiredService<IIdempotency>().ClaimAsync(Again(request), Token)).Problem;
        var elsewhere = (await Keys.ClaimAsync(Again(request), Token)).Problem;
        room.Time.Advance(TimeSpan.FromMinutes(11));
        var later = (await Keys.ClaimAsync(Again(request), Token)).Problem;

        (same?.Code, elsewhere?.Code, later?.Code).ShouldBe(("idempotency.consumed", "idempotency.in-flight", "idempotency.consumed"));
        same!.Message.ShouldContain(request.CallId.ToString());
    }

    [Fact]
    public async Task A_key_is_an_apps_own_belongs_to_one_request_and_is_free_again_when_released()
    {
        var request = Request(Id.New(room.Time), Hash("own"));
        await Keys.ClaimAsync(request, Token);

        (await Keys.ClaimAsync(Again(request) with { Fingerprint = Hash("other words") }, Token)).Problem?.Code.ShouldBe("idempotency.mismatch");
        (await Keys.ClaimAsync(Again(request) with { KeyId = Id.New(room.Time) }, Token)).Problem.ShouldBeNull();

        // Only who has it lets it go, and what is finished stays.
        await Keys.ReleaseAsync(Again(request), Token);
        (await Keys.ClaimAsync(Again(request), Token)).Problem?.Code.ShouldBe("idempotency.in-flight");
        await Keys.ReleaseAsync(request, Token);
        var second = Again(request);
        (await Keys.ClaimAsync(second, Token)).Problem.ShouldBeNull();
        await Keys.FinishAsync(second, null, Token);
        await Keys.ReleaseAsync(second, Token);
        (await Keys.ClaimAsync(Again(request), Token)).Problem?.Code.ShouldBe("idempotency.consumed");
    }

    [Fact]
    public async Task An_answer_that_is_too_large_is_not_kept_and_its_key_used_up()
    {
        await using var small = room.Another(room.Options with { LargestKept = 10 });
        var keys = small.GetRequiredService<IIdempotency>();
        var request = Request(Id.New(room.Time), Hash("large"));
        await keys.ClaimAsync(request, Token);

        (await keys.FinishAsync(request, Answer("eleven byte"), Token)).Problem.ShouldBeNull();

        (await keys.ClaimAsync(Again(request), Token)).Problem?.Code.ShouldBe("idempotency.consumed");
    }

    private static byte[] Hash(string text) => System.Security.Cryptography.SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private KeyedRequest Request(Guid key, byte[] name) => new(key, name, Hash("words"), Id.New(room.Time), room.Time.GetUtcNow().AddMinutes(10));

    private KeyedRequest Again(KeyedRequest request) => Request(request.KeyId, request.Name);

    private KeptAnswer Answer(string body) => new(Id.New(room.Time), 201, ["content-type", "application/json", "x-b", "1"], Encoding.UTF8.GetBytes(body), true);

    private async Task<long> CountAsync(Guid keyId) => await room.Database.FindAsync<long>("select count(*) from ledger.idempotency where key_id = @keyId", new { keyId }, Token);
}
