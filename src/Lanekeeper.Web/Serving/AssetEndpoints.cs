using Lanekeeper.Faces;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Lanekeeper.Web.Serving;

internal static class AssetEndpoints
{
    public static void MapAssets(this IEndpointRouteBuilder app) =>
        app.MapGet($"/{WebPaths.Assets}/{{version}}/{{name}}", Serve).WithMetadata(OpenToAnyone.Mark).ExcludeFromDescription();

    private static IResult Serve(string version, string name, Assets assets, HttpRequest request, HttpResponse response)
    {
        if (assets.Find(version, name) is not { } asset)
        {
            return Results.NotFound();
        }

        response.Headers.CacheControl = "public, max-age=31536000, immutable";
        response.Headers.Vary = "Accept-Encoding";
        var takesBrotli = request.Headers.AcceptEncoding.ToString().Contains("br", StringComparison.OrdinalIgnoreCase);
        if (takesBrotli)
        {
            response.Headers.ContentEncoding = "br";
        }

        return Results.Bytes(takesBrotli ? asset.Brotli : asset.Bytes, asset.Type);
    }
}
