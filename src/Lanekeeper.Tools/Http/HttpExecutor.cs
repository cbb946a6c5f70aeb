using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Lanekeeper.Permissions;
using Lanekeeper.Project;
using Lanekeeper.Tools.Executing;

namespace Lanekeeper.Tools.Http;

/// <summary>
/// Calls a declared address. Every answer and every failure is put into one of three: it happened, it certainly did not,
/// or nobody can say; only the second may be tried again.
/// </summary>
internal sealed class HttpExecutor(HttpToolClient client) : IToolExecutor
{
    public ToolKind Kind => ToolKind.Http;

    public bool CanRepeat(ToolDefinition tool) => tool.Effect == Effect.Read;

    public async Task<Execution> ExecuteAsync(ToolDefinition tool, Guid actionId, JsonElement arguments, CancellationToken cancellationToken)
    {
        if (!HttpRequests.Make(tool, actionId, arguments).Succeeded(out var request, out var problem))
        {
            return new Execution.Failed(problem);
        }

        using (request)
        {
            return await SendAsync(tool, request, cancellationToken);
        }
    }

    private async Task<Execution> SendAsync(ToolDefinition tool, HttpRequestMessage request, CancellationToken cancellationToken)
    {
        using var timeout = client.Timeout(tool.Http!.Timeout);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            using var response = await client.For(tool).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, both.Token);
            var body = await HttpAnswers.ReadAsync(response, both.Token);
            return Judge(tool, response, body);
        }
        catch (PrivateAddressException)
        {
            return new Execution.Failed(ToolProblems.PrivateAddress(tool.Name, request.RequestUri!.Host));
        }
        catch (HttpRequestException exception) when (exception.HttpRequestError is HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError)
        {
            return exception.InnerException is PrivateAddressException
                ? new Execution.Failed(ToolProblems.PrivateAddress(tool.Name, request.RequestUri!.Host))
                : new Execution.Failed(ToolProblems.Unreachable(tool.Name, request.RequestUri!.Host));
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException)
        {
            return new Execution.Unknown(ToolProblems.NoOutcome(tool.Name, "the connection broke before the answer was complete"));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new Execution.Unknown(ToolProblems.NoOutcome(tool.Name, $"no answer within {tool.Http.Timeout.TotalSeconds:0.#} s"));
        }
        catch (OperationCanceledException) when (!CanRepeat(tool))
        {
            return new Execution.Unknown(ToolProblems.NoOutcome(tool.Name, "the run was stopped while it waited for the answer"));
        }
    }

    /// <remarks>429 and 503 say "not now"; other 5xx may have done half of it.</remarks>
    private static Execution Judge(ToolDefinition tool, HttpResponseMessage response, HttpAnswers.Body body)
    {
        var status = (int)response.StatusCode;
        if (response.IsSuccessStatusCode)
        {
            return body.IsCut
                ? new Execution.Unknown(ToolProblems.TooLarge(tool.Name, HttpAnswers.Most))
                : new Execution.Executed(HttpAnswers.ToOutput(status, body));
        }

        return response.StatusCode switch
        {
            HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable => new Execution.Failed(ToolProblems.Busy(tool.Name, status, RetryAfter(response.Headers.RetryAfter))),
            >= HttpStatusCode.InternalServerError => new Execution.Unknown(ToolProblems.NoOutcome(tool.Name, $"HTTP {status}")),
            _ => new Execution.Failed(ToolProblems.Refused(tool.Name, status, body.Excerpt)),
        };
    }

    private static TimeSpan? RetryAfter(RetryConditionHeaderValue? header) => header?.Delta;
}
