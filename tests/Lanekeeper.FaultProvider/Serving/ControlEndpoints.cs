using System.Text.Json;
using Lanekeeper.FaultProvider.Replaying;
using Lanekeeper.FaultProvider.Scripting;

namespace Lanekeeper.FaultProvider.Serving;

/// <summary>The tester's side, under <c>/_/</c>: what shall be done, and what came.</summary>
internal static class ControlEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, Playbook playbook, RecordingShelf shelf, AttemptLog log)
    {
        var control = routes.MapGroup("/_");
        control.MapGet("/script", () => Json(playbook.Waiting()));
        control.MapPost("/script", (HttpRequest request, CancellationToken cancellationToken) => AddAsync(request.Body, playbook, cancellationToken));
        control.MapDelete("/script", () => Clear(playbook.Clear));
        control.MapGet("/replay", () => Json(shelf.All.Select(recording => new { recording.Name, recording.Format, recording.Status, bytes = recording.Body.Length })));
        control.MapPost("/replay", (HttpRequest request, CancellationToken cancellationToken) => AddAsync(request.Body, shelf, cancellationToken));
        control.MapDelete("/replay", () => Clear(shelf.Clear));
        MapJudge(control, log);
    }

    private static void MapJudge(RouteGroupBuilder control, AttemptLog log)
    {
        control.MapGet("/attempts", (string? model, string? format, int? after, int? limit) => Json(log.All()
            .Where(attempt => (model is null || attempt.Model == model) && (format is null || attempt.Format == format) && attempt.Number > (after ?? 0))
            .Take(Math.Clamp(limit ?? AttemptLog.Kept, 0, AttemptLog.Kept))));
        control.MapGet("/attempts/{number:int}/body", (int number) =>
            log.Find(number)?.Body is { } body ? Results.Bytes(body, "application/octet-stream") : Results.NotFound());
        control.MapGet("/attempts/{number:int}/head", (int number) => log.Find(number)?.Head is { } head
            ? Json(head.Select(header => new { name = header.Key, value = header.Value }))
            : Results.NotFound());
        control.MapDelete("/attempts", () => Clear(log.Clear));
        control.MapGet("/counts", () => Json(log.Counts.Read()));
    }

    private static async Task<IResult> AddAsync(Stream body, RecordingShelf shelf, CancellationToken cancellationToken)
    {
        try
        {
            var recording = (await JsonSerializer.DeserializeAsync<RecordingRequest>(body, ScriptJson.Options, cancellationToken)
                ?? throw new ArgumentException("null was found; an object was expected.")).ToRecording();
            shelf.Add(recording);
            return Json(new { model = Recording.Prefix + recording.Name, bytes = recording.Body.Length });
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException)
        {
            return Wrong(wrong, """{"name":"my-answer","format":"chat","status":200,"headers":{"content-type":"text/event-stream"},"body":"ZGF0YTogW0RPTkVdCgo=","every":7}""");
        }
    }

    private static async Task<IResult> AddAsync(Stream body, Playbook playbook, CancellationToken cancellationToken)
    {
        try
        {
            var behaviours = await JsonSerializer.DeserializeAsync<Behaviour[]>(body, ScriptJson.Options, cancellationToken) ?? [];
            if (Array.IndexOf(behaviours, null) is >= 0 and var empty)
            {
                throw new ArgumentException($"Line {empty} is null; an object was expected.");
            }

            playbook.Add(behaviours);
            return Json(new { added = behaviours.Length, waiting = playbook.Waiting().Count });
        }
        catch (Exception wrong) when (wrong is JsonException or ArgumentException)
        {
            return Wrong(wrong, """[{"do":"429","retryAfterSeconds":1},{"text":"Hello."}]""");
        }
    }

    private static IResult Wrong(Exception wrong, string example) => Results.Json(new { error = wrong.Message, example }, ScriptJson.Options, statusCode: 400);

    private static IResult Clear(Action clear)
    {
        clear();
        return Results.NoContent();
    }

    private static IResult Json(object value) => Results.Json(value, ScriptJson.Options);
}
