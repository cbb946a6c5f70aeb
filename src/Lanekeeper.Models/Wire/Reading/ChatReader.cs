using System.Text;
using System.Text.Json;
using Lanekeeper.Models.Providing;

namespace Lanekeeper.Models.Wire.Reading;

/// <summary>Chat completions: chunks hold deltas, a body holds messages, and all else is the same.</summary>
internal sealed class ChatReader : AnswerReader
{
    private const int MostChoices = 64;
    private const int LongestRefusal = 400;

    private readonly OpenAiUsage _usage = new();
    private readonly StringBuilder _refusal = new();
    private string? _fingerprint;
    private ulong _choices;
    private ulong _finished;

    /// <summary>Some providers send no <c>[DONE]</c>: every choice finished, and the usage came.</summary>
    protected override bool HasEnded => _finished != 0 && _finished == _choices && _usage.IsSeen;

    protected override WireFacts Gather(WireFacts facts) => facts with
    {
        SystemFingerprint = _fingerprint,
        Usages = _usage.IsSeen ? [new ModelUsage(ServedModel, _usage.Tokens(ServiceTier))] : [],
        ReportedCostUsd = _usage.CostUsd,
        Failure = facts.Failure ?? (_refusal.Length > 0 ? FailureKind.Refused : FinishReason == "content_filter" ? FailureKind.Filtered : null),
        FailureWords = facts.FailureWords ?? (facts.Failure is null ? ErrorBody.Short(_refusal.ToString()) : null),
    };

    protected override StreamSight SeeEvent(ref Utf8JsonReader json)
    {
        var (choices, usage, error, output) = (0, false, false, false);
        while (WireJson.NextMember(ref json))
        {
            if (json.ValueTextEquals("choices"u8))
            {
                choices = SeeChoices(ref json, ref output);
            }
            else if (json.ValueTextEquals("usage"u8))
            {
                usage |= _usage.Read(ref json);
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

        return (output ? StreamSight.Output : StreamSight.None)
            | (error ? StreamSight.Error : StreamSight.None)
            | (usage && !error && choices == 0 ? StreamSight.UsageOnly : StreamSight.None);
    }

    protected override bool SeeMember(ref Utf8JsonReader json)
    {
        if (json.ValueTextEquals("choices"u8))
        {
            var output = false;
            return SeeChoices(ref json, ref output) > 0;
        }

        if (json.ValueTextEquals("usage"u8))
        {
            _usage.Read(ref json);
        }
        else if (json.ValueTextEquals("id"u8))
        {
            ResponseId = WireJson.Word(ref json, ResponseId);
        }
        else if (json.ValueTextEquals("model"u8))
        {
            ServedModel = WireJson.Word(ref json, ServedModel);
        }
        else if (json.ValueTextEquals("system_fingerprint"u8))
        {
            _fingerprint = WireJson.Word(ref json, _fingerprint);
        }
        else if (json.ValueTextEquals("service_tier"u8))
        {
            ServiceTier = WireJson.Word(ref json, ServiceTier);
        }
        else
        {
            SeeGroq(ref json);
        }

        return false;
    }

    // Groq's place for the usage of a stream.
    private void SeeGroq(ref Utf8JsonReader json)
    {
        if (!json.ValueTextEquals("x_groq"u8))
        {
            json.Skip();
        }
        else if (WireJson.IntoObject(ref json))
        {
            SeeUsages(ref json);
        }
    }

    private void SeeUsages(ref Utf8JsonReader json)
    {
        while (WireJson.NextMember(ref json))
        {
            if (json.ValueTextEquals("usage"u8))
            {
                _usage.Read(ref json);
            }
            else
            {
                json.Skip();
            }
        }
    }

    private int SeeChoices(ref Utf8JsonReader json, ref bool output)
    {
        var count = 0;
        if (WireJson.IntoArray(ref json))
        {
            for (; WireJson.NextObject(ref json); count++)
            {
                output |= SeeChoice(ref json, count);
            }
        }

        return count;
    }

    private bool SeeChoice(ref Utf8JsonReader json, int position)
    {
        long? index = position;
        var (output, isFinished) = (false, false);
        while (WireJson.NextMember(ref json))
        {
            if (json.ValueTextEquals("delta"u8) || json.ValueTextEquals("message"u8))
            {
                output |= SeeDelta(ref json);
            }
            else if (json.ValueTextEquals("finish_reason"u8))
            {
                var reason = WireJson.Word(ref json);
                (isFinished, FinishReason) = (isFinished || reason is not null, reason ?? FinishReason);
            }
            else if (json.ValueTextEquals("index"u8))
            {
                index = WireJson.Count(ref json, index);
            }
            else if (json.ValueTextEquals("usage"u8))
            {
                _usage.Read(ref json);
            }
            else
            {
                json.Skip();
            }
        }

        var bit = index < MostChoices ? 1UL << (int)index : 0;
        (_choices, _finished) = (_choices | bit, isFinished ? _finished | bit : _finished);
        return output;
    }

    // Whatever is neither empty nor the role is output: providers have many names for thinking.
    private bool SeeDelta(ref Utf8JsonReader json)
    {
        var output = false;
        if (!WireJson.IntoObject(ref json))
        {
            return false;
        }

        while (WireJson.NextMember(ref json))
        {
            if (json.ValueTextEquals("refusal"u8))
            {
                output |= SeeRefusal(ref json);
            }
            else if (json.ValueTextEquals("role"u8) || json.ValueTextEquals("channel"u8))
            {
                json.Skip();
            }
            else
            {
                output |= WireJson.SaysSomething(ref json);
            }
        }

        return output;
    }

    private bool SeeRefusal(ref Utf8JsonReader json)
    {
        if (WireJson.Text(ref json) is not { Length: > 0 } words)
        {
            return false;
        }

        _refusal.Append(words.AsSpan(0, Math.Min(words.Length, Math.Max(0, LongestRefusal - _refusal.Length))));
        return true;
    }
}
