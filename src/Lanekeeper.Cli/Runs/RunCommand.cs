using System.CommandLine;
using System.Net.Http.Headers;
using Lanekeeper.Cli.Server;
using Lanekeeper.Cli.Terminal;
using Lanekeeper.Faces;
using Lanekeeper.Orchestration;

namespace Lanekeeper.Cli.Runs;

/// <summary><c>lanekeeper run WORKFLOW --input ...</c></summary>
internal sealed class RunCommand : ServerCommand
{
    private const int LongestKey = 200;
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);

    private readonly Argument<string> _workflow = new("workflow") { Description = "The workflow's name" };
    private readonly Option<string> _input = new("--input") { Description = "The input: a file, - for standard input, or the JSON itself", HelpName = "file|-|json", Required = true };
    private readonly Option<string?> _key = new("--key") { Description = "An idempotency key: the same key with the same input gives the same run", HelpName = "key" };
    private readonly Option<string?> _wait = new("--wait") { Description = "Wait until the run has come to rest, at most so long (5m); exit code 1 when it failed", HelpName = "duration" };

    public RunCommand(Surroundings around)
        : base(around, "run", "Start a run of a workflow",
            "lanekeeper run support --input message.json",
            "lanekeeper run support --wait 30s --input '{\"from\": \"kim@example.com\", \"subject\": \"Where is my parcel?\", \"body\": \"...\"}'",
            "fetch-mail | lanekeeper run support --input - --key mail-4711")
    {
        Add(_workflow);
        Add(_input);
        Add(_key);
        Add(_wait);
    }

    protected override Problem? Refuse(ParseResult given)
    {
        if (given.GetValue(_wait) is { } wait && (!Durations.TryParse(wait, out var span) || span > LongestWait))
        {
            return new(ProblemKind.Invalid, "cli.bad-wait", $"'{wait}' is no time to wait; write one like 30s or 2m, at most 5m.");
        }

        return given.GetValue(_key) is { } key && (key.Length is 0 or > LongestKey || !key.All(letter => letter is >= ' ' and < '\u007f'))
            ? new(ProblemKind.Invalid, "cli.bad-key", $"An idempotency key has 1 to {LongestKey} plain letters, digits and signs.")
            : null;
    }

    protected override async Task<int> RunAsync(ServerClient server, ParseResult given, CancellationToken cancellationToken)
    {
        if (!(await RunInput.ReadAsync(given.GetValue(_input)!, cancellationToken)).Succeeded(out var input, out var problem))
        {
            return Screen.Problem(problem);
        }

        var started = await server.SendAsync<Run>(Request(given, input), cancellationToken);
        var code = Answer(given, started, Print);
        return code == ExitCodes.Ok && started.Value.State is RunState.Failed or RunState.Dead or RunState.Cancelled ? ExitCodes.No : code;
    }

    private HttpRequestMessage Request(ParseResult given, byte[] input)
    {
        var path = Pages.Address(ApiPaths.StartRun(given.GetValue(_workflow)!), ("wait", given.GetValue(_wait)));
        var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(input) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        if (given.GetValue(_key) is { } key)
        {
            request.Headers.TryAddWithoutValidation("Idempotency-Key", key);
        }

        return request;
    }

    private void Print(Run run)
    {
        Screen.Line($"Run {Say.Short(run.Id)} is {Screen.Paint(Say.Word(run.State), RunInk.Of(run.State))}{(run.Outcome is { } outcome ? $", {SafeText.Line(outcome)}" : "")}: {SafeText.Line(run.Title)}");
        if (run.Problem is { } problem)
        {
            Screen.Paragraph(problem.Message);
        }

        new RunView(Screen, Now).WriteNext(run);
        if (run.State is RunState.Queued or RunState.Running)
        {
            Screen.Line($"See what becomes of it: lanekeeper runs show {Say.Short(run.Id)}");
        }
    }
}
