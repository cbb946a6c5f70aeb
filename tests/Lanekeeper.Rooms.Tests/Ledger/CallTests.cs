using System.Text;
using Lanekeeper.Ledger;
using Lanekeeper.Ledger.Storing;
using Lanekeeper.Testing;

namespace Lanekeeper.Rooms.Tests.Ledger;

public sealed class CallTests(LedgerFixture room) : IClassFixture<LedgerFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_statement_of_this_room_is_understood_by_postgres() =>
        (await SqlCheck.PrepareAllAsync(room.Database, typeof(LedgerRoom).Assembly, Token)).ShouldContain("CallRows.FinalsUnlessThere");

    [Fact]
    public async Task A_call_that_is_closed_is_one_whole_row()
    {
        var run = Id.New(room.Time);
        var intent = room.Intent("whole", run);

        (await room.Calls.OpenAsync(intent, Token)).Value.ShouldNotBeNull();
        (await room.Calls.CloseAsync(room.Final(intent), Token)).Value.ShouldNotBeNull();

        var detail = (await room.Calls.GetAsync(LedgerFixture.Reviewer, intent.Id, Token)).Value;
        detail.Call.ShouldBe(new CallRow
        {
            Id = intent.Id,
            Workflow = "whole",
            Snapshot = "sha256:abc",
            RunId = run,
            StepId = "classify",
            TraceId = "0af7651916cd43dd8448eb211c80319c",
            FirstCallId = intent.Id,
            Attempt = 1,
            Purpose = CallPurpose.Answer,
            Route = "cheap",
            Provider = "openai",
            RequestedModel = "gpt-5-mini",
            ServedModel = "gpt-5-mini-2026-01-01",
            State = CallState.Answered,
            InputTokens = 100,
            OutputTokens = 20,
            CostUsd = 0.000123456789m,
            TotalMs = 511.75,
            OpenedAt = room.Time.GetUtcNow(),
            HttpStatus = 200,
            Deadline = intent.Deadline,
        });
        detail.ShouldBe(new CallDetail(detail.Call, """{"model":"m"}""", """{"answer":"ja"}""", null, "2026-03-01", "req_1", 120.25)
        {
            BeforeMs = 0.5,
            FinishReason = "stop",
            SystemFingerprint = "fp_1",
            CacheReadTokens = 30,
            CacheWriteTokens = 40,
            ReasoningTokens = 5,
        });
    }

    [Fact]
    public async Task A_call_without_an_outcome_is_open()
    {
        var intent = room.Intent("open");
        await room.Calls.OpenAsync(intent, Token);

        var rows = (await room.Calls.ListAsync(LedgerFixture.Viewer, new CallQuery("open", State: CallStates.Open), PageRequest.First, Token)).Value.Items;

        rows.ShouldHaveSingleItem().State.ShouldBeNull();
    }

    [Fact]
    public async Task Sixty_four_callers_at_once_lose_no_row()
    {
        await Task.WhenAll(Enumerable.Range(0, 64).Select(async caller =>
        {
            for (var i = 0; i < 10; i++)
            {
                var intent = room.Intent("crowd", body: $"request {caller}-{i}");
                (await room.Calls.OpenAsync(intent, Token)).Problem.ShouldBeNull();
                (await room.Calls.CloseAsync(room.Final(intent) with { Response = Encoding.UTF8.GetBytes($"answer {caller}-{i}") }, Token)).Problem.ShouldBeNull();
            }
        }));

        var pairs = await room.Database.QueryAsync<(string Prompt, string Response, string State)>(
            "select prompt, response, state from ledger.call_log where workflow = 'crowd'", null, Token);
        pairs.Count.ShouldBe(640);
        pairs.ShouldAllBe(pair => pair.Prompt.Replace("request", "answer") == pair.Response && pair.State == "answered");
        (await room.Database.FindAsync<long>("select count(*) from ledger.call_open where id in (select id from ledger.call_intent where workflow = 'crowd')", null, Token)).ShouldBe(0);
    }

    [Fact]
    public async Task A_final_row_written_twice_changes_nothing()
    {
        var intent = room.Intent();
        var final = room.Final(intent);
        await room.Calls.OpenAsync(intent, Token);

        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => room.Calls.CloseAsync(final, Token)));
        var again = await room.Calls.CloseAsync(final with { ServedModel = "other", Response = [1] }, Token);

        answers.ShouldAllBe(answer => answer.Problem == null);
        again.Problem.ShouldBeNull();
        var detail = (await room.Calls.GetAsync(LedgerFixture.Reviewer, intent.Id, Token)).Value;
        detail.Call.ServedModel.ShouldBe("gpt-5-mini-2026-01-01");
        detail.Response.ShouldBe("""{"answer":"ja"}""");
    }

    [Fact]
    public async Task Another_outcome_for_a_closed_call_is_refused()
    {
        var intent = room.Intent();
        await room.Calls.OpenAsync(intent, Token);
        await room.Calls.CloseAsync(room.Final(intent), Token);

        var second = await room.Calls.CloseAsync(room.Final(intent, CallState.TimedOut), Token);

        second.Problem!.Code.ShouldBe("ledger.already-closed");
        second.Problem.Message.ShouldBe($"Call {intent.Id} was closed before as answered, and that stays.");
    }

    [Fact]
    public async Task An_outcome_of_a_call_that_was_never_opened_is_refused_and_its_neighbours_are_kept()
    {
        var known = room.Intent("neighbour");
        await room.Calls.OpenAsync(known, Token);

        var answers = await Task.WhenAll(room.Calls.CloseAsync(room.Final(room.Intent()), Token), room.Calls.CloseAsync(room.Final(known), Token));

        answers[0].Problem!.Code.ShouldBe("ledger.unknown-call");
        answers[1].Problem.ShouldBeNull();
    }

    [Fact]
    public async Task Every_byte_comes_back_as_it_was_sent()
    {
        byte[] all = [.. Enumerable.Range(0, 256).Select(value => (byte)value)];
        var intent = room.Intent() with { Request = all };
        await room.Calls.OpenAsync(intent, Token);
        await room.Calls.CloseAsync(room.Final(intent) with { Response = [.. all.Reverse()] }, Token);

        var bodies = await room.Database.QueryAsync<(string Direction, byte[] Bytes, long Length)>(
            "select direction, bytes, full_length from ledger.call_body where id = @id order by direction", new { intent.Id }, Token);
        bodies[0].Bytes.ShouldBe(all);
        bodies[1].Bytes.ShouldBe([.. all.Reverse()]);
        bodies[1].Length.ShouldBe(256);
    }

    [Fact]
    public async Task Bodies_that_are_no_text_do_not_break_the_view()
    {
        var intent = room.Intent("binary") with { Request = [0x61, 0x00, 0x62] };
        await room.Calls.OpenAsync(intent, Token);
        await room.Calls.CloseAsync(room.Final(intent) with { Response = [0xC3, 0xA4, 0xFF] }, Token);

        var detail = (await room.Calls.GetAsync(LedgerFixture.Reviewer, intent.Id, Token)).Value;

        detail.Request.ShouldBe("a\\000b");
        detail.Response.ShouldBe("\\303\\244\\377");
    }

    [Fact]
    public async Task What_a_provider_answers_is_mended_rather_than_lost()
    {
        var intent = room.Intent();
        await room.Calls.OpenAsync(intent, Token);

        var closed = await room.Calls.CloseAsync(
            room.Final(intent, CallState.FailedSemantic) with { FailureMessage = "nul \0 and half \ud83d of a smile \ud83d\ude00", ServedModel = new string('m', 50_000), Confidence = double.NaN },
            Token);

        closed.Problem.ShouldBeNull();
        var detail = (await room.Calls.GetAsync(LedgerFixture.Reviewer, intent.Id, Token)).Value;
        detail.FailureMessage.ShouldBe("nul \uFFFD and half \uFFFD of a smile \ud83d\ude00");
        detail.Call.ServedModel!.Length.ShouldBe(10_000);
    }

    [Fact]
    public async Task A_row_that_cannot_be_written_does_not_fail_its_neighbours()
    {
        var intents = Enumerable.Range(0, 40).Select(i => room.Intent("poisoned") with { Attempt = i == 17 ? 0 : 1, Purpose = i == 23 ? (CallPurpose)99 : CallPurpose.Answer }).ToList();

        var answers = await Task.WhenAll(intents.Select(intent => room.Calls.OpenAsync(intent, Token)));

        answers.Count(answer => answer.Problem is null).ShouldBe(38);
        answers[17].Problem!.Code.ShouldBe("ledger.refused");
        answers[23].Problem!.Code.ShouldBe("ledger.refused");
        (await room.Calls.TotalAsync(LedgerFixture.Viewer, new CallQuery("poisoned"), Token)).Value.Calls.ShouldBe(38);
    }

    [Fact]
    public async Task A_request_that_is_too_large_is_refused_and_a_response_is_cut_with_its_length_kept()
    {
        var large = new byte[room.Options.LargestBody + 1];
        var intent = room.Intent();
        await room.Calls.OpenAsync(intent, Token);

        var refused = await room.Calls.OpenAsync(room.Intent() with { Request = large }, Token);
        var closed = await room.Calls.CloseAsync(room.Final(intent) with { Response = large }, Token);

        refused.Problem!.Code.ShouldBe("ledger.body-too-large");
        closed.Problem.ShouldBeNull();
        (await room.Database.FindAsync<(int, long)>("select length(bytes), full_length from ledger.call_body where id = @id and direction = 'response'", new { intent.Id }, Token))
            .ShouldBe((large.Length - 1, large.LongLength));
    }

    [Fact]
    public async Task An_answer_given_again_is_no_request_that_could_have_failed()
    {
        var (asked, again) = (room.Intent("given again"), room.Intent("given again"));
        foreach (var intent in new[] { asked, again with { CacheHitOf = asked.Id } })
        {
            await room.Calls.OpenAsync(intent, Token);
            await room.Calls.CloseAsync(room.Final(intent), Token);
        }

        (await room.Get<FailureStore>().CountAsync(Guid.Empty, Token)).Single(rate => rate.Workflow == "given again").Calls.ShouldBe(1);
    }

    [Fact]
    public async Task Costs_are_exact_decimals_and_unknown_is_not_zero()
    {
        decimal?[] costs = [0.1m, 0.2m, 0.0000000000000000000000000001m, 12345678901.123456789m, null];
        foreach (var cost in costs)
        {
            var intent = room.Intent("costly");
            await room.Calls.OpenAsync(intent, Token);
            await room.Calls.CloseAsync(room.Final(intent) with { CostUsd = cost }, Token);
        }

        var rows = (await room.Calls.ListAsync(LedgerFixture.Viewer, new CallQuery("costly"), PageRequest.First, Token)).Value.Items;
        var totals = (await room.Calls.TotalAsync(LedgerFixture.Viewer, new CallQuery("costly", Model: "gpt-5-mini"), Token)).Value;

        rows.Select(row => row.CostUsd).Order().ShouldBe(costs.Order());
        totals.ShouldBe(new CallTotals(5, 5, 0, 12345678901.423456789m, 1));
    }
}
