using System.Text.Json;
using Lanekeeper.Models.Routing;
using Lanekeeper.Models.Wire.Reading;

namespace Lanekeeper.Models.Wire.Requests;

/// <summary>Reads a request in one pass, without building anything of it: a body may be large, and most of it concerns nobody here.</summary>
internal sealed class RequestReader(WireKind kind)
{
    private const int LongestName = 256;

    private readonly HashSet<RequestField> _seen = [];
    private RequestFacts _facts = new();
    private long? _most;
    private long? _mostOld;
    private long? _choices;
    private int _begin;

    public static RequestFacts Read(WireKind kind, ReadOnlySpan<byte> body)
    {
        try
        {
            return new RequestReader(kind).Read(body);
        }
        catch (JsonException broken)
        {
            return Refused(RequestProblems.NoJson((broken.LineNumber ?? 0) + 1, (broken.BytePositionInLine ?? 0) + 1));
        }
        catch (InvalidOperationException)
        {
            return Refused(RequestProblems.NameNoText());
        }
    }

    private static RequestFacts Refused(Problem problem) => new() { Problem = problem };

    private RequestFacts Read(ReadOnlySpan<byte> body)
    {
        var json = WireJson.Open(body);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject)
        {
            return Refused(RequestProblems.NoJson(1, 1));
        }

        _begin = (int)json.BytesConsumed;
        while (WireJson.NextMember(ref json))
        {
            var field = RequestFields.At(ref json);
            if (field is not RequestField.Unknown and not RequestField.Shape && !_seen.Add(field))
            {
                return Refused(RequestProblems.Twice(json.GetString()!));
            }

            Take(field, ref json);
        }

        // Goes on to the end, so that what stands behind the object is found.
        return json.Read() ? Refused(RequestProblems.NoJson(1, 1)) : Finish(body.Length);
    }

    private RequestFacts Finish(int length)
    {
        if (_facts.Problem is not null)
        {
            return _facts;
        }

        if (_facts.Model.Length == 0)
        {
            return Refused(RequestProblems.NoModel());
        }

        var asks = kind == WireKind.ChatCompletions && _facts.IsStream && !_facts.IncludeUsage;
        var edit = _seen.Contains(RequestField.StreamOptions) ? _facts.UsageEdit : new BodyEdit(new BodySpan(_begin, 0), """
            "stream_options":{"include_usage":true},
            """);
        return _facts with
        {
            MaxOutputTokens = Most(),
            Choices = Choices(),
            UsageEdit = asks ? edit : null,
            InputTokens = Estimates.Tokens(length - _facts.ImageBytes, _facts.Images),
        };
    }

    // Of two limits a server may know only the larger one.
    private long? Most() => (_most > _mostOld ? _most : _mostOld ?? _most) * Choices();

    private long Choices() => Math.Clamp(_choices ?? 1, 1, 1000);

    private void Take(RequestField field, ref Utf8JsonReader json)
    {
        switch (field)
        {
            case RequestField.Model:
                TakeModel(ref json);
                break;
            case RequestField.Stream:
                TakeStream(ref json);
                break;
            case RequestField.StreamOptions:
                TakeOptions(ref json);
                break;
            case RequestField.MaxTokens:
                _mostOld = WireJson.Count(ref json);
                break;
            case RequestField.MaxCompletionTokens or RequestField.MaxOutputTokens:
                _most = WireJson.Count(ref json);
                break;
            case RequestField.Choices:
                _choices = WireJson.Count(ref json);
                break;
            case RequestField.PreviousResponse:
                TakePrevious(ref json);
                break;
            case RequestField.ServiceTier:
                _facts = _facts with { ServiceTier = WireJson.Word(ref json) };
                break;
            default:
                TakeTraits(field, ref json);
                break;
        }
    }

    private void TakeTraits(RequestField field, ref Utf8JsonReader json)
    {
        switch (field)
        {
            case RequestField.Store or RequestField.Background:
                json.Read();
                _facts = _facts with { IsStateful = _facts.IsStateful || json.TokenType == JsonTokenType.True };
                json.Skip();
                break;
            case RequestField.Conversation or RequestField.Container:
                _facts = _facts with { IsStateful = WireJson.SaysSomething(ref json) || _facts.IsStateful };
                break;
            case RequestField.Tools or RequestField.Functions or RequestField.Messages or RequestField.Input or RequestField.Shape:
                _facts = RequestTraits.Read(field, ref json, _facts);
                break;
            default:
                json.Skip();
                break;
        }
    }

    private void TakeModel(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.String)
        {
            json.Skip();
            return;
        }

        var at = new BodySpan((int)json.TokenStartIndex, (int)(json.BytesConsumed - json.TokenStartIndex));
        var name = at.Length <= LongestName ? WireJson.Safe(ref json) : null;
        _facts = name is null || name.Any(char.IsControl)
            ? _facts with { Problem = _facts.Problem ?? RequestProblems.FieldTooLong("model", LongestName) }
            : _facts with { Model = name, ModelAt = at };
    }

    private void TakeStream(ref Utf8JsonReader json)
    {
        json.Read();
        _facts = json.TokenType switch
        {
            JsonTokenType.True => _facts with { IsStream = true },
            JsonTokenType.False or JsonTokenType.Null => _facts,
            _ => _facts with { Problem = _facts.Problem ?? RequestProblems.StreamNoBoolean() },
        };
        json.Skip();
    }

    private void TakePrevious(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.String)
        {
            var id = json.ValueSpan.Length <= LongestName ? WireJson.Safe(ref json) : null;
            _facts = id is null || id.Any(char.IsControl)
                ? _facts with { Problem = _facts.Problem ?? RequestProblems.FieldTooLong("previous_response_id", LongestName) }
                : _facts with { PreviousResponse = id.Length == 0 ? null : id, IsStateful = _facts.IsStateful || id.Length > 0 };
        }

        json.Skip();
    }

    // Where the wish for usage fits in: in place of null, of a false wish, or as the first member of the options.
    private void TakeOptions(ref Utf8JsonReader json)
    {
        json.Read();
        var (from, edit, asked) = ((int)json.TokenStartIndex, (BodyEdit?)null, false);
        if (json.TokenType == JsonTokenType.Null)
        {
            edit = new BodyEdit(new BodySpan(from, 4), """{"include_usage":true}""");
        }
        else if (json.TokenType == JsonTokenType.StartObject)
        {
            var members = 0;
            for (; WireJson.NextMember(ref json); members++)
            {
                (edit, asked) = json.ValueTextEquals("include_usage"u8) ? TakeWish(ref json) : Skipped(ref json, edit, asked);
            }

            edit ??= asked ? null : new BodyEdit(new BodySpan(from + 1, 0), members == 0 ? "\"include_usage\":true" : "\"include_usage\":true,");
        }

        json.Skip();
        _facts = _facts with { IncludeUsage = asked, UsageEdit = edit };
    }

    private static (BodyEdit? Edit, bool IsAsked) Skipped(ref Utf8JsonReader json, BodyEdit? edit, bool asked)
    {
        json.Skip();
        return (edit, asked);
    }

    private static (BodyEdit? Edit, bool IsAsked) TakeWish(ref Utf8JsonReader json)
    {
        json.Read();
        var from = (int)json.TokenStartIndex;
        if (json.TokenType == JsonTokenType.True)
        {
            return (null, true);
        }

        json.Skip();
        return (new BodyEdit(new BodySpan(from, (int)json.BytesConsumed - from), "true"), false);
    }
}
