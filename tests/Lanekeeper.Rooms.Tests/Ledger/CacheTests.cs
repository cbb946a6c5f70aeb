using System.Security.Cryptography;
using System.Text;
using Lanekeeper.Ledger;
using Lanekeeper.Ledger.Keeping;

namespace Lanekeeper.Rooms.Tests.Ledger;

public sealed class CacheTests(LedgerFixture room) : IClassFixture<LedgerFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ICallCache Cache => room.Get<ICallCache>();

    [Fact]
    public async Task An_answer_is_given_again_until_its_lifetime_is_over_and_a_later_one_takes_its_place()
    {
        var (first, second) = (await EntryAsync("a", "one", CallState.Answered), await EntryAsync("a", "two", CallState.Answered));
        await Cache.KeepAsync(first, Token);
        var given = await BodyAsync(first.Key);
        room.Time.Advance(TimeSpan.FromMinutes(59));
        await Cache.KeepAsync(second, Token);
        room.Time.Advance(TimeSpan.FromMinutes(59));
        var renewed = await BodyAsync(first.Key);
        room.Time.Advance(TimeSpan.FromMinutes(1));
        var late = await BodyAsync(first.Key);
        await room.Get<ForgetSweep>().ForgetAsync(Token);

        (given, renewed, late).ShouldBe(("one", "two", null));
        (await room.Database.FindAsync<long>("select count(*) from ledger.cache where key = @key", new { first.Key }, Token)).ShouldBe(0);
    }

    [Theory]
    [InlineData(CallState.FailedSemantic)]
    [InlineData(CallState.Cancelled)]
    [InlineData(null)]
    public async Task Only_a_call_that_was_answered_is_kept(CallState? state)
    {
        var entry = await EntryAsync($"state {state}", "words", state);

        (await Cache.KeepAsync(entry, Token)).Problem.ShouldBeNull();

        (await BodyAsync(entry.Key)).ShouldBeNull();
    }

    private async Task<string?> BodyAsync(byte[] key) => (await Cache.FindAsync(key, Token)).Value.Answer is { } answer ? Encoding.UTF8.GetString(answer.Body) : null;

    private async Task<CacheEntry> EntryAsync(string key, string body, CallState? state)
    {
        var intent = room.Intent("cached");
        await room.Calls.OpenAsync(intent, Token);
        if (state is { } ended)
        {
            await room.Calls.CloseAsync(room.Final(intent, ended), Token);
        }

        return new(SHA256.HashData(Encoding.UTF8.GetBytes(key)), "cached", new KeptAnswer(intent.Id, 200, [], Encoding.UTF8.GetBytes(body), false), TimeSpan.FromHours(1));
    }
}
