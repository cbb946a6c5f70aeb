using System.Text;
using Lanekeeper.Ledger;
using Lanekeeper.Models;
using Lanekeeper.Project;
using Lanekeeper.Testing;

namespace Lanekeeper.Rooms.Tests.Models.Relaying;

/// <summary>Streams that fail before their first output, and what becomes of their rows, their holds and the breaker.</summary>
public sealed class EarlyFailureTests(RelayFixture room) : IClassFixture<RelayFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task An_app_that_leaves_while_another_model_stands_in_leaves_no_call_open()
    {
        using var leaving = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var opened = 0;
        var calls = new HookedCalls(room.Get<ICalls>())
        {
            Opening = () =>
            {
                if (++opened == 3)
                {
                    leaving.Cancel();
                }
            },
        };

        await Should.ThrowAsync<OperationCanceledException>(room.With(ModelsFixture.Quick, calls: calls).SendAsync(Streamed("leaves"), leaving.Token));

        (await room.RowsAsync("leaves")).Select(row => (row.Purpose, row.State)).ShouldBe([("answer", "failed_transient"), ("retry", "failed_transient"), ("fallback", "cancelled")]);
    }

    [Fact]
    public async Task With_room_for_one_call_at_a_time_a_stream_that_failed_early_is_tried_again_and_stood_in_for()
    {
        var text = await ReadAsync(room.With(ModelsFixture.Quick), Streamed("narrow"));

        text.ShouldEndWith("data: {\"type\":\"message_stop\"}\n\n");
        (await room.RowsAsync("narrow")).Select(row => (row.Purpose, row.State)).ShouldBe([("answer", "failed_transient"), ("retry", "failed_transient"), ("fallback", "answered")]);
    }

    [Fact]
    public async Task A_stream_that_has_begun_to_answer_shows_that_its_provider_is_back()
    {
        var time = new ManualTime(TimeProvider.System.GetUtcNow());
        var relay = room.With(ModelsFixture.Quick with { BreakerFailures = 1, RelayAttempts = 1 }, time);
        var call = RelayFixture.Call(WireKind.ChatCompletions, "probes", RelayFixture.Body(RelayFixture.OpenAi("500-then-ok"), stream: true));
        await ReadAsync(relay, call);
        (await relay.SendAsync(call, Token)).Problem!.Code.ShouldBe("models.breaker-open");
        time.Advance(TimeSpan.FromSeconds(31));

        await using var probe = (await relay.SendAsync(call, Token)).Value;
        (await probe.NextAsync(Token)).Length.ShouldBeGreaterThan(0);

        (await ReadAsync(relay, call)).ShouldContain("[DONE]");
    }

    private static RelayCall Streamed(string app) =>
        RelayFixture.Call(WireKind.Messages, app, RelayFixture.Body("claude", stream: true)) with { Consequence = Consequence.Low };

    private static async Task<string> ReadAsync(IRelay relay, RelayCall call)
    {
        await using var answer = (await relay.SendAsync(call, Token)).Value;
        var text = new StringBuilder();
        while (await answer.NextAsync(Token) is { Length: > 0 } part)
        {
            text.Append(Encoding.UTF8.GetString(part.Span));
        }

        return text.ToString();
    }
}
