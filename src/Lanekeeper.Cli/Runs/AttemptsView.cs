using Lanekeeper.Cli.Terminal;
using Lanekeeper.Orchestration;

namespace Lanekeeper.Cli.Runs;

/// <summary>How it stands with a step that models keep waiting, or stopped.</summary>
internal sealed class AttemptsView(Screen screen, DateTimeOffset now)
{
    public void Write(RunAttempts attempts, Run run)
    {
        screen.Heading($"{Title(attempts, run)} {attempts.StepId}");
        Facts.Write(screen,
            ("model", attempts.Model is null ? "none was asked" : $"{attempts.Model} by route {attempts.Route}"),
            ("tried", Tried(attempts, run)),
            ("last failure", attempts.LastFailure is { } failure ? Last(failure, attempts.Model) : null),
            ("now", attempts.Open is { } open ? $"asked {Say.Ago(open.Since, now)}, no answer yet: lanekeeper calls show {Say.Short(open.CallId)}" : null),
            ("this try ends", attempts.GivesUpAt is { } end ? $"{Say.Moment(end, now)} at the latest" : null),
            ("next try", attempts.NextTryAt is { } next ? (next > now ? Say.Moment(next, now) : "as soon as a worker is free") : null));
        if (attempts.Advice is { } advice)
        {
            screen.Line();
            screen.Paragraph(advice);
        }
    }

    private static string Title(RunAttempts attempts, Run run) =>
        run.EndedAt is not null ? "Stopped at" : attempts.LastFailure is null ? "Waiting for a model at" : "In trouble at";

    private static string Tried(RunAttempts attempts, Run run) =>
        $"{(run.EndedAt is null ? $"try {attempts.Try} of {attempts.MostTries}" : Say.Count(attempts.Try, "try", "tries"))}, {Say.Count(attempts.Requests, "request")} in all";

    private string Last(FailedRequest failure, string? model) =>
        $"{failure.Words}{(failure.HttpStatus is { } status ? $", status {status}" : "")}{(failure.Model == model ? "" : $", by {failure.Model}")}, {Say.Ago(failure.At, now)}: lanekeeper calls show {Say.Short(failure.CallId)}";
}
