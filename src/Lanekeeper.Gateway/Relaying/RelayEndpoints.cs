using Lanekeeper.Gateway.Serving;
using Lanekeeper.Models;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Lanekeeper.Gateway.Relaying;

/// <summary>The addresses of apps: OpenAI's under <c>/v1</c>, Anthropic's under <c>/anthropic</c>.</summary>
internal static class RelayEndpoints
{
    public static void MapRelay(this IEndpointRouteBuilder app)
    {
        var relay = app.MapGroup("").WithMetadata(new RequestSizeLimitAttribute(BodySizes.Relayed)).ExcludeFromDescription();
        Map(relay, "/v1/chat/completions", WireKind.ChatCompletions);
        Map(relay, "/v1/responses", WireKind.Responses);
        Map(relay, "/v1/embeddings", WireKind.Embeddings);
        Map(relay, "/anthropic/v1/messages", WireKind.Messages);
        Map(relay, "/anthropic/v1/messages/count_tokens", WireKind.CountTokens);

        relay.MapGet("/v1/models", context => Lists(context).ListAsync(context, WireKind.ChatCompletions, null));
        relay.MapGet("/v1/models/{**model}", context => Lists(context).ListAsync(context, WireKind.ChatCompletions, Name(context)));
        relay.MapGet("/anthropic/v1/models", context => Lists(context).ListAsync(context, WireKind.Messages, null));
        relay.MapGet("/anthropic/v1/models/{**model}", context => Lists(context).ListAsync(context, WireKind.Messages, Name(context)));

        // A coding agent asks whether anybody is there.
        relay.MapMethods("/anthropic/api/hello", [HttpMethods.Head, HttpMethods.Get], static _ => Task.CompletedTask);
        relay.MapWrongBaseUrls();
    }

    private static void Map(IEndpointRouteBuilder relay, string path, WireKind kind) =>
        relay.MapPost(path, context => context.RequestServices.GetRequiredService<RelayHandler>().HandleAsync(context, kind));

    private static ModelLists Lists(HttpContext context) => context.RequestServices.GetRequiredService<ModelLists>();

    private static string Name(HttpContext context) => context.GetRouteValue("model") as string ?? "";
}
