using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Lanekeeper.Cli.Server;
using Lanekeeper.Cli.Terminal;
using Lanekeeper.Faces;
using Lanekeeper.Ledger;

namespace Lanekeeper.Cli.Calls;

/// <summary><c>lanekeeper calls show ID</c></summary>
internal sealed class CallsShowCommand : ServerCommand
{
    private const int Newest = 1_000;

    private readonly Argument<string> _id = new("id") { Description = "The call's id, or some digits of it" };

    public CallsShowCommand(Surroundings around)
        : base(around, "show", "Show a model call: the prompt as sent, the answer as received, tokens, cost, versions",
            "lanekeeper calls show 8d2e4f10",
            "lanekeeper calls show 8d2e4f10 --json") => Add(_id);

    protected override async Task<int> RunAsync(ServerClient server, ParseResult given, CancellationToken cancellationToken) =>
        (await FindAsync(server, given.GetValue(_id)!, cancellationToken)).Succeeded(out var id, out var problem)
            ? Answer(given, await server.GetAsync<CallDetail>(ApiPaths.Call(id), cancellationToken), Print)
            : Screen.Problem(problem);

    private static async Task<Result<Guid>> FindAsync(ServerClient server, string text, CancellationToken cancellationToken)
    {
        if (Guid.TryParse(text, out var id))
        {
            return id;
        }

        return (await Pages.ReadAsync<CallRow>(server, ApiPaths.Calls, Newest, cancellationToken)).Succeeded(out var page, out var problem)
            ? ShortIds.Find(text, page.Items.Select(call => call.Id), "a call", "`lanekeeper calls`")
            : problem;
    }

    private void Print(CallDetail detail)
    {
        var call = detail.Call;
        Facts.Write(Screen,
            ("call", call.Id.ToString()),
            ("state", call.State is { } state ? Say.Word(state) : CallStates.Open),
            ("failure", call.FailureCode is null ? null : $"{detail.FailureMessage} ({call.FailureCode})"),
            ("asked", $"{call.Provider}, {call.RequestedModel} by the route {call.Route}, attempt {call.Attempt} ({Say.Word(call.Purpose)})"),
            ("chosen because", call.RouteReason),
            ("degraded", call.Degraded),
            ("served by", call.ServedModel),
            ("answer of", call.CacheHitOf is { } source ? $"{source}, given again from the cache" : null),
            ("tokens", call.InputTokens is null && call.OutputTokens is null ? null : string.Create(CultureInfo.InvariantCulture, $"{call.InputTokens} in, {call.OutputTokens} out")),
            ("cost", $"{Say.Money(call.CostUsd)}{(detail.PriceVersion is { } version ? $" by the prices {version}" : "")}"),
            ("took", Took(detail)),
            ("opened", Say.Moment(call.OpenedAt, Now)),
            ("workflow", call.StepId is null ? call.Workflow : $"{call.Workflow}, step {call.StepId}"),
            ("run", call.RunId?.ToString()),
            ("app", call.App),
            ("key", call.KeyId?.ToString()),
            ("format", call.Format is null ? null : $"{call.Format}, {(call.Streamed == true ? "streamed" : "not streamed")}"),
            ("session", call.SessionId),
            ("snapshot", call.Snapshot),
            ("trace", call.TraceId),
            ("provider's id", detail.ProviderRequestId));
        WriteBody("Prompt, as sent", detail.Request);
        WriteBody("Answer, as received", detail.Response);
    }

    private static string? Took(CallDetail detail) => detail.Call.TotalMs is null
        ? null
        : $"{Say.Milliseconds(detail.Call.TotalMs)}{(detail.FirstByteMs is null ? "" : $", first byte after {Say.Milliseconds(detail.FirstByteMs)}")}";

    private void WriteBody(string heading, string? body)
    {
        Screen.Heading(heading);
        if (body is null)
        {
            Screen.Line("  none");
            return;
        }

        try
        {
            using var json = JsonDocument.Parse(body);
            JsonView.Write(Screen, json.RootElement);
        }
        catch (JsonException)
        {
            Screen.Paragraph(body);
        }
    }
}
