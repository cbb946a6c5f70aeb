using System.Text;
using System.Text.Json;
using Lanekeeper.Ledger;
using Lanekeeper.Models;
using Lanekeeper.Models.Pricing;
using Lanekeeper.Models.Providing;
using Lanekeeper.Models.Wire;

namespace Lanekeeper.Rooms.Tests.Models.Wire;

/// <summary>Every recording of the formats that pass through, against the plain reading of it that stands beside it.</summary>
public sealed class RecordingTests
{
    private static readonly PriceList Prices = PriceList.Vendored();

    [Fact]
    public void Every_answer_says_what_its_recording_says()
    {
        foreach (var one in Recording.All)
        {
            var facts = one.IsStream ? Replay.Facts(one.Kind, one.Response) : WireReading.ReadBody(one.Kind, one.Response, one.Status);

            if (one.Expect.ValueKind == JsonValueKind.Object && one.Expect.TryGetProperty("error", out _))
            {
                facts.Failure.ShouldNotBeNull(one.Id);
                facts.FailureWords.ShouldBe(ErrorBody.Short(one.Expect.Get("message").Text()), one.Id);
            }
            else
            {
                Check(one, facts);
            }
        }
    }

    [Fact]
    public void Errors_are_of_the_kind_that_they_say()
    {
        var failures = Recording.All.Where(one => one.Status >= 400)
            .GroupBy(one => (one.Status, WireReading.ReadBody(one.Kind, one.Response, one.Status).Failure)).Select(group => group.Key).ToHashSet();

        failures.ShouldBe(
            [
                (400, FailureKind.BadRequest), (400, FailureKind.ContextOverflow), (400, FailureKind.NotFound),
                (401, FailureKind.KeyRefused), (404, FailureKind.NotFound), (429, FailureKind.RateLimited),
            ],
            ignoreOrder: true);
    }

    [Fact]
    public void Small_streams_say_the_same_wherever_they_are_cut()
    {
        foreach (var one in Recording.Streams.Where(one => one.Response.Length <= Recording.Small))
        {
            var expected = Replay.Events(one.Response, []);
            string.Concat(expected.Select(part => part.Raw)).ShouldBe(Encoding.Latin1.GetString(one.Response), one.Id);
            for (var cut = 1; cut < one.Response.Length; cut++)
            {
                Same(one, expected, [cut]);
            }

            SameFacts(one, Enumerable.Range(1, one.Response.Length - 1));
        }
    }

    [Fact]
    public void Large_streams_say_the_same_cut_at_every_event_and_within_every_character()
    {
        foreach (var one in Recording.Streams)
        {
            var expected = Replay.Events(one.Response, []);
            string.Concat(expected.Select(part => part.Raw)).ShouldBe(Encoding.Latin1.GetString(one.Response), one.Id);
            var ends = expected.Select(part => part.Raw.Length).Aggregate(new List<int> { 0 }, (sums, length) => [.. sums, sums[^1] + length]);
            foreach (var shift in new[] { -2, -1, 0, 1, 7 })
            {
                var cuts = ends.Select(end => end + shift).Where(cut => cut > 0 && cut < one.Response.Length).ToList();
                Same(one, expected, cuts);
                SameFacts(one, cuts);
            }

            var within = Enumerable.Range(1, one.Response.Length - 1).Where(at => (one.Response[at] & 0xC0) == 0x80).ToList();
            Same(one, expected, within);
            Same(one, expected, Enumerable.Range(1, one.Response.Length - 1));
            SameFacts(one, Enumerable.Range(1, one.Response.Length - 1));
        }
    }

    [Fact]
    public void Requests_are_read_and_only_the_model_and_the_wish_for_usage_change()
    {
        foreach (var one in Recording.All.Where(one => one.Request is not null))
        {
            var body = one.Request!;
            var facts = WireReading.ReadRequest(one.Kind, body);
            var json = JsonElement.Parse(body);
            if (json.Get("model").Text() is not { } model)
            {
                facts.Problem.ShouldNotBeNull(one.Id);
                continue;
            }

            facts.Problem.ShouldBeNull(one.Id);
            facts.Model.ShouldBe(model, one.Id);
            facts.IsStream.ShouldBe(json.Get("stream") is { ValueKind: JsonValueKind.True }, one.Id);
            facts.HasTools.ShouldBe(json.Get("tools").Items().Any(), one.Id);
            WireReading.Rewrite(body, facts, model, askForUsage: false).ShouldBe(body, one.Id);

            var written = JsonElement.Parse(WireReading.Rewrite(body, facts, "other \"model\"", askForUsage: true));
            written.GetProperty("model").GetString().ShouldBe("other \"model\"");
            var asks = one.Kind == WireKind.ChatCompletions && facts.IsStream;
            (written.Get("stream_options").Get("include_usage") is { ValueKind: JsonValueKind.True }).ShouldBe(asks, one.Id);
            Rest(written).ShouldBe(Rest(json), one.Id);
        }
    }

