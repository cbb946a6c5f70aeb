using Lanekeeper.Approvals;
using Lanekeeper.Faces;
using Microsoft.AspNetCore.Http;

namespace Lanekeeper.Web.Serving;

/// <summary>What stands around a page: who looks at it, when, and how.</summary>
/// <param name="Path">Of the address, with its query; where a form of the frame returns to.</param>
/// <param name="Now">When the page was made; relative times count from it.</param>
/// <param name="OpenCards">How many cards wait, where somebody is signed in.</param>
/// <param name="Theme"><c>light</c>, <c>dark</c>, or <see langword="null"/> for the system's.</param>
/// <param name="Assets">Where styles and scripts are.</param>
public sealed record Frame(Actor Actor, string Path, DateTimeOffset Now, int OpenCards, string? Theme, string Assets)
{
    public bool IsSignedIn => Actor.Kind != ActorKind.Anonymous;
}

internal sealed class FrameMaker(IInbox inbox, Assets assets, TimeProvider time)
{
    public async Task<Frame> MakeAsync(HttpContext context)
    {
        var actor = Caller.Of(context).Actor;
        var open = actor.Kind == ActorKind.Anonymous ? 0
            : (await inbox.CountAsync(actor, context.RequestAborted)).Succeeded(out var counts, out _) ? counts.All : 0;
        return Of(context, actor, open);
    }

    /// <summary>Asks no door: for the page that says that a door could not answer.</summary>
    public Frame MakeBare(HttpContext context) => Of(context, Caller.Of(context).Actor, 0);

    private Frame Of(HttpContext context, Actor actor, int open) =>
        new(actor, context.Request.Path + context.Request.QueryString, time.GetUtcNow(), open, ThemePages.Read(context.Request), $"/{WebPaths.Assets}/{assets.Version}/");
}
