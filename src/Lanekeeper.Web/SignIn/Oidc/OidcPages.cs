using Lanekeeper.Faces;
using Lanekeeper.Permissions;
using Lanekeeper.Web.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Lanekeeper.Web.SignIn.Oidc;

/// <summary>The way to the provider and back; there only where one is configured.</summary>
internal static class OidcPages
{
    private const int LongestCode = 4_000;

    public static void MapOidc(this RouteGroupBuilder pages)
    {
        pages.MapGet(WebPaths.Provider(null), BeginAsync).OpenToAnyone();
        pages.MapGet(WebPaths.ProviderReturn, FinishAsync).OpenToAnyone();
    }

    private static async Task<IResult> BeginAsync(
        string? @return, HttpContext context, OidcOptions options, OidcSignIn oidc, OidcTickets tickets, TimeProvider time, CancellationToken cancellationToken)
    {
        var ticket = OidcTicket.New(LocalPath.Checked(@return), time.GetUtcNow());
        if (!(await oidc.BeginAsync(ticket, RedirectOf(oidc, context), cancellationToken)).Succeeded(out var to, out var problem))
        {
            return Refuse(options, problem, ticket.Return);
        }

        tickets.Give(context, ticket);
        return Screens.SeeOther(to.AbsoluteUri);
    }

    private static async Task<IResult> FinishAsync(
        string? state, string? code, string? error, string? iss, HttpContext context, OidcOptions options, OidcSignIn oidc, OidcTickets tickets,
        ISignIn signIn, Entry entry, TimeProvider time, CancellationToken cancellationToken)
    {
        if (tickets.Take(context) is not { } ticket || !ticket.Answers(state ?? "", time.GetUtcNow()))
        {
            return Refuse(options, OidcProblems.Stale(), WebPaths.Today);
        }

        if (error is not null || code is not { Length: > 0 and <= LongestCode } || (iss is not null && iss.TrimEnd('/') != options.Issuer.OriginalString.TrimEnd('/')))
        {
            return Refuse(options, OidcProblems.Refused(options.Name, error ?? ""), ticket.Return);
        }

        if (!(await oidc.FinishAsync(ticket, code, RedirectOf(oidc, context), cancellationToken)).Succeeded(out var identity, out var problem)
            || !(await signIn.WithIdentityAsync(identity, Visits.Of(context), cancellationToken)).Succeeded(out var session, out problem))
        {
            return Refuse(options, problem, ticket.Return);
        }

        return await entry.EnterAsync(context, session, ticket.Return);
    }

    private static string RedirectOf(OidcSignIn oidc, HttpContext context) => oidc.RedirectOf(context.Request.Scheme, context.Request.Host.Value ?? "localhost");

    private static IResult Refuse(OidcOptions options, Problem problem, string back) =>
        Screens.Show<SignInPage, SignInView>(new(back, Provider: options.Name, Problem: problem), problem);
}
