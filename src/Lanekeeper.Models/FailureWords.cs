namespace Lanekeeper.Models;

/// <summary>The codes with which calls fail, in words for whoever looks at a run: what happened, and what to do about it.</summary>
public static class FailureWords
{
    /// <summary>In a word or two, to stand beside a status: <c>overloaded</c>.</summary>
    public static string Of(string? code) => code switch
    {
        "models.unreachable" => "not reachable",
        "models.connection-lost" => "connection lost",
        "models.silent" => "silent in the midst of its answer",
        "models.garbled" => "not its format",
        "models.rate-limited" => "rate limited",
        "models.overloaded" => "overloaded",
        "models.busy" => "busy",
        "models.server-error" => "server error",
        "models.deadline" => "no answer in time",
        "models.breaker-open" => "not asked for a while",
        "models.cancelled" => "no answer yet when the asking was stopped",
        "models.key-refused" => "key refused",
        "models.forbidden" => "not allowed to this account",
        "models.not-found" => "no such model",
        "models.bad-request" => "request turned down",
        "models.too-large" => "request too large",
        "models.context-overflow" => "prompt too long",
        "models.out-of-credit" => "out of credit",
        "models.redirected" => "redirect",
        "models.invalid-output" or "models.unfilled-output" => "answer does not fit its schema",
        "models.refused" => "refused to answer",
        "models.filtered" => "stopped by a content filter",
        "models.cut-short" => "answer cut short",
        "models.answer-too-large" => "answer too large",
        "ledger.process-ended" or "ledger.deadline-passed" => "outcome not known",
        _ => code ?? "failed",
    };

    /// <summary>What to do about a run that this stopped; <see langword="null"/> where the failure itself says it.</summary>
    /// <param name="hasFallback">Whether the route names what may stand in; <see langword="null"/> where it is not known.</param>
    public static string? Advice(string code, string model, string? route, bool? hasFallback) => code switch
    {
        "models.key-refused" or "models.missing-key" => $"Replay the run when the provider of {model} accepts its key; a new one in the server's environment is seen after the server's start.",
        "models.out-of-credit" or "models.forbidden" => $"Check the account of {model} at its provider: credit, spending limit, access. Then replay the run.",
        "models.rate-limited" => $"Raise what the account of {model} may send, or start fewer runs at once. Then replay the run.{Fallback(route, hasFallback)}",
        "models.unreachable" => $"{model} is away: check the network, its `base_url` and its provider's status page, and replay the run when it can be reached.{Fallback(route, hasFallback)}",
        "models.connection-lost" or "models.silent" or "models.garbled" or "models.overloaded" or "models.busy" or "models.server-error" or "models.breaker-open" =>
            $"{model} is away: look at its provider's status page, and replay the run when it answers again.{Fallback(route, hasFallback)}",
        "models.deadline" or "models.cancelled" =>
            $"{model} did not answer in time: look at its provider's status page, and replay the run when it answers again; where it is only slow, raise `deadline`.{Fallback(route, hasFallback)}",
        _ => null,
    };

    private static string Fallback(string? route, bool? hasFallback) => (route, hasFallback) switch
    {
        (null, _) or (_, null) => "",
        (_, true) => $" Nothing that the fallback of the route `{route}` names could answer in its place.",
        (_, false) => $" The route `{route}` has no fallback; with one, another model or a person goes on in its place.",
    };
}
