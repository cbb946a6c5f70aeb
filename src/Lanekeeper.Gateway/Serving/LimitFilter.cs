using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace Lanekeeper.Gateway.Serving;

/// <summary>A page that nobody gets is refused, rather than another one given for it.</summary>
internal sealed class LimitFilter : IEndpointFilter
{
    public const string Name = "limit";

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        int.TryParse(context.HttpContext.Request.Query[Name].ToString(), NumberStyles.Integer, CultureInfo.InvariantCulture, out var limit) && limit is < 1 or > PageRequest.Largest
            ? new Problem(ProblemKind.Invalid, "api.bad-limit", $"limit is {limit}; it is a number from 1 to {PageRequest.Largest}. More comes page by page: give `next` back as `after`.").ToAnswer()
            : await next(context);
}
