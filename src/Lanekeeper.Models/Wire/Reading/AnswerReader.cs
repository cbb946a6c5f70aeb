using System.Text.Json;
using Lanekeeper.Models.Providing;

namespace Lanekeeper.Models.Wire.Reading;

/// <summary>What the formats have in common: an answer comes as one object, or as a stream of events each of which holds one.</summary>
internal abstract class AnswerReader : IStreamWatch
{
    private bool _isDone;
    private bool _isBroken;
    private bool _isBody;
    private bool _bodyEnded;
    private int _status = 200;
    private FailureKind? _failure;
    private WireError? _error;
    private string? _words;

    public WireFacts Facts => Gather(new WireFacts
    {
        ServedModel = ServedModel,
        ResponseId = ResponseId,
        FinishReason = FinishReason,
        ServiceTier = ServiceTier,
        Failure = _error?.Kind(_status) ?? _failure,
        FailureWords = _error is null ? _words : _error.Words,
        IsComplete = _isBody ? _bodyEnded : _isDone || (HasEnded && !_isBroken),
    });

    protected string? ServedModel { get; set; }

    protected string? ResponseId { get; set; }

    protected string? FinishReason { get; set; }

    protected string? ServiceTier { get; set; }

    /// <summary>The stream came to its end, whether or not the format's last event was seen.</summary>
    protected virtual bool HasEnded => false;

    public StreamSight See(in SseEvent sse)
    {
        var data = sse.Data.Span;
        if (data.StartsWith("[DONE]"u8))
        {
            _isDone = true;
            return StreamSight.Terminal;
        }

        var hadError = _error is not null;
        var sight = sse.Name == "error" ? StreamSight.Error : StreamSight.None;
        if (data.IndexOf((byte)'{') >= 0)
        {
            sight |= Look(data);
        }

        if ((sight & StreamSight.Error) != 0)
        {
            Fail(WireError.ReadFlat(data));
        }

        var isNew = !hadError && _error is not null;
        _isDone |= (sight & StreamSight.Terminal) != 0;
        return isNew ? sight | StreamSight.Error : sight;
    }

    public WireFacts End() => Facts;

    public WireFacts ReadBody(ReadOnlySpan<byte> body, int status)
    {
        (_isBody, _status) = (true, status);
        try
        {
            var json = WireJson.Open(body);
            _bodyEnded = json.Read() && json.TokenType == JsonTokenType.StartObject && SeeBody(ref json, status) && !json.Read();
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // Half a body, or something else than JSON, is an expected answer of a broken provider; what was read until there stands.
            _bodyEnded = false;
        }

        if (_error is null && status is < 200 or >= 300)
        {
            Fail(new WireError());
        }
        else if (!_bodyEnded)
        {
            Fail(FailureKind.Garbled, body.IsEmpty ? "the body is empty" : "the body is not a complete answer of this format");
        }

        return Facts;
    }

    /// <summary>Reads the members of an event's object.</summary>
    protected abstract StreamSight SeeEvent(ref Utf8JsonReader json);

    /// <summary>Reads one member of an answer's object, the reader standing at its name; skips what it does not know.</summary>
    /// <returns>Whether it is one without which there is no answer.</returns>
    protected abstract bool SeeMember(ref Utf8JsonReader json);

    protected abstract WireFacts Gather(WireFacts facts);

    /// <summary>The first failure stands; an error stands above it.</summary>
    protected void Fail(FailureKind kind, string? words) => (_failure, _words) = (_failure ?? kind, _words ?? ErrorBody.Short(words));

    protected void Fail(WireError? error) => _error ??= error;

    private StreamSight Look(ReadOnlySpan<byte> data)
    {
        try
        {
            var json = WireJson.Open(data);
            return json.Read() && json.TokenType == JsonTokenType.StartObject ? SeeEvent(ref json) : StreamSight.None;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            _isBroken = true;

            // It may be output that cannot be read; whoever passes it on must not let another attempt take over behind it.
            return StreamSight.Output;
        }
    }

    private bool SeeBody(ref Utf8JsonReader json, int status)
    {
        var (isAnswer, beside) = (false, new WireError());
        while (WireJson.NextMember(ref json))
        {
            if (json.ValueTextEquals("error"u8))
            {
                Fail(WireError.Read(ref json));
            }
            else if (status is < 200 or >= 300)
            {
                beside.TakeFlat(ref json);
            }
            else
            {
                isAnswer |= SeeMember(ref json);
            }
        }

        if (status is < 200 or >= 300)
        {
            Fail(beside);
        }

        return isAnswer || _error is not null;
    }
}
