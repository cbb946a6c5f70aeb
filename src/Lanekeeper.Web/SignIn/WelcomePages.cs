using Lanekeeper.Faces;
using Lanekeeper.Permissions;
using Lanekeeper.Web.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Lanekeeper.Web.SignIn;

/// <summary>One-time links. Opening one only shows it: programs that scan mail open links too. Its button uses it up.</summary>
internal static class WelcomePages
{
    private const string Route = "/welcome/{token}";

    public static void MapWelcome(this RouteGroupBuilder pages)
    {
        pages.MapGet(Route, ShowAsync).OpenToAnyone();
        pages.MapPost(Route, EnterAsync).OpenToAnyone();
    }

    private static async Task<IResult> ShowAsync(string token, ISignIn signIn, CancellationToken cancellationToken) =>
        (await signIn.FindLinkAsync(token, cancellationToken)).ToScreen(link => Screens.Show<WelcomePage, WelcomeView>(new(link, token, new())));

    private static async Task<IResult> EnterAsync(string token, HttpContext context, ISignIn signIn, Entry entry, CancellationToken cancellationToken)
    {
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var answer = form.Text("what") == "save" ? new LinkAnswer(form.Given("name"), form.Given("email"), form.Given("password")) : new LinkAnswer();
        var result = await signIn.WithLinkAsync(token, answer, Visits.Of(context), cancellationToken);
        if (result.Succeeded(out var session, out var problem))
        {
            return await entry.EnterAsync(context, session, WebPaths.Inbox);
        }

        return (await signIn.FindLinkAsync(token, cancellationToken)).Succeeded(out var link, out _)
            ? Screens.Show<WelcomePage, WelcomeView>(new(link, token, answer with { Password = null }, problem), problem)
            : Screens.Problem(problem);
    }
}
