using Lanekeeper.Project;

namespace Lanekeeper.Models.Providing;

/// <summary>A failure's kind and facts, said as a problem.</summary>
internal static class Failures
{
    public static Problem Say(FailureKind kind, ModelDefinition definition, int? status, string? words, int largestResponse)
    {
        var model = ModelLabel.Of(definition);
        return kind switch
        {
            FailureKind.Unreachable => ModelProblems.Unreachable(model, words),
            FailureKind.ConnectionLost => ModelProblems.ConnectionLost(model, words),
            FailureKind.Silent => ModelProblems.Silent(model, words),
            FailureKind.Garbled => ModelProblems.Garbled(model, words),
            FailureKind.RateLimited => ModelProblems.RateLimited(model, words),
            FailureKind.Overloaded => ModelProblems.Overloaded(model, words),
            FailureKind.Busy => ModelProblems.Busy(model, words),
            FailureKind.KeyRefused => ModelProblems.KeyRefused(model, words),
            FailureKind.Forbidden => ModelProblems.Forbidden(model, words),
            FailureKind.NotFound => ModelProblems.NotFound(model, words),
            FailureKind.BadRequest => ModelProblems.BadRequest(model, status, words),
            FailureKind.TooLarge => ModelProblems.TooLarge(model, words),
            FailureKind.ContextOverflow => ModelProblems.ContextOverflow(model, words),
            FailureKind.OutOfCredit => ModelProblems.OutOfCredit(model, words),
            FailureKind.Redirected => ModelProblems.Redirected(model, status),
            FailureKind.Refused => ModelProblems.Refused(model, words),
            FailureKind.Filtered => ModelProblems.Filtered(model, words),
            FailureKind.CutShort => ModelProblems.CutShort(model, definition.MaxOutputTokens),
            FailureKind.AnswerTooLarge => ModelProblems.AnswerTooLarge(model, largestResponse),
            _ => ModelProblems.ServerError(model, status, words),
        };
    }
}
