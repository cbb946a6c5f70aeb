using System.Text.Json;
using Lanekeeper.Permissions;
using Lanekeeper.Project;
using Lanekeeper.Tools.Executing;

namespace Lanekeeper.Tools.Http;

/// <summary>
/// Calls a declared address. Every answer and every failure is put into one of three: it happened, it certainly did not,
/// or nobody can say; only the second may be tried again.
/// </summary>
internal sealed class HttpExecutor(HttpRequests requests, TimeProvider time) : IToolExecutor
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromHours(1);

    public ToolKind Kind => ToolKind.Http;

    public bool CanRepeat(ToolDefinition tool) => tool.Effect == Effect.Read;

    public async Task<Execution> ExecuteAsync(ToolDefinition tool, Guid actionId, JsonElement arguments, CancellationToken cancellationToken)
    {
        if (!requests.Make(tool, actionId, arguments).Succeeded(out var request, out var problem))
        {
            return new Execution.Failed(problem);
        }

        using (request)
        {
            return await SendAsync(tool, request, cancellationToken);
        }
    }

    private async Task<Execution> SendAsync(ToolDefinition tool, HttpToolRequest request, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(tool.Http!.Timeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        using var call = new HttpToolCall(tool.Http);
        try
        {
            using var response = await call.SendAsync(request.Message, both.Token);
            var answer = await HttpAnswers.ReadAsync(response, request, both.Token);
            return Judge(tool, answer);
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or OperationCanceledException)
        {
            if (CanRepeat(tool))
            {
                cancellationToken.ThrowIfCancellationRequested();
            }

            return call.MayHaveSent ? new Execution.Unknown(Silence(tool, exception, cancellationToken)) : new Execution.Failed(Unsent(tool, request, exception));
        }
    }

    private static Problem Unsent(ToolDefinition tool, HttpToolRequest request, Exception exception) =>
        exception is PrivateAddressException || exception.InnerException is PrivateAddressException
            ? ToolProblems.PrivateAddress(tool.Name, request.Host)
            : ToolProblems.Unreachable(tool.Name, request.Host);

    private static Problem Silence(ToolDefinition tool, Exception exception, CancellationToken cancellationToken) =>
        ToolProblems.NoOutcome(tool.Name, exception is not OperationCanceledException ? "the connection broke before the answer came"
            : cancellationToken.IsCancellationRequested ? "the run was stopped while it waited for the answer"
            : $"no answer within {tool.Http!.Timeout.TotalSeconds:0.#} s");

    private Execution Judge(ToolDefinition tool, HttpAnswer answer) => answer switch
    {
        { Status: >= 200 and < 300 } => Accepted(tool, answer),
        { Status: >= 400 } when IsNotNow(tool, answer) => new Execution.Failed(ToolProblems.Busy(tool.Name, answer.Status, RetryAfter(answer))),
        { Status: >= 400 and < 500 } => new Execution.Failed(ToolProblems.Refused(tool.Name, answer.Status, answer.Text)),
        { Status: 307 or 308 } => new Execution.Failed(ToolProblems.Redirected(tool.Name, answer.Status)),
        { Status: < 400 } when tool.Effect == Effect.Read => new Execution.Failed(ToolProblems.Redirected(tool.Name, answer.Status)),
        _ => new Execution.Unknown(ToolProblems.NoOutcome(tool.Name, $"HTTP {answer.Status}")),
    };

    /// <remarks>What changes something has done so once the status says it has, though its words did not all arrive; what reads has read nothing.</remarks>
    private static Execution Accepted(ToolDefinition tool, HttpAnswer answer) =>
        answer.IsWhole || tool.Effect != Effect.Read ? new Execution.Executed(HttpAnswers.ToOutput(answer))
        : answer.IsTooLarge ? new Execution.Failed(ToolProblems.TooLarge(tool.Name, HttpAnswers.Most))
        : new Execution.Unknown(ToolProblems.NoOutcome(tool.Name, "the connection broke, or the time was up, before the answer was complete"));

    /// <remarks>Proxies answer 503, too, when they lost a server that was already at work; only one that names a time means "not now".</remarks>
    private static bool IsNotNow(ToolDefinition tool, HttpAnswer answer) =>
        answer.Status is 408 or 425 or 429 || (answer.Status == 503 && (tool.Effect == Effect.Read || answer.Response.Headers.RetryAfter is not null));

    private TimeSpan? RetryAfter(HttpAnswer answer)
    {
        var header = answer.Response.Headers.RetryAfter;
        var wait = header?.Delta ?? (header?.Date is { } at ? at - time.GetUtcNow() : null);
        return wait is { } given ? TimeSpan.FromSeconds(Math.Clamp(given.TotalSeconds, 0, LongestWait.TotalSeconds)) : null;
    }
}
