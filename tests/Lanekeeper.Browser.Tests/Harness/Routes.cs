using Lanekeeper.Host.Serving;
using Lanekeeper.Host.Settings;
using Lanekeeper.Web.Serving;
using Microsoft.AspNetCore.Routing;

namespace Lanekeeper.Browser.Tests.Harness;

/// <summary>An endpoint of the web face, as the program itself maps it.</summary>
/// <param name="IsOpen">Whether it needs no sign-in.</param>
internal sealed record Route(string Method, string Pattern, bool IsOpen)
{
    public override string ToString() => $"{Method} {Pattern}";
}

/// <summary>Every endpoint that is not the API's. The house is furnished for it and never started.</summary>
internal static class Routes
{
    private static readonly Lazy<IReadOnlyList<Route>> Mapped = new(Read);

    public static IReadOnlyList<Route> All => Mapped.Value;

    public static IEnumerable<Route> Changing => All.Where(route => route.Method != "GET");

    /// <returns>An address that the pattern matches, though nothing need be there.</returns>
    public static string Example(string pattern)
    {
        var parts = pattern.Split('/').Select(part => !part.StartsWith('{') ? part : part.Contains(":guid", StringComparison.Ordinal) ? "0199a000-0000-7000-8000-000000000001" : "nothing");
        return "/" + string.Join('/', parts).TrimStart('/');
    }

    private static List<Route> Read()
    {
        var folder = Directory.CreateTempSubdirectory("lk-routes-");
        try
        {
            var settings = SettingsReader.Read(folder.FullName, "http://127.0.0.1:0", "postgres:///nothing?host=/nonexistent", folder.FullName, _ => null).Value;
            using var app = House.Build(settings, settings.Urls, Guid.NewGuid(), TimeProvider.System);
            return [.. ((IEndpointRouteBuilder)app).DataSources
                .SelectMany(source => source.Endpoints)
                .OfType<RouteEndpoint>()
                .Where(endpoint => !ApiPaths.Owns("/" + endpoint.RoutePattern.RawText?.TrimStart('/')))
                .SelectMany(endpoint => (endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET"])
                    .Select(method => new Route(method, "/" + endpoint.RoutePattern.RawText!.Trim('/'), endpoint.Metadata.GetMetadata<OpenToAnyone>() is not null)))];
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}
