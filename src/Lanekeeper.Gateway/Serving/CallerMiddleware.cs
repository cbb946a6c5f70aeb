using Lanekeeper.Permissions;
using Microsoft.AspNetCore.Http;

namespace Lanekeeper.Gateway.Serving;

/// <summary>Turns the bearer credential of a request into the <see cref="Actor"/> that its endpoint hands to the door.</summary>
internal sealed class CallerMiddleware(RequestDelegate next, IAccounts accounts)
{
    private const string Scheme = "Bearer ";

    public async Task InvokeAsync(HttpContext context)
    {
        var header = context.Request.Headers.Authorization.ToString();
        if (header.StartsWith(Scheme, StringComparison.OrdinalIgnoreCase))
        {
            var found = await accounts.AuthenticateAsync(header[Scheme.Length..].Trim(), context.RequestAborted);
            if (found.Succeeded(out var actor, out var problem))
            {
                context.Features.Set(new Caller(actor));
            }
            else if (problem.Kind != ProblemKind.Unauthenticated)
            {
                await problem.ToAnswer().ExecuteAsync(context);
                return;
            }
        }

        // An endpoint's filters run behind the reading of its body, and nobody has a stranger's body read.
        if (context.GetEndpoint()?.Metadata.GetMetadata<NeedsCaller>() is not null && CallerFilter.Refuse(context) is { } denied)
        {
            await denied.ToAnswer().ExecuteAsync(context);
            return;
        }

        await next(context);
    }
}

/// <summary>Marks the endpoints that nobody enters without a credential.</summary>
internal sealed record NeedsCaller
{
    public static readonly NeedsCaller Mark = new();
}

/// <summary>Who asks; bound from the request, so that an endpoint takes it as a parameter.</summary>
internal sealed record Caller(Actor Actor)
{
    public static ValueTask<Caller> BindAsync(HttpContext context) => ValueTask.FromResult(context.Features.Get<Caller>() ?? new Caller(Actor.Anonymous));
}

/// <summary>Default deny: without a caller no endpoint of the API is entered, whatever its door would have said.</summary>
internal sealed class CallerFilter : IEndpointFilter
{
    private static readonly Permission SignedIn = new("api", Role.Viewer);

    public static Problem? Refuse(HttpContext context) => Access.Check(context.Features.Get<Caller>()?.Actor ?? Actor.Anonymous, SignedIn);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        Refuse(context.HttpContext) is { } denied ? denied.ToAnswer() : await next(context);
}
