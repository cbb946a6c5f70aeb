using Lanekeeper.Faces;
using Lanekeeper.Permissions;
using Lanekeeper.Web.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Lanekeeper.Web.SignIn;

/// <summary>Coming in with a password, and leaving.</summary>
internal static class SignInPages
{
    public static void MapSignIn(this RouteGroupBuilder pages)
    {
        pages.MapGet(WebPaths.SignIn(), Show).OpenToAnyone();
        pages.MapPost(WebPaths.SignIn(), SignInAsync).OpenToAnyone();
        pages.MapPost(WebPaths.SignOut, SignOutAsync).OpenToAnyone();
    }

    private static IResult Show(Caller caller, WebOptions options, string? @return) =>
        caller.Actor.Kind == ActorKind.Anonymous
            ? Screens.Show<SignInPage, SignInView>(new(LocalPath.Checked(@return), Provider: options.Oidc?.Name))
            : Screens.SeeOther(LocalPath.Checked(@return));

    private static async Task<IResult> SignInAsync(HttpContext context, ISignIn signIn, Entry entry, WebOptions options, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var (email, back) = (form.Text("email"), LocalPath.Checked(form.Text("return")));
        var attempt = new PasswordAttempt(email, form.Text("password"));
        return (await signIn.WithPasswordAsync(attempt, Visits.Of(context), cancellationToken)).Succeeded(out var session, out var problem)
            ? await entry.EnterAsync(context, session, back)
            : Screens.Show<SignInPage, SignInView>(new(back, email, options.Oidc?.Name, problem), problem);
    }

    private static async Task<IResult> SignOutAsync(HttpContext context, Entry entry)
    {
        await entry.LeaveAsync(context);
        return Screens.SeeOther(WebPaths.SignIn());
    }
}
