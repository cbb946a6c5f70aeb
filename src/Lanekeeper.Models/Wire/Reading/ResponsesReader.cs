using System.Text.Json;
using Lanekeeper.Models.Providing;

namespace Lanekeeper.Models.Wire.Reading;

/// <summary>Responses: the events that begin and end a stream hold the same object as a body.</summary>
internal sealed class ResponsesReader : AnswerReader
{
    private readonly OpenAiUsage _usage = new();
    private bool _isStream;
    private bool _isOver;
    private bool _isRefused;
    private string? _refusal;
    private string? _status;
    private string? _whyIncomplete;

    protected override WireFacts Gather(WireFacts facts)
    {
        var failure = facts.Failure ?? (_isRefused ? FailureKind.Refused
            : _whyIncomplete == "content_filter" ? FailureKind.Filtered
            : _status == "failed" ? FailureKind.ServerError
            : null);
        return facts with
        {
            FinishReason = _isStream && !_isOver ? null : _whyIncomplete ?? _status,
            Usages = _usage.IsSeen ? [new ModelUsage(ServedModel, _usage.Tokens(ServiceTier))] : [],
            ReportedCostUsd = _usage.CostUsd,
            Failure = failure,
            FailureWords = facts.FailureWords ?? (facts.Failure is null && _isRefused ? ErrorBody.Short(_refusal) : null),
        };
    }

    protected override StreamSight SeeEvent(ref Utf8JsonReader json)
    {
        _isStream = true;
        var (sight, beside) = (StreamSight.None, new WireError());
        while (WireJson.NextMember(ref json))
        {
            if (json.ValueTextEquals("type"u8))
            {
                sight |= SightOf(ref json);
            }
            else if (json.ValueTextEquals("response"u8))
            {
                SeeResponse(ref json);
            }
            else if (json.ValueTextEquals("error"u8))
            {
                Fail(WireError.Read(ref json));
            }
            else if (json.ValueTextEquals("refusal"u8))
            {
                _refusal = WireJson.Text(ref json) ?? _refusal;
            }
            else
            {
                beside.TakeFlat(ref json);
            }
        }

        if ((sight & StreamSight.Error) != 0)
        {
            Fail(beside);
        }

        _isOver |= (sight & StreamSight.Terminal) != 0;
        return sight;
    }

    protected override bool SeeMember(ref Utf8JsonReader json)
    {
        if (json.ValueTextEquals("status"u8))
        {
            _status = WireJson.Word(ref json, _status);
            return _status is not null;
        }

        if (json.ValueTextEquals("id"u8))
        {
            ResponseId = WireJson.Word(ref json, ResponseId);
        }
        else if (json.ValueTextEquals("model"u8))
        {
            ServedModel = WireJson.Word(ref json, ServedModel);
        }
        else if (json.ValueTextEquals("service_tier"u8))
        {
            ServiceTier = WireJson.Word(ref json, ServiceTier);
        }
        else if (json.ValueTextEquals("usage"u8))
        {
            _usage.Read(ref json);
        }
        else if (json.ValueTextEquals("incomplete_details"u8))
        {
            SeeIncomplete(ref json);
        }
        else if (json.ValueTextEquals("output"u8))
        {
            SeeOutput(ref json);
        }
        else
        {
            json.Skip();
        }

        return false;
    }

    private void SeeResponse(ref Utf8JsonReader json)
    {
        if (!WireJson.IntoObject(ref json))
        {
            return;
        }

        while (WireJson.NextMember(ref json))
        {
            if (json.ValueTextEquals("error"u8))
            {
                Fail(WireError.Read(ref json));
            }
            else
            {
                SeeMember(ref json);
            }
        }
    }

    // All that is not known to be mere news is output, so that a kind of event to come counts as such.
    private StreamSight SightOf(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.String)
        {
            json.Skip();
            return StreamSight.None;
        }

        if (json.ValueTextEquals("response.completed"u8) || json.ValueTextEquals("response.incomplete"u8) || json.ValueTextEquals("response.cancelled"u8))
        {
            return StreamSight.Terminal;
        }

        _isRefused |= json.ValueTextEquals("response.refusal.delta"u8) || json.ValueTextEquals("response.refusal.done"u8);
        return json.ValueTextEquals("response.failed"u8) ? StreamSight.Terminal | StreamSight.Error
            : json.ValueTextEquals("error"u8) ? StreamSight.Error
            : json.ValueTextEquals("response.created"u8) || json.ValueTextEquals("response.in_progress"u8) || json.ValueTextEquals("response.queued"u8)
                ? StreamSight.None
            : json.ValueSpan.StartsWith("response."u8) ? StreamSight.Output
            : StreamSight.None;
    }

    private void SeeIncomplete(ref Utf8JsonReader json)
    {
        if (!WireJson.IntoObject(ref json))
        {
            return;
        }

        while (WireJson.NextMember(ref json))
        {
            if (json.ValueTextEquals("reason"u8))
            {
                _whyIncomplete = WireJson.Word(ref json, _whyIncomplete);
            }
            else
            {
                json.Skip();
            }
        }
    }

    private void SeeOutput(ref Utf8JsonReader json)
    {
        if (!WireJson.IntoArray(ref json))
        {
            return;
        }

        while (WireJson.NextObject(ref json))
        {
            while (WireJson.NextMember(ref json))
            {
                if (json.ValueTextEquals("type"u8))
                {
                    SeeItem(WireJson.Word(ref json));
                }
                else if (json.ValueTextEquals("content"u8))
                {
                    SeeContent(ref json);
                }
                else
                {
                    json.Skip();
                }
            }
        }
    }

    private void SeeItem(string? type)
    {
        if (type is "web_search_call" or "file_search_call" or "code_interpreter_call" or "image_generation_call")
        {
            _usage.AddOtherCosts();
        }
    }

    private void SeeContent(ref Utf8JsonReader json)
    {
        if (!WireJson.IntoArray(ref json))
        {
            return;
        }

        while (WireJson.NextObject(ref json))
        {
            while (WireJson.NextMember(ref json))
            {
                if (!json.ValueTextEquals("refusal"u8))
                {
                    json.Skip();
                }
                else if (WireJson.Text(ref json) is { } words)
                {
                    (_isRefused, _refusal) = (true, words);
                }
            }
        }
    }
}
