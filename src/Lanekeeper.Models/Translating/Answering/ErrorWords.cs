using System.Text.Json;
using Lanekeeper.Models.Providing;

namespace Lanekeeper.Models.Translating.Answering;

/// <summary>An error of a provider in the shape of the app's format: its words stay, what sort it is is said as that format does.</summary>
internal static class ErrorWords
{
    // Apps of Anthropic know a prompt that is too long by these words alone.
    private const string TooLong = "prompt is too long";

    public static void Write(Utf8JsonWriter json, WireKind app, FailureKind kind, string words, string? requestId)
    {
        json.WriteStartObject();
        if (app.IsAnthropic())
        {
            json.WriteString("type", "error");
            json.WriteStartObject("error");
            json.WriteString("type", AnthropicType(kind));
            json.WriteString("message", kind == FailureKind.ContextOverflow && !words.StartsWith(TooLong, StringComparison.OrdinalIgnoreCase) ? $"{TooLong}: {words}" : words);
            json.WriteEndObject();
            json.WriteString("request_id", requestId);
        }
        else
        {
            WriteOpenAi(json, kind, words);
        }

        json.WriteEndObject();
    }

    public static void WriteOpenAi(Utf8JsonWriter json, FailureKind kind, string words)
    {
        var (type, code) = OpenAiType(kind);
        json.WriteStartObject("error");
        json.WriteString("message", words);
        json.WriteString("type", type);
        json.WriteNull("param");
        json.WriteString("code", code);
        json.WriteEndObject();
    }

    public static (string Type, string? Code) OpenAiType(FailureKind kind) => kind switch
    {
        FailureKind.RateLimited => ("rate_limit_error", "rate_limit_exceeded"),
        FailureKind.Overloaded => ("server_error", "server_is_overloaded"),
        FailureKind.OutOfCredit => ("insufficient_quota", "insufficient_quota"),
        FailureKind.KeyRefused => ("invalid_request_error", "invalid_api_key"),
        FailureKind.Forbidden => ("permission_error", "request_forbidden"),
        FailureKind.NotFound => ("invalid_request_error", "model_not_found"),
        FailureKind.ContextOverflow => ("invalid_request_error", "context_length_exceeded"),
        FailureKind.TooLarge => ("invalid_request_error", "request_too_large"),
        FailureKind.Filtered => ("invalid_request_error", "content_policy_violation"),
        FailureKind.BadRequest => ("invalid_request_error", null),
        _ => ("server_error", "server_error"),
    };

    private static string AnthropicType(FailureKind kind) => kind switch
    {
        FailureKind.RateLimited => "rate_limit_error",
        FailureKind.Overloaded => "overloaded_error",
        FailureKind.OutOfCredit => "billing_error",
        FailureKind.KeyRefused => "authentication_error",
        FailureKind.Forbidden => "permission_error",
        FailureKind.NotFound => "not_found_error",
        FailureKind.TooLarge => "request_too_large",
        FailureKind.Silent => "timeout_error",
        FailureKind.ContextOverflow or FailureKind.Filtered or FailureKind.BadRequest => "invalid_request_error",
        _ => "api_error",
    };
}
