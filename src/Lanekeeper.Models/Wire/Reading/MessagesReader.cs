using System.Text.Json;
using Lanekeeper.Models.Providing;

namespace Lanekeeper.Models.Wire.Reading;

/// <summary>Messages: a body is the object that a stream begins with in <c>message_start</c> and completes in <c>message_delta</c>.</summary>
internal sealed class MessagesReader : AnswerReader
{
    private AnthropicUsage _usage = new();
    private bool _changedHands;
    private bool _hidesSome;
    private string? _refusal;

    protected override WireFacts Gather(WireFacts facts) => facts with
    {
        ServiceTier = _usage.ServiceTier,
        Usages = _usage.Usages(ServedModel, _changedHands),
        ShowsAll = _usage.IsSeen && !_hidesSome,
        Failure = facts.Failure ?? (FinishReason == "refusal" ? FailureKind.Refused : null),
        FailureWords = facts.FailureWords ?? (facts.Failure is null && FinishReason == "refusal" ? ErrorBody.Short(_refusal) : null),
    };

    protected override StreamSight SeeEvent(ref Utf8JsonReader json)
    {
        var (sight, error) = (StreamSight.None, false);
        while (WireJson.NextMember(ref json))
        {
            if (json.ValueTextEquals("type"u8))
            {
                sight |= SightOf(ref json);
            }
            else if (json.ValueTextEquals("message"u8))
            {
                Restart(ref json);
            }
            else if (json.ValueTextEquals("content_block"u8))
            {
                SeeBlock(ref json);
            }
            else if (json.ValueTextEquals("delta"u8))
            {
                SeeDelta(ref json);
            }
            else if (json.ValueTextEquals("error"u8))
            {
                var read = WireError.Read(ref json);
                error |= read is not null;
                Fail(read);
            }
            else
            {
                SeeMember(ref json);
            }
        }

        return error ? sight | StreamSight.Error : sight;
    }

    protected override bool SeeMember(ref Utf8JsonReader json)
    {
        if (json.ValueTextEquals("content"u8))
        {
            json.Read();
            var isContent = json.TokenType == JsonTokenType.StartArray;
            json.Skip();
            return isContent;
        }

        if (json.ValueTextEquals("id"u8))
        {
            ResponseId = WireJson.Word(ref json, ResponseId);
        }
        else if (json.ValueTextEquals("model"u8))
        {
            ServedModel = WireJson.Word(ref json, ServedModel);
        }
        else if (json.ValueTextEquals("stop_reason"u8))
        {
            FinishReason = WireJson.Word(ref json, FinishReason);
        }
        else if (json.ValueTextEquals("stop_details"u8))
        {
            SeeDetails(ref json);
        }
        else if (json.ValueTextEquals("usage"u8))
        {
            _usage.Read(ref json);
        }
        else
        {
            json.Skip();
        }

        return false;
    }

    private static StreamSight SightOf(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.String)
        {
            json.Skip();
            return StreamSight.None;
        }

        return json.ValueTextEquals("content_block_delta"u8) || json.ValueTextEquals("content_block_start"u8) ? StreamSight.Output
            : json.ValueTextEquals("message_stop"u8) ? StreamSight.Terminal
            : json.ValueTextEquals("error"u8) ? StreamSight.Error
            : StreamSight.None;
    }

    // A message may begin anew; then what went before it does not count.
    private void Restart(ref Utf8JsonReader json)
    {
        if (WireJson.IntoObject(ref json))
        {
            (_usage, _changedHands, _hidesSome, _refusal, FinishReason) = (new AnthropicUsage(), false, false, null, null);
            SeeMembers(ref json);
        }
    }

    private void SeeDelta(ref Utf8JsonReader json)
    {
        if (WireJson.IntoObject(ref json))
        {
            SeeMembers(ref json);
        }
    }

    private void SeeMembers(ref Utf8JsonReader json)
    {
        while (WireJson.NextMember(ref json))
        {
            SeeMember(ref json);
        }
    }

    private void SeeDetails(ref Utf8JsonReader json)
    {
        if (!WireJson.IntoObject(ref json))
        {
            return;
        }

        while (WireJson.NextMember(ref json))
        {
            if (json.ValueTextEquals("explanation"u8))
            {
                _refusal = WireJson.Text(ref json) ?? _refusal;
            }
            else
            {
                json.Skip();
            }
        }
    }

    // Another model may take over: {"type":"fallback","from":{"model":...},"to":{"model":...}}.
    private void SeeBlock(ref Utf8JsonReader json)
    {
        var (type, heir) = ((string?)null, (string?)null);
        if (!WireJson.IntoObject(ref json))
        {
            return;
        }

        while (WireJson.NextMember(ref json))
        {
            if (json.ValueTextEquals("type"u8))
            {
                type = WireJson.Word(ref json, type);
            }
            else if (json.ValueTextEquals("to"u8))
            {
                heir = ModelOf(ref json);
            }
            else
            {
                json.Skip();
            }
        }

        // Thinking may be a summary of what is billed; a tool of the provider's brings input of its own.
        _hidesSome |= type is not ("text" or "tool_use");
        if (type == "fallback")
        {
            (_changedHands, ServedModel) = (true, heir ?? ServedModel);
        }
    }

    private static string? ModelOf(ref Utf8JsonReader json)
    {
        string? model = null;
        if (!WireJson.IntoObject(ref json))
        {
            return null;
        }

        while (WireJson.NextMember(ref json))
        {
            if (json.ValueTextEquals("model"u8))
            {
                model = WireJson.Word(ref json, model);
            }
            else
            {
                json.Skip();
            }
        }

        return model;
    }
}
