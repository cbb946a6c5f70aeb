using Microsoft.AspNetCore.Http;

namespace Lanekeeper.Web.Serving;

/// <summary>Who asks, and in which session; bound from the request, so that an endpoint takes it as a parameter.</summary>
internal sealed record Caller(Actor Actor, Guid? SessionId = null)
{
    public static readonly Caller Nobody = new(Actor.Anonymous);

    /// <summary>The account of a person who is signed in.</summary>
    public Guid AccountId => Guid.TryParse(Actor.Id, out var id) ? id : Guid.Empty;

    public static Caller Of(HttpContext context) => context.Features.Get<Caller>() ?? Nobody;

    public static ValueTask<Caller> BindAsync(HttpContext context) => ValueTask.FromResult(Of(context));
}
