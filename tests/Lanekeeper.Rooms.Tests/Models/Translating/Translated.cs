using System.Buffers;
using System.Text;
using System.Text.Json;
using Lanekeeper.Models;
using Lanekeeper.Models.Providing;
using Lanekeeper.Models.Translating;
using Lanekeeper.Models.Wire;
using Lanekeeper.Project;
using Lanekeeper.Rooms.Tests.Models.Wire;

namespace Lanekeeper.Rooms.Tests.Models.Translating;

/// <summary>Requests and answers put into the other format.</summary>
internal static class Translated
{
    public static readonly ModelDefinition Claude = new("claude", ModelProvider.Anthropic, "claude-sonnet-4-5-20250929") { MaxOutputTokens = 1000 };
    public static readonly ModelDefinition Gpt = new("gpt", ModelProvider.OpenAI, "gpt-5-2025-08-07") { MaxOutputTokens = 1000 };

    public static Result<byte[]> Request(WireKind app, byte[] body) => Translation.Request(app, body, app == WireKind.Messages ? Gpt : Claude, isStream: false);

    public static Result<byte[]> Request(WireKind app, string body) => Request(app, Encoding.UTF8.GetBytes(body));

    /// <returns>A member of what a request becomes, as it is written.</returns>
    public static string? Part(WireKind app, string body, string member, string? model = null)
    {
        var made = Translation.Request(app, Encoding.UTF8.GetBytes(body), app == WireKind.Messages ? Gpt : Claude with { Model = model ?? Claude.Model }, isStream: false);
        made.Problem.ShouldBeNull(made.Problem?.Message);
        return JsonElement.Parse(made.Value).Get(member)?.GetRawText();
    }

    public static Asked Asked(WireKind app, bool usage = true) => new(app, "{}"u8.ToArray(), usage, Guid.Empty, DateTimeOffset.UnixEpoch);

    public static byte[] Stream(WireKind app, WireKind spoken, byte[] body, bool isComplete = true) => Stream(Asked(app), spoken, body, isComplete);

    public static byte[] Stream(Asked asked, WireKind spoken, byte[] body, bool isComplete = true)
    {
        using var translator = Translation.Stream(asked, spoken);
        var output = new ArrayBufferWriter<byte>();
        Replay.Run(new SseSplitter(1 << 20), body, [], (in SseEvent sse) => translator.Take(sse, output));
        translator.IsGarbled.ShouldBeFalse();
        if (isComplete)
        {
            translator.End(output);
        }

        return output.WrittenSpan.ToArray();
    }

    public static string Stream(WireKind app, WireKind spoken, params IEnumerable<string> events) =>
        Encoding.UTF8.GetString(Stream(app, spoken, Encoding.UTF8.GetBytes(string.Concat(events.Select(one => $"data: {one}\n\n")))));
}
