using System.Text.Json;
using Lanekeeper.Models.Wire.Reading;
using Lanekeeper.Project;

namespace Lanekeeper.Models.Providing.Anthropic;

/// <summary>Messages on the wire.</summary>
internal sealed class AnthropicFormat : WireFormat
{
    private static readonly Uri Official = new("https://api.anthropic.com");

    public override string RequestIdHeader => "request-id";

    /// <summary>Clients of this format give the address without <c>/v1</c>; with it is understood too.</summary>
    public override Uri Address(ModelDefinition model)
    {
        var root = model.BaseUrl ?? Official;
        return Join(root, root.AbsolutePath.TrimEnd('/').EndsWith("/v1", StringComparison.Ordinal) ? "messages" : "v1/messages");
    }

    public override IReadOnlyList<KeyValuePair<string, string>> Headers(string key)
    {
        KeyValuePair<string, string> version = new("anthropic-version", "2023-06-01");
        return key.Length == 0 ? [version] : [version, new("x-api-key", key)];
    }

    public override WireAnswer Read(JsonElement body, ProviderReply facts)
    {
        var stop = body.Get("stop_reason").Text();
        var content = body.Get("content");
        var texts = content.Items().Where(block => block.Get("type").Text() == "text").Select(block => block.Get("text").Text()).ToList();
        var reply = facts with
        {
            Text = string.Concat(texts),
            ServedModel = body.Get("model").Text(),
            RequestId = facts.RequestId ?? body.Get("id").Text(),
            FinishReason = stop,
            Usage = AnthropicUsage.Of(body.Get("usage")).Totals(),
        };
        return content is not { ValueKind: JsonValueKind.Array } || texts.Contains(null) ? new WireAnswer(reply, FailureKind.Garbled, "the body holds no message")
            : stop == "refusal" ? new WireAnswer(reply, FailureKind.Refused, ErrorBody.Short(body.Get("stop_details").Get("explanation").Text()))
            : stop is "max_tokens" or "model_context_window_exceeded" ? new WireAnswer(reply, FailureKind.CutShort, null)
            : texts.Count == 0 ? new WireAnswer(reply, FailureKind.Garbled, "the message holds no text")
            : new WireAnswer(reply, null, null);
    }
}
