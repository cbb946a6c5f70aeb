namespace Lanekeeper.Models.Providing;

/// <summary>What an error body and its status mean. The code decides, then the type, then the status: providers reuse types and statuses.</summary>
internal static class FailureClassifier
{
    public static FailureKind Of(int status, ErrorBody? error) =>
        ByMessage(error?.Message) ?? Exactly(status, ByWord(error?.Code)) ?? Exactly(status, ByWord(error?.Type)) ?? ByStatus(status);

    // Some call every error an error of their own, a refused key too; then the status knows more.
    private static FailureKind? Exactly(int status, FailureKind? kind) => kind == FailureKind.ServerError && status is >= 400 and < 500 ? null : kind;

    private static FailureKind? ByWord(string? word) => word switch
    {
        "insufficient_quota" or "credit_balance_exhausted" or "billing_error" or "billing_hard_limit_reached" or "billing_not_active"
            or "organization_spend_limit_exceeded" or "project_spend_limit_exceeded" or "organization_usage_limit_exceeded" => FailureKind.OutOfCredit,
        "context_length_exceeded" or "string_above_max_length" => FailureKind.ContextOverflow,
        "content_policy_violation" or "content_filter" => FailureKind.Filtered,
        "rate_limit_exceeded" or "rate_limit_error" or "slow_down" or "RateLimitReached" => FailureKind.RateLimited,
        "server_is_overloaded" or "overloaded_error" or "engine_overloaded" => FailureKind.Overloaded,
        "api_error" or "server_error" or "timeout_error" or "timeout" => FailureKind.ServerError,
        "invalid_api_key" or "authentication_error" => FailureKind.KeyRefused,
        "permission_error" or "unsupported_country_region_territory" or "request_forbidden" => FailureKind.Forbidden,
        "model_not_found" or "not_found_error" => FailureKind.NotFound,
        "request_too_large" => FailureKind.TooLarge,
        _ => null,
    };

    // These two have no code of their own at Anthropic.
    private static FailureKind? ByMessage(string? message) =>
        message is null ? null
        : message.StartsWith("prompt is too long", StringComparison.OrdinalIgnoreCase) ? FailureKind.ContextOverflow
        : message.Contains("content filtering policy", StringComparison.OrdinalIgnoreCase) ? FailureKind.Filtered
        : message.StartsWith("Your credit balance is too low", StringComparison.OrdinalIgnoreCase) ? FailureKind.OutOfCredit
        : null;

    private static FailureKind ByStatus(int status) => status switch
    {
        // An error in the body of a success is the provider's own fault.
        >= 200 and < 300 => FailureKind.ServerError,
        >= 300 and < 400 => FailureKind.Redirected,
        401 => FailureKind.KeyRefused,
        402 => FailureKind.OutOfCredit,
        403 => FailureKind.Forbidden,
        404 => FailureKind.NotFound,
        408 or 409 or 425 => FailureKind.Busy,
        413 => FailureKind.TooLarge,
        429 => FailureKind.RateLimited,
        501 or 505 => FailureKind.BadRequest,
        503 or 529 => FailureKind.Overloaded,
        >= 500 => FailureKind.ServerError,
        _ => FailureKind.BadRequest,
    };
}
