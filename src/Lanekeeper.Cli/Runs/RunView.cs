using System.Globalization;
using Lanekeeper.Cli.Terminal;
using Lanekeeper.Ledger;
using Lanekeeper.Orchestration;

namespace Lanekeeper.Cli.Runs;

/// <summary>One run, whole.</summary>
internal sealed class RunView(Screen screen, DateTimeOffset now)
{
    public void Write(RunDetail detail, IReadOnlyList<ActionRow> actions)
    {
        WriteHead(detail.Run);
        if (detail.Attempts is { } attempts)
        {
            new AttemptsView(screen, now).Write(attempts, detail.Run);
        }

        screen.Heading("Input");
        if (detail.IsWithheld)
        {
            screen.Paragraph(Withheld.Words);
        }
        else
        {
            JsonView.Write(screen, detail.Input);
        }

        WriteSteps(detail.Steps);
        WriteActions(actions, detail.IsWithheld);
        WriteNext(detail.Run);
    }

    public void WriteNext(Run run)
    {
        var next = run switch
        {
            { State: RunState.Waiting, ApprovalId: { } card } => $"It waits for a person: lanekeeper approvals show {Say.Short(card)}",
            { State: RunState.Dead or RunState.Failed } => $"When the cause is gone: lanekeeper runs replay {Say.Short(run.Id)}",
            _ => null,
        };
        if (next is not null)
        {
            screen.Line();
            screen.Line(next);
        }
    }

    private void WriteHead(Run run)
    {
        screen.Line(screen.Paint(SafeText.Line(run.Title), Ink.Bold));
        screen.Line($"{screen.Paint(Say.Word(run.State), RunInk.Of(run.State))}{(run.Outcome is { } outcome ? $", {SafeText.Line(outcome)}" : "")}{(run.StepId is { } step ? $", at step {SafeText.Line(step)}" : "")}");
        if (run.Problem is { } problem)
        {
            screen.Paragraph($"{problem.Message} ({problem.Code})");
            foreach (var fault in problem.Details.Take(20))
            {
                screen.Paragraph(fault, 4);
            }
        }

        screen.Line();
        Facts.Write(screen,
            ("run", run.Id.ToString()),
            ("workflow", run.Workflow),
            ("snapshot", run.Snapshot),
            ("started by", run.StartedByName ?? run.StartedBy),
            ("started", Say.Moment(run.CreatedAt, now)),
            ("ended", run.EndedAt is { } end ? $"{Say.Moment(end, now)}, after {Say.Milliseconds((end - run.CreatedAt).TotalMilliseconds)}" : null),
            ("trace", run.TraceId),
            ("approval", run.ApprovalId?.ToString()));
    }

    private void WriteSteps(IReadOnlyList<StepRecord> steps)
    {
        screen.Heading("Steps");
        if (steps.Count == 0)
        {
            screen.Line("  none yet");
            return;
        }

        var table = new TextTable(new("step", 2), new("kind"), new("state"), new("tries", IsNumber: true), new("took", IsNumber: true), new("sure", IsNumber: true), new("call"), new("note", 3));
        foreach (var step in steps)
        {
            var ink = step.State switch { StepState.Done => Ink.Green, StepState.Waiting => Ink.Yellow, StepState.Failed or StepState.Denied or StepState.Rejected => Ink.Red, _ => Ink.Plain };
            table.Add(step.Id, step.Kind, new Cell(Say.Word(step.State), ink), step.Attempts.ToString(CultureInfo.InvariantCulture),
                step.EndedAt is { } end ? Say.Milliseconds((end - step.StartedAt).TotalMilliseconds) : "", Say.Confidence(step.Confidence),
                step.CallId is { } call ? Say.Short(call) : "", step.Problem?.Message ?? step.Explanation);
        }

        table.Write(screen, indent: 2);
    }

    private void WriteActions(IReadOnlyList<ActionRow> actions, bool isWithheld)
    {
        if (actions.Count == 0)
        {
            return;
        }

        screen.Heading("Actions");
        foreach (var action in actions)
        {
            var state = action.State is { } known ? Say.Word(known) : Say.Word(action.Verdict);
            screen.Line($"  {SafeText.Line(action.Tool)}{(action.Effect is { } effect ? $" ({Say.Word(effect)})" : "")}: {state}, {Say.Moment(action.At, now)}");
            screen.Paragraph(action.FailureMessage ?? action.Explanation, 4);
            if (!isWithheld)
            {
                JsonView.Write(screen, action.Arguments, 4);
            }
        }
    }
}
