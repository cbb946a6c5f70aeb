using Lanekeeper.Faces;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace Lanekeeper.Web.Serving;

/// <summary>Stands before every page: who is not signed in is sent to sign in, and a form that is not ours is refused.</summary>
internal sealed class PageGuard(IAntiforgery antiforgery) : IEndpointFilter
{
    private static readonly Problem Foreign = new(
        ProblemKind.Invalid,
        "web.stale-form",
        "This form is too old, or was not made by Lanekeeper for you; nothing was changed. Go back, reload the page and send it again.");

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        if (http.GetEndpoint()?.Metadata.GetMetadata<OpenToAnyone>() is null && Caller.Of(http).Actor.Kind == ActorKind.Anonymous)
        {
            return SignInFirst(http.Request);
        }

        if (!HttpMethods.IsGet(http.Request.Method) && !HttpMethods.IsHead(http.Request.Method) && !await IsOursAsync(http))
        {
            return Screens.Problem(Foreign);
        }

        return await next(context);
    }

    private async Task<bool> IsOursAsync(HttpContext http)
    {
        try
        {
            return await antiforgery.IsRequestValidAsync(http);
        }
        catch (AntiforgeryValidationException)
        {
            // The form cannot even be read: zero bytes, or more of it than a form may have.
            return false;
        }
    }

    // Only a page that was asked for is worth returning to; a post would have lost its form.
    private static IResult SignInFirst(HttpRequest request) =>
        HttpMethods.IsGet(request.Method) && !request.Headers.ContainsKey("X-Requested-With")
            ? Screens.SeeOther(WebPaths.SignIn(request.PathBase + request.Path + request.QueryString))
            : Screens.Problem(new(ProblemKind.Unauthenticated, "web.not-signed-in", "You are not signed in any more. Sign in and try again."));
}

/// <summary>Marks an endpoint that needs no sign-in.</summary>
internal sealed record OpenToAnyone
{
    public static readonly OpenToAnyone Mark = new();
}

internal static class OpenToAnyoneExtensions
{
    public static TBuilder OpenToAnyone<TBuilder>(this TBuilder endpoint)
        where TBuilder : IEndpointConventionBuilder => endpoint.WithMetadata(Serving.OpenToAnyone.Mark);
}
