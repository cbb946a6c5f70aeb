using Lanekeeper.Models.Providing;
using Lanekeeper.Models.Wire;

namespace Lanekeeper.Models.Relaying;

/// <summary>Errors in the body of a success. SDKs go by the status alone, and would take one for an answer that lacks all that an answer has.</summary>
internal static class HiddenErrors
{
    /// <summary>Whether a body of a success is an error. A refusal is none: a model has said it, and stopped for a reason or counted its tokens.</summary>
    public static bool IsOne(WireFacts facts) =>
        facts.Failure is { } kind && (kind is not (FailureKind.Refused or FailureKind.Filtered) || (facts.FinishReason is null && facts.Usages.Count == 0));

    /// <summary>The status with which the app gets it. A response tells in its own format that it failed, so it stays as it is.</summary>
    public static int StatusOf(RelayRequest request, WireFacts facts, int status) =>
        status is >= 200 and < 300 && request.Spoken != WireKind.Responses && IsOne(facts) ? Meant(facts.Failure, request.Kind) : status;

    private static int Meant(FailureKind? kind, WireKind app) => kind switch
    {
        FailureKind.KeyRefused => 401,
        FailureKind.OutOfCredit => app.IsAnthropic() ? 402 : 429,
        FailureKind.Forbidden => 403,
        FailureKind.NotFound => 404,
        FailureKind.TooLarge => 413,
        _ => 400,
    };
}
