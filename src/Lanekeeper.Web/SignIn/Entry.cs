using Lanekeeper.Permissions;
using Lanekeeper.Web.Serving;
using Microsoft.AspNetCore.Http;

namespace Lanekeeper.Web.SignIn;

/// <summary>Lets somebody in whose sign-in succeeded: a new cookie, and the session that this browser had before ends.</summary>
internal sealed class Entry(ISignIn signIn, SessionCookie cookie)
{
    public async Task<IResult> EnterAsync(HttpContext context, NewSession session, string path)
    {
        await EndAsync(context);
        cookie.Write(context.Response, session.Cookie, session.ExpiresAt);
        return Screens.SeeOther(path);
    }

    public async Task LeaveAsync(HttpContext context)
    {
        await EndAsync(context);
        cookie.Delete(context.Response);
    }

    private async Task EndAsync(HttpContext context)
    {
        if (cookie.Read(context.Request) is { Length: > 0 } before)
        {
            await signIn.SignOutAsync(before, context.RequestAborted);
        }
    }
}
