using Lanekeeper.Approvals;
using Lanekeeper.Cli;
using Lanekeeper.Faces;
using Lanekeeper.Ledger;
using Lanekeeper.Orchestration;

namespace Lanekeeper.Host.Demo;

/// <summary>Sends the messages in as an app would, over HTTP, and looks at what became of them.</summary>
internal sealed class DemoFeeder(ServerClient server, DemoProject project, TimeProvider time)
{
    private const int AtOnce = 16;

    public async Task<Result<DemoReport>> RunAsync(Action<int> progress, CancellationToken cancellationToken)
    {
        var batch = Id.New(time);
        var begun = time.GetTimestamp();
        var details = new RunDetail?[project.Cases.Count];
        Problem? first = null;
        var done = 0;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, project.Cases.Count),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (index, stop) =>
            {
                if (!(await FeedAsync(project.Cases[index], $"demo-{batch}-{index}", stop)).Succeeded(out var detail, out var problem))
                {
                    Interlocked.CompareExchange(ref first, problem, null);
                    return;
                }

                details[index] = detail;
                progress(Interlocked.Increment(ref done));
            });
        return first is null
            ? await ReportAsync([.. details.OfType<RunDetail>()], time.GetElapsedTime(begun), cancellationToken)
            : first;
    }

    private async Task<Result<RunDetail>> FeedAsync(GoldCase gold, string key, CancellationToken cancellationToken)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, ApiPaths.StartRun(project.Workflow.Name) + "?wait=2m") { Content = JsonContent.Create(gold.Input) };
        request.Headers.Add("Idempotency-Key", key);
        return (await server.SendAsync<Run>(request, cancellationToken)).Succeeded(out var run, out var problem)
            ? await server.GetAsync<RunDetail>(ApiPaths.Run(run.Id), cancellationToken)
            : problem;
    }

    private async Task<Result<DemoReport>> ReportAsync(IReadOnlyList<RunDetail> details, TimeSpan took, CancellationToken cancellationToken)
    {
        var (rows, cost, unknown, pending, handed) = (0, 0m, 0, 0, 0);
        foreach (var detail in details)
        {
            if (!(await server.GetAsync<Page<CallRow>>($"{ApiPaths.Calls}?run={detail.Run.Id}", cancellationToken)).Succeeded(out var calls, out var problem)
                || !(await server.GetAsync<Page<Approval>>($"{ApiPaths.Approvals}?run={detail.Run.Id}&state=pending", cancellationToken)).Succeeded(out var cards, out problem))
            {
                return problem;
            }

            rows += calls.Items.Count;
            cost += calls.Items.Sum(call => call.CostUsd ?? 0);
            unknown += calls.Items.Count(call => call is { State: CallState.Answered, CostUsd: null });
            pending += cards.Items.Count(card => card.Request.Kind is ApprovalKind.Action or ApprovalKind.Question);
            handed += cards.Items.Count(card => card.Request.Kind is ApprovalKind.Handoff or ApprovalKind.Recommendation);
        }

        var eval = project.Workflow.Eval!;
        var answers = details.Select(detail => detail.Steps.FirstOrDefault(step => step.Id == eval.Step)?.Output).ToList();
        var correct = project.Cases.Zip(answers).Count(pair => pair.Second is { } output && output.TryGetProperty(eval.Field, out var said) && said.ToString() == pair.First.Expected);
        return new DemoReport
        {
            Messages = details.Count,
            Model = ModelOf(),
            Runs = Count(details.Select(detail => detail.Run.State.ToString().ToLowerInvariant())),
            Outcomes = Count(details.Select(detail => detail.Run.Outcome).OfType<string>()),
            ApprovalsPending = pending,
            HandoffsPending = handed,
            ModelCalls = details.Sum(detail => detail.Steps.Count(step => step.CallId is not null)),
            LedgerRows = rows,
            CostUsd = cost,
            CallsOfUnknownCost = unknown,
            Accuracy = Wilson.Of(correct, details.Count),
            Seconds = Math.Round(took.TotalSeconds, 2),
        };
    }

    private string ModelOf()
    {
        var step = project.Workflow.Steps.OfType<Project.ModelStep>().First(one => one.Id == project.Workflow.Eval!.Step);
        var model = project.Definition.Routes[step.Route].Model;
        return $"{model.Provider.ToString().ToLowerInvariant()}/{model.Model}";
    }

    private static Dictionary<string, int> Count(IEnumerable<string> words) =>
        words.GroupBy(word => word, StringComparer.Ordinal).OrderBy(group => group.Key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
}