    private static void Check(Recording one, WireFacts facts)
    {
        facts.IsComplete.ShouldBe(facts.Failure is null || facts.FinishReason is not null, one.Id);
        if (one.Expect.ValueKind != JsonValueKind.Object)
        {
            (facts.Failure, facts.Usages.Count).ShouldBe((null, 1), one.Id);
            return;
        }

        var finish = one.Expect.Get("finish").Text();
        var error = one.Expect.Get("stream_or_body_error").Text();
        facts.FinishReason.ShouldBe(finish, one.Id);
        facts.Failure.ShouldBe(error is not null ? FailureKind.BadRequest : finish == "refusal" ? FailureKind.Refused : null, one.Id);
        facts.FailureWords?.ShouldStartWith(error ?? "This request triggered restrictions", Case.Sensitive, one.Id);
        facts.ServedModel.ShouldNotBeNullOrEmpty(one.Id);
        var usage = one.Expect.Get("usage");
        if (usage.Get("iterations").Items().Any(item => item.Get("type").Text() != "message"))
        {
            facts.Usages.Count.ShouldBe(usage.Get("iterations").Items().Count(), one.Id);
        }
        else
        {
            facts.Usages.Select(part => part.Usage.Tokens).ShouldBe(usage is { } counted ? [Plain(one.Kind, counted)] : [], one.Id);
        }
    }

    private static CallUsage Plain(WireKind kind, JsonElement usage)
    {
        if (kind == WireKind.Messages)
        {
            return new CallUsage(
                usage.Get("input_tokens").Count(),
                usage.Get("output_tokens").Count(),
                usage.Get("cache_read_input_tokens").Count(),
                usage.Get("cache_creation_input_tokens").Count(),
                usage.Get("output_tokens_details").Get("thinking_tokens").Count());
        }

        var inner = usage.Get("prompt_tokens_details") ?? usage.Get("input_tokens_details");
        var outer = usage.Get("completion_tokens_details") ?? usage.Get("output_tokens_details");
        var read = inner.Get("cached_tokens").Count() ?? usage.Get("prompt_cache_hit_tokens").Count() ?? usage.Get("num_cached_tokens").Count();
        var written = inner.Get("cache_write_tokens").Count();
        var prompt = (usage.Get("prompt_tokens") ?? usage.Get("input_tokens")).Count();
        var completion = (usage.Get("completion_tokens") ?? usage.Get("output_tokens")).Count();
        var reasoning = outer.Get("reasoning_tokens").Count();
        var isBeside = usage.Get("total_tokens").Count() == prompt + completion + reasoning;
        return new CallUsage(prompt - (read ?? 0) - (written ?? 0), isBeside ? completion + reasoning : completion, read, written, reasoning);
    }

    private static void Same(Recording one, IReadOnlyList<Event> expected, IEnumerable<int> cuts)
    {
        var (next, isSame) = (0, true);
        Replay.Run(new SseSplitter(1 << 20), one.Response, cuts, (in SseEvent sse) =>
        {
            isSame = isSame && next < expected.Count && expected[next].Name == sse.Name
                && Matches(sse.Raw, expected[next].Raw) && Matches(sse.Data, expected[next].Data);
            next++;
        });
        (isSame && next == expected.Count).ShouldBeTrue($"{one.Id} cut at {string.Join(", ", cuts.Take(5))}");
    }

    private static bool Matches(ReadOnlyMemory<byte> bytes, string words)
    {
        var span = bytes.Span;
        if (span.Length != words.Length)
        {
            return false;
        }

        Span<char> letters = span.Length <= 4096 ? stackalloc char[span.Length] : new char[span.Length];
        Encoding.Latin1.GetChars(span, letters);
        return letters.SequenceEqual(words);
    }

    private static void SameFacts(Recording one, IEnumerable<int> cuts)
    {
        var (whole, pieces) = (Replay.Facts(one.Kind, one.Response), Replay.Facts(one.Kind, one.Response, cuts));
        (pieces with { Usages = whole.Usages }).ShouldBe(whole, one.Id);
        pieces.Usages.ShouldBe(whole.Usages, one.Id);
        Cost(one, pieces).ShouldBe(Cost(one, whole), one.Id);
    }

    private static decimal? Cost(Recording one, WireFacts facts) =>
        CallPrice.Of(Prices, one.Kind == WireKind.Messages ? "anthropic" : "openai", facts.ServedModel ?? "").CostOf(facts.ServedModel, facts.Usages);

    private static string Rest(JsonElement json) =>
        string.Join('\n', json.EnumerateObject().Where(member => member.Name is not ("model" or "stream_options")).Select(member => member.ToString()));
}
