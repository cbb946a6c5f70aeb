using System.Security.Claims;
using Lanekeeper.Permissions;
using Microsoft.AspNetCore.Http;

namespace Lanekeeper.Web.Serving;

/// <summary>Turns the session cookie of a request into the <see cref="Actor"/> that its endpoint hands to the door.</summary>
internal sealed class SessionMiddleware(RequestDelegate next, ISignIn signIn, SessionCookie cookie)
{
    public async Task InvokeAsync(HttpContext context)
    {
        if (cookie.Read(context.Request) is { Length: > 0 } given)
        {
            var found = await signIn.AuthenticateAsync(given, context.RequestAborted);
            if (found.Succeeded(out var known, out var problem))
            {
                Enter(context, known);
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
    private static void Enter(HttpContext context, SignedIn known)
    {
        context.Features.Set(new Caller(known.Actor, known.SessionId));
        context.User = new(new ClaimsIdentity([new Claim(ClaimTypes.NameIdentifier, known.Actor.Id)], "session"));
    }
}
