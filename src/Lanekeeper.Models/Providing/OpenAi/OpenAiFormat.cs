using System.Text.Json;
using Lanekeeper.Models.Wire.Reading;
using Lanekeeper.Project;

namespace Lanekeeper.Models.Providing.OpenAi;

/// <summary>Chat completions on the wire.</summary>
internal sealed class OpenAiFormat : WireFormat
{
    private static readonly Uri Official = new("https://api.openai.com/v1");

    public override string RequestIdHeader => "x-request-id";

    public override Uri Address(ModelDefinition model) => Join(model.BaseUrl ?? Official, "chat/completions");

    public override IReadOnlyList<KeyValuePair<string, string>> Headers(string key) => key.Length == 0 ? [] : [new("Authorization", $"Bearer {key}")];

    public override WireAnswer Read(JsonElement body, ProviderReply facts)
    {
        var choice = body.Get("choices").Items().Select(item => (JsonElement?)item).FirstOrDefault();
        var message = choice.Get("message");
        var finish = choice.Get("finish_reason").Text();
        var text = message.Get("content").Text();
        var reply = facts with
        {
            Text = text ?? "",
            ServedModel = body.Get("model").Text(),
            SystemFingerprint = body.Get("system_fingerprint").Text(),
            RequestId = facts.RequestId ?? body.Get("id").Text(),
            FinishReason = finish,
            Usage = OpenAiUsage.Of(body.Get("usage")).Tokens(body.Get("service_tier").Text()),
        };
        if (message is null)
        {
            return new WireAnswer(reply, FailureKind.Garbled, "the body holds no message");
        }

        return message.Get("refusal").Text() is { Length: > 0 } words ? new WireAnswer(reply, FailureKind.Refused, ErrorBody.Short(words))
            : finish == "content_filter" ? new WireAnswer(reply, FailureKind.Filtered, null)
            : finish == "length" ? new WireAnswer(reply, FailureKind.CutShort, null)
            : text is null ? new WireAnswer(reply, FailureKind.Garbled, "the message holds no text")
            : new WireAnswer(reply, null, null);
    }
}
