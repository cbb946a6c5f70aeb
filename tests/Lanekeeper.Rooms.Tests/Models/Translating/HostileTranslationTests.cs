using System.Buffers;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Lanekeeper.Models;
using Lanekeeper.Models.Providing;
using Lanekeeper.Models.Translating;
using Lanekeeper.Models.Wire;
using Lanekeeper.Rooms.Tests.Models.Wire;
using Replay = Lanekeeper.Rooms.Tests.Models.Wire.Replay;

namespace Lanekeeper.Rooms.Tests.Models.Translating;

/// <summary>Nothing that apps or providers send makes a translation throw, and what it makes is JSON.</summary>
public sealed class HostileTranslationTests
{
    private static readonly WireKind[] Kinds = [WireKind.ChatCompletions, WireKind.Responses, WireKind.Messages];

    private static readonly string[] Values =
    [
        "null", "true", "7", "-1e999", "\"\"", "\"text\"", "\"\\ud800\"", "[]", "{}", "[null]", "[[]]", "[{}]", "[\"x\"]", "{\"type\":[]}", "[{\"type\":{}}]", "{\"\\ud800\":1}",
        "[{\"type\":\"function\",\"function\":[]}]", "[{\"role\":\"user\",\"content\":{}}]", "[{\"role\":\"assistant\",\"tool_calls\":[{\"function\":null}]}]", "{\"format\":{\"schema\":7}}",
        "[{\"role\":\"user\",\"content\":[{\"type\":\"tool_result\",\"content\":[{\"type\":\"image\"}]}]}]", "[{\"type\":\"reasoning\",\"encrypted_content\":\"anthropic.signed.\"}]",
        "{\"type\":\"json_schema\",\"json_schema\":{\"schema\":{\"properties\":{\"a\":[]}}}}", "[{\"index\":9223372036854775807,\"delta\":{\"tool_calls\":[{\"index\":-5},{}]}}]",
        "[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":1,\"function\":{\"arguments\":{}}},{\"index\":1,\"id\":\"x\",\"function\":{\"name\":\"n\",\"arguments\":\"]]{\"}}]}}]",
        "{\"type\":\"tool_use\",\"input\":[]}", "{\"type\":\"input_json_delta\",\"partial_json\":\"{\"}", "{\"type\":\"thinking_delta\",\"thinking\":\"x\"}",
    ];

    private static readonly string[] Names =
    [
        "model", "messages", "input", "instructions", "system", "tools", "tool_choice", "response_format", "text", "output_config", "reasoning", "thinking", "stop", "metadata", "id",
        "type", "delta", "content_block", "message", "index", "choices", "usage", "content", "stop_reason", "context_management", "max_tokens", "reasoning_effort", "temperature",
    ];

    [Fact]
    public void Whatever_is_asked_is_carried_or_refused()
    {
        var requests = Gen.ArrayOf(Members()).Select(members => $"{{{string.Join(',', members.DistinctBy(member => member.Name).Select(member => $"\"{member.Name}\":{member.Value}"))}}}");

        Prop.ForAll(requests.ToArbitrary(), request =>
        {
            foreach (var app in Kinds)
            {
                var made = Translated.Request(app, request);
                if (made.Problem is null)
                {
                    System.Text.Json.JsonElement.Parse(made.Value);
                }
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));
    }

    [Fact]
    public void Whatever_is_answered_is_put_into_words_or_not()
    {
        var events = Gen.ListOf(Gen.ArrayOf(Members()).Select(members => $"{{{string.Join(',', members.DistinctBy(member => member.Name).Select(member => $"\"{member.Name}\":{member.Value}"))}}}"));
        var kinds = new[] { "message_start", "content_block_start", "content_block_delta", "content_block_stop", "message_delta", "ping" };

        Prop.ForAll(events.ToArbitrary(), answer =>
        {
            var body = Encoding.UTF8.GetBytes(string.Concat(answer.Select((one, i) => $"data: {one.Replace("\"type\":\"text\"", $"\"type\":\"{kinds[i % kinds.Length]}\"", StringComparison.Ordinal)}\n\n")));
            Translate(body);
            foreach (var one in answer)
            {
                Whole(Encoding.UTF8.GetBytes(one));
            }
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(1000));
    }

    [Fact]
    public void Recordings_cut_and_bent_are_put_into_words_or_not()
    {
        var random = new Random(11);
        var bodies = Recording.All.Where(one => Kinds.Contains(one.Kind) && one.Response.Length < Recording.Small).ToArray();
        for (var round = 0; round < 1500; round++)
        {
            var body = random.GetItems(bodies, 1)[0].Response.ToArray();
            for (var times = random.Next(1, 5); times > 0; times--)
            {
                body[random.Next(body.Length)] = (byte)random.Next(256);
            }

            body = body[..random.Next(body.Length / 2, body.Length)];
            Translate(body);
            Whole(body);
        }
    }

    private static Gen<(string Name, string Value)> Members() => Gen.Elements(Names).SelectMany(name => Gen.Elements(Values).Select(value => (name, value)));

    private static void Translate(byte[] body)
    {
        foreach (var (app, spoken) in new[] { (WireKind.ChatCompletions, WireKind.Messages), (WireKind.Responses, WireKind.Messages), (WireKind.Messages, WireKind.ChatCompletions) })
        {
            using var translator = Translation.Stream(Translated.Asked(app), spoken);
            var output = new ArrayBufferWriter<byte>();
            Replay.Run(new SseSplitter(1 << 20), body, [], (in SseEvent sse) => translator.Take(sse, output));
            translator.End(output);
            Said.Of(app, output.WrittenSpan.ToArray(), isStream: true);
        }
    }

    private static void Whole(byte[] body)
    {
        foreach (var (app, spoken) in new[] { (WireKind.ChatCompletions, WireKind.Messages), (WireKind.Responses, WireKind.Messages), (WireKind.Messages, WireKind.ChatCompletions) })
        {
            if (Translation.Answer(Translated.Asked(app), spoken, body) is { } made)
            {
                System.Text.Json.JsonElement.Parse(made);
            }

            System.Text.Json.JsonElement.Parse(Translation.Error(app, FailureKind.Busy, body, "?", null));
        }
    }
}
