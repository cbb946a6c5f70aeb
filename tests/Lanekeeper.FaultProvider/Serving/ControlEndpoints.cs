using System.Text.Json;
using Lanekeeper.FaultProvider.Scripting;

namespace Lanekeeper.FaultProvider.Serving;

/// <summary>The tester's side, under <c>/_/</c>: what shall be done, and what came.</summary>
internal static class ControlEndpoints
{
    public static void Map(IEndpointRouteBuilder routes, Playbook playbook, AttemptLog log)
    {
        var control = routes.MapGroup("/_");
        control.MapGet("/script", () => Json(playbook.Waiting()));
        control.MapPost("/script", (HttpRequest request, CancellationToken cancellationToken) => AddAsync(request.Body, playbook, cancellationToken));
        control.MapDelete("/script", () => Clear(playbook.Clear));
        control.MapGet("/attempts", (string? model, int? after) => Json(log.All()
            .Where(attempt => (model is null || attempt.Model == model) && attempt.Number > (after ?? 0))));
        control.MapGet("/attempts/{number:int}/body", (int number) =>
            log.BodyOf(number) is { } body ? Results.Bytes(body, "application/octet-stream") : Results.NotFound());
        control.MapDelete("/attempts", () => Clear(log.Clear));
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
            return Results.Json(new { error = wrong.Message, example = """[{"do":"429","retryAfterSeconds":1},{"text":"Hello."}]""" }, ScriptJson.Options, statusCode: 400);
        }
    }

    private static IResult Clear(Action clear)
    {
        clear();
        return Results.NoContent();
    }

    private static IResult Json(object value) => Results.Json(value, ScriptJson.Options);
}
