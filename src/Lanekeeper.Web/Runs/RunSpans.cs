using Lanekeeper.Faces;
using Lanekeeper.Orchestration;
using Lanekeeper.Web.Controls;

namespace Lanekeeper.Web.Runs;

/// <summary>The steps of a run as rows on an axis of time.</summary>
internal static class RunSpans
{
    public static IReadOnlyList<SpanRow> Rows(RunTimeline timeline, DateTimeOffset now)
    {
        var isRunning = timeline.Run.State == RunState.Running;
        return
        [
            .. timeline.Steps.Select(step => Row(timeline, step, now)),
            .. timeline.First + timeline.Steps.Count < timeline.StepCount ? [] : timeline.Ahead.Select((step, index) => new SpanRow(
                step.Id, step.Kind, null, isRunning && index == 0 ? "under way" : "not reached", isRunning && index == 0 ? Tone.Busy : Tone.Neutral, [], null, null, null, 0)),
        ];
    }

    public static SpanAxis Axis(RunTimeline timeline, IReadOnlyList<SpanRow> rows, DateTimeOffset now)
    {
        var bars = rows.SelectMany(row => row.Bars).ToList();
        var isWhole = timeline.Steps.Count == timeline.StepCount || bars.Count == 0;
        return new SpanAxis(
            isWhole ? timeline.Run.CreatedAt : bars.Min(bar => bar.From),
            isWhole ? timeline.Run.EndedAt ?? now : bars.Max(bar => bar.To),
            bars.Where(bar => !bar.IsWait).Select(bar => (bar.From, bar.To)));
    }

    private static SpanRow Row(RunTimeline timeline, StepSpan step, DateTimeOffset now)
    {
        var bars = Bars(step, now).ToList();
        return new SpanRow(
            step.Id,
            step.Kind,
            timeline.First == 0 ? WebPaths.RunStep(timeline.Run.Id, step.Id) : $"{WebPaths.RunStep(timeline.Run.Id, step.Id)}&from={timeline.First}",
            RunWords.Word(step.State),
            RunWords.Tone(step.State),
            bars,
            step.State == StepState.Skipped ? null : bars.Where(bar => !bar.IsWait).Sum(bar => (bar.To - bar.From).TotalMilliseconds),
            step.WaitingSince is null ? null : bars.Where(bar => bar.IsWait).Sum(bar => (bar.To - bar.From).TotalMilliseconds),
            step.Cost.CostUsd,
            step.Cost.CostUsd is null ? step.Cost.Calls : step.Cost.UnknownCost,
            step.Attempts > 1 ? $"{step.Attempts} tries" : null);
    }

    private static IEnumerable<SpanBar> Bars(StepSpan step, DateTimeOffset now)
    {
        if (step.State == StepState.Skipped)
        {
            yield break;
        }

        var end = step.EndedAt ?? now;
        if (step.WaitingSince is not { } since)
        {
            yield return new(step.StartedAt, end, IsWait: false);
            yield break;
        }

        yield return new(step.StartedAt, since, IsWait: false);
        yield return new(since, step.WaitedUntil ?? end, IsWait: true);
        if (step.WaitedUntil is { } until)
        {
            yield return new(until, end, IsWait: false);
        }
    }
}
