using System.Security.Claims;
using Lanekeeper.Permissions;
using Microsoft.AspNetCore.Http;

namespace Lanekeeper.Web.Serving;

/// <summary>Turns the session cookie of a request into the <see cref="Actor"/> that its endpoint hands to the door.</summary>
internal sealed class SessionMiddleware(RequestDelegate next, IAccounts accounts)
{
    public const string Cookie = "lanekeeper_session";

    public async Task InvokeAsync(HttpContext context)
    {
        if (context.Request.Cookies[Cookie] is { Length: > 0 } given)
        {
            var found = await accounts.AuthenticateAsync(given, context.RequestAborted);
            if (found.Succeeded(out var actor, out var problem))
            {
                Enter(context, actor);
            }
            else if (problem.Kind != ProblemKind.Unauthenticated)
            {
                await Screens.Problem(problem).ExecuteAsync(context);
                return;
            }
        }

        await next(context);
    }

    // The framework's antiforgery binds its tokens to this principal; nothing else reads it.
    private static void Enter(HttpContext context, Actor actor)
    {
        context.Features.Set(new Caller(actor));
        context.User = new(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, actor.Id)], "session"));
    }
}
