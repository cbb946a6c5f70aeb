using System.Text.Json;
using Lanekeeper.Models.Providing;

namespace Lanekeeper.Models.Wire.Reading;

/// <summary>An error as it stands in a body or in an event: an object with some of code, type and message, or nothing but words.</summary>
internal sealed class WireError
{
    private string? _code;
    private string? _type;
    private string? _message;
    private int? _status;

    public string? Words => ErrorBody.Short(_message);

    /// <summary>Reads the value of a member <c>error</c>.</summary>
    /// <returns><see langword="null"/> when it is no error: null, empty, a number.</returns>
    public static WireError? Read(ref Utf8JsonReader json)
    {
        json.Read();
        var error = new WireError();
        if (json.TokenType == JsonTokenType.StartObject)
        {
            while (WireJson.NextMember(ref json))
            {
                error.Take(ref json);
            }

            return error;
        }

        if (json.TokenType == JsonTokenType.String && json.ValueSpan.Length > 0)
        {
            error._message = WireJson.Safe(ref json);
            return error;
        }

        json.Skip();
        return null;
    }

    /// <summary>An error event whose members stand in no object of their own.</summary>
    public static WireError ReadFlat(ReadOnlySpan<byte> data)
    {
        var error = new WireError();
        try
        {
            var json = WireJson.Open(data);
            while (json.Read() && json.TokenType is JsonTokenType.StartObject or JsonTokenType.PropertyName)
            {
                if (json.TokenType == JsonTokenType.PropertyName)
                {
                    error.TakeFlat(ref json);
                }
            }
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            // It says that it is an error; that it cannot be read changes nothing.
            return error;
        }

        return error;
    }

    /// <summary>Takes one member that stands beside others than an error's, the reader standing at its name.</summary>
    public void TakeFlat(ref Utf8JsonReader json)
    {
        if (json.ValueTextEquals("detail"u8))
        {
            _message ??= WireJson.Text(ref json);
        }
        else if (json.ValueTextEquals("message"u8) || json.ValueTextEquals("code"u8))
        {
            Take(ref json);
        }
        else
        {
            json.Skip();
        }
    }

    private void Take(ref Utf8JsonReader json)
    {
        if (json.ValueTextEquals("message"u8))
        {
            _message = WireJson.Text(ref json);
        }
        else if (json.ValueTextEquals("type"u8))
        {
            _type = WireJson.Word(ref json, _type);
        }
        else if (json.ValueTextEquals("code"u8))
        {
            TakeCode(ref json);
        }
        else if (json.ValueTextEquals("status_code"u8))
        {
            json.Read();
            _status ??= WireJson.Status(ref json);
            json.Skip();
        }
        else
        {
            json.Skip();
        }
    }

    /// <param name="status">The answer's own; a success says nothing about the error, which may hold the true one.</param>
    public FailureKind Kind(int status)
    {
        var isSuccess = status is >= 200 and < 300;
        var meant = !isSuccess ? status : _status ?? (_type == "invalid_request_error" ? 400 : status);
        return FailureClassifier.Of(meant, new ErrorBody(_code, _type, Words));
    }

    private void TakeCode(ref Utf8JsonReader json)
    {
        json.Read();
        if (WireJson.Status(ref json) is { } status)
        {
            _status = status;
        }
        else if (json.TokenType == JsonTokenType.String && json.ValueSpan.Length <= 128)
        {
            _code = WireJson.Safe(ref json);
        }

        json.Skip();
    }
}
