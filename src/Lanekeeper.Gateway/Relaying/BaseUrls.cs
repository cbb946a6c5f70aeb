using Lanekeeper.Faces;
using Lanekeeper.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Lanekeeper.Gateway.Relaying;

/// <summary>What an SDK asks for that was given a wrong base URL: it is told the right one, in its own format.</summary>
internal static class BaseUrls
{
    // No pattern of a route matches an empty segment, or what comes before.
    public static void UseMisplacedBaseUrls(this IApplicationBuilder app) => app.MapWhen(
        context => ApiPaths.IsMisplaced(context.Request.Path.Value),
        misplaced => misplaced.Run(context => RefuseAsync(context, KindOf(context.Request.Path.Value!))));

    public static void MapWrongBaseUrls(this IEndpointRouteBuilder relay)
    {
        Refuse(relay, "/v1/messages/{**rest}", WireKind.Messages);
        Refuse(relay, "/v1/{**rest}", WireKind.ChatCompletions);
        Refuse(relay, "/anthropic/{**rest}", WireKind.Messages);
    }

    private static WireKind KindOf(string path) =>
        path.Contains("/messages", StringComparison.OrdinalIgnoreCase) || path.Contains("/anthropic/", StringComparison.OrdinalIgnoreCase)
            ? WireKind.Messages
            : WireKind.ChatCompletions;

    private static void Refuse(IEndpointRouteBuilder relay, string path, WireKind kind) => relay.Map(path, context => RefuseAsync(context, kind));

    private static Task RefuseAsync(HttpContext context, WireKind kind) => RelayErrors.WriteAsync(context, kind, Problem(context, kind));

    private static Problem Problem(HttpContext context, WireKind kind)
    {
        var request = context.Request;
        var url = context.RequestServices.GetRequiredService<PublicAddress>().Of(request.Scheme, request.Host.Value ?? "localhost", kind.IsAnthropic() ? "/anthropic" : "/v1");
        var served = kind.IsAnthropic()
            ? "POST /anthropic/v1/messages and /anthropic/v1/messages/count_tokens, GET /anthropic/v1/models"
            : "POST /v1/chat/completions, /v1/responses and /v1/embeddings, GET /v1/models";
        return new(ProblemKind.NotFound, "relay.no-such-address", $"There is nothing at {request.Method} {request.Path}. The base URL of {(kind.IsAnthropic() ? "Anthropic" : "OpenAI")}'s SDKs is {url} here; served are {served}.");
    }
}
