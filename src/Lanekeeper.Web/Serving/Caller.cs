using Microsoft.AspNetCore.Http;

namespace Lanekeeper.Web.Serving;

/// <summary>Who asks; bound from the request, so that an endpoint takes it as a parameter.</summary>
internal sealed record Caller(Actor Actor)
{
    public static readonly Caller Nobody = new(Actor.Anonymous);

    public static Caller Of(HttpContext context) => context.Features.Get<Caller>() ?? Nobody;

    public static ValueTask<Caller> BindAsync(HttpContext context) => ValueTask.FromResult(Of(context));
}
