using System.Globalization;
using Lanekeeper.Faces;
using Lanekeeper.Web.Shell;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Extensions.DependencyInjection;

namespace Lanekeeper.Web.Serving;

/// <summary>What an endpoint of the web may answer.</summary>
internal static class Screens
{
    /// <summary>A page; with <paramref name="problem"/>, the same page again, saying why what was sent could not be done.</summary>
    public static IResult Show<TScreen, TView>(TView view, Problem? problem = null)
        where TScreen : Screen<TView>
        where TView : notnull => new ScreenResult<TScreen, TView>(view, problem);

    /// <summary>A part of a page, for a script that refreshes it.</summary>
    public static IResult Fragment<TComponent>(IReadOnlyDictionary<string, object?> parameters)
        where TComponent : IComponent => new RazorComponentResult<TComponent>(parameters) { PreventStreamingRendering = true };

    public static IResult Problem(Problem problem) => new ScreenResult<ProblemPage, Problem>(problem, problem);

    /// <summary>After a change: the browser gets the page anew, so that reloading changes nothing twice.</summary>
    public static IResult SeeOther(string path) => new SeeOtherResult(path);

    /// <summary>The page of a value, or of the problem that stopped it.</summary>
    public static IResult ToScreen<T>(this Result<T> result, Func<T, IResult> show) =>
        result.Succeeded(out var value, out var problem) ? show(value) : Problem(problem);

    private sealed class SeeOtherResult(string path) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
            httpContext.Response.Headers.Location = path;
            return Task.CompletedTask;
        }
    }

    private sealed class ScreenResult<TScreen, TView>(TView view, Problem? problem) : IResult
        where TScreen : Screen<TView>
        where TView : notnull
    {
        public async Task ExecuteAsync(HttpContext httpContext)
        {
            var frames = httpContext.RequestServices.GetRequiredService<FrameMaker>();
            var frame = problem is { IsTransient: true } ? frames.MakeBare(httpContext) : await frames.MakeAsync(httpContext);
            if (problem is not null)
            {
                httpContext.Response.StatusCode = ProblemWire.StatusOf(problem.Kind);
                if (problem.RetryAfter is { } wait)
                {
                    httpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                }
            }

            await new RazorComponentResult<TScreen>(new Dictionary<string, object?>
            {
                [nameof(Screen<TView>.View)] = view,
                [nameof(Screen<TView>.Frame)] = frame,
            })
            {
                PreventStreamingRendering = true,
                StatusCode = httpContext.Response.StatusCode,
            }.ExecuteAsync(httpContext);
        }
    }
}
