using System.Net;
using System.Text.Json;
using Lanekeeper.Approvals;
using Lanekeeper.Ledger;
using Lanekeeper.Orchestration;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Faces.Tests.Cli;

/// <summary>A real HTTP server that knows a few cards, calls and runs and remembers what it was told.</summary>
internal sealed class StubServer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private StubServer(WebApplication app) => _app = app;

    public string Url => _app.Urls.First();

    public List<Approval> Cards { get; } = [];

    public List<CallDetail> Calls { get; } = [];

    public List<RunDetail> Runs { get; } = [];

    public LimitsInUse Limits { get; set; } = new(DateTimeOffset.UnixEpoch, []);

    /// <summary>The queries of what was read.</summary>
    public List<string> Queries { get; } = [];

    public List<(string Path, string Body)> Told { get; } = [];

    public List<string> Tokens { get; } = [];

    /// <summary>Answers to decisions before any is accepted, first one first.</summary>
    public Queue<Problem> Refusals { get; } = [];

    /// <summary>Set, it answers everything.</summary>
    public Problem? Always { get; set; }

    public static async Task<StubServer> StartAsync(params Approval[] cards)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrel(options => options.Listen(IPAddress.Loopback, 0));
        var server = new StubServer(builder.Build());
        server.Cards.AddRange(cards);
        server._app.Run(server.AnswerAsync);
        await server._app.StartAsync();
        return server;
    }

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value!.TrimStart('/');
        Tokens.Add(context.Request.Headers.Authorization.ToString());
        if (Always is { } problem)
        {
            await WriteProblemAsync(context, problem);
        }
        else if (path == ApiPaths.Approvals)
        {
            await WriteAsync(context, new Page<Approval>([.. Cards], null));
        }
        else if (path == ApiPaths.Calls)
        {
            Queries.Add(context.Request.QueryString.ToString());
            await WriteAsync(context, new Page<CallRow>([.. Calls.Select(call => call.Call)], null));
        }
        else if (path == ApiPaths.Limits)
        {
            await WriteAsync(context, Limits);
        }
        else if (Calls.Find(call => path == ApiPaths.Call(call.Call.Id)) is { } detail)
        {
            await WriteAsync(context, detail);
        }
        else if (Runs.Find(run => path == ApiPaths.Run(run.Run.Id)) is { } run)
        {
            await WriteAsync(context, run);
        }
        else if (path == ApiPaths.Actions)
        {
            await WriteAsync(context, new Page<ActionRow>([], null));
        }
        else if (path == ApiPaths.Whoami)
        {
            await WriteAsync(context, new WhoamiWire(ActorKind.Person, "1", "ana\u001b[31m@example.com", Role.Admin));
        }
        else if (Cards.Find(card => path.StartsWith(ApiPaths.Approval(card.Id), StringComparison.Ordinal)) is { } card)
        {
            await AnswerAsync(context, path, card);
        }
        else
        {
            await WriteProblemAsync(context, new(ProblemKind.NotFound, "approvals.not-found", "There is no such thing."));
        }
    }

    private async Task AnswerAsync(HttpContext context, string path, Approval card)
    {
        if (HttpMethods.IsGet(context.Request.Method))
        {
            await WriteAsync(context, card);
            return;
        }

        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        Told.Add((path, body));
        if (Refusals.TryDequeue(out var refusal))
        {
            await WriteProblemAsync(context, refusal);
            return;
        }

        var decision = JsonSerializer.Deserialize<DecideApproval>(body, FaceJson.Options)!;
        await WriteAsync(context, card with { State = decision.Answer is ApprovalAnswer.Approve ? ApprovalState.Approved : ApprovalState.Rejected, DecidedByName = "ana" });
    }

    private static Task WriteAsync<T>(HttpContext context, T value) => context.Response.WriteAsJsonAsync(value, FaceJson.Options);

    private static Task WriteProblemAsync(HttpContext context, Problem problem)
    {
        context.Response.StatusCode = ProblemWire.StatusOf(problem.Kind);
        return context.Response.WriteAsJsonAsync(ProblemWire.Of(problem), FaceJson.Options, ProblemWire.MediaType);
    }
}
