using System.Text.Json;
using Lanekeeper.Models.Providing;
using Lanekeeper.Project;

namespace Lanekeeper.Rooms.Tests.Models.Providing;

public sealed class FailureClassifierTests
{
    [Theory]
    [InlineData(408, "Busy")]
    [InlineData(409, "Busy")]
    [InlineData(429, "RateLimited")]
    [InlineData(500, "ServerError")]
    [InlineData(502, "ServerError")]
    [InlineData(503, "Overloaded")]
    [InlineData(504, "ServerError")]
    [InlineData(529, "Overloaded")]
    [InlineData(524, "ServerError")]
    [InlineData(400, "BadRequest")]
    [InlineData(401, "KeyRefused")]
    [InlineData(402, "OutOfCredit")]
    [InlineData(403, "Forbidden")]
    [InlineData(404, "NotFound")]
    [InlineData(413, "TooLarge")]
    [InlineData(422, "BadRequest")]
    [InlineData(301, "Redirected")]
    [InlineData(501, "BadRequest")]
    public void Without_words_the_status_decides(int status, string kind) => FailureClassifier.Of(status, null).ToString().ShouldBe(kind);

    [Theory]
    [InlineData(429, "insufficient_quota", "insufficient_quota", "OutOfCredit")]
    [InlineData(429, "project_spend_limit_exceeded", "requests", "OutOfCredit")]
    [InlineData(429, "rate_limit_exceeded", "tokens", "RateLimited")]
    [InlineData(429, "slow_down", null, "RateLimited")]
    [InlineData(400, "context_length_exceeded", "invalid_request_error", "ContextOverflow")]
    [InlineData(401, "invalid_api_key", "invalid_request_error", "KeyRefused")]
    [InlineData(200, null, "overloaded_error", "Overloaded")]
    [InlineData(200, null, "nobody_knows", "ServerError")]
    [InlineData(400, null, "invalid_request_error", "BadRequest")]
    [InlineData(429, null, "rate_limit_error", "RateLimited")]
    public void A_code_decides_before_a_type_and_a_type_before_the_status(int status, string? code, string? type, string kind) =>
        FailureClassifier.Of(status, new ErrorBody(code, type, null)).ToString().ShouldBe(kind);

    [Fact]
    public void Every_kind_is_either_transient_or_never_tried_again()
    {
        var model = new ModelDefinition("m", ModelProvider.OpenAI, "gpt");
        var transient = Enum.GetValues<FailureKind>().Where(kind => Failures.Say(kind, model, 400, "words", 1).IsTransient);

        transient.ShouldBe(
        [
            FailureKind.Unreachable, FailureKind.ConnectionLost, FailureKind.Silent, FailureKind.Garbled, FailureKind.RateLimited, FailureKind.Overloaded, FailureKind.Busy,
            FailureKind.ServerError,
        ]);
        Enum.GetValues<FailureKind>().Select(kind => Failures.Say(kind, model, 400, "words", 1).Code).ShouldBeUnique();
    }

    [Fact]
    public void Words_of_others_are_kept_short_and_on_one_line()
    {
        var error = ErrorBody.Read(JsonElement.Parse($$$"""{"error":{"message":"a\r\nb\u001b[31m {{{new string('x', 900)}}}","code":7}}"""))!;

        error.Message!.Length.ShouldBeLessThan(310);
        error.Message.ShouldAllBe(letter => !char.IsControl(letter));
        error.Code.ShouldBeNull();
    }

    [Theory]
    [InlineData("7", null, 7000.0)]
    [InlineData("1", "250", 1000.0)]
    [InlineData("0", "250", 250.0)]
    [InlineData(null, "12.5", 12.5)]
    [InlineData("Mon, 02 Mar 2026 09:00:30 GMT", null, 30_000.0)]
    [InlineData("Mon, 02 Mar 2026 08:00:00 GMT", null, null)]
    [InlineData("-1", null, null)]
    [InlineData("soon", null, null)]
    [InlineData("86400", null, 86_400_000.0)]
    [InlineData("1e300", null, 86_400_000.0)]
    [InlineData("NaN", null, null)]
    [InlineData(null, null, null)]
    public void The_larger_hint_counts_and_nonsense_does_not(string? seconds, string? milliseconds, double? expected) =>
        (RetryHints.After(seconds, milliseconds, new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero))?.TotalMilliseconds).ShouldBe(expected);
}
