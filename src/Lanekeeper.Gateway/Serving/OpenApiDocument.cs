using System.Globalization;
using Lanekeeper.Faces;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Lanekeeper.Gateway.Serving;

/// <summary>The document at <c>/openapi.json</c>.</summary>
internal static class OpenApiDocument
{
    public const string Name = "v1";

    private const string SchemeName = "bearer";

    public static void Describe(OpenApiOptions options)
    {
        options.AddDocumentTransformer((document, _, _) => IntroduceAsync(document));
        options.AddOperationTransformer((operation, _, _) => BoundAsync(operation));
    }

    // What LimitFilter keeps.
    private static Task BoundAsync(OpenApiOperation operation)
    {
        foreach (var limit in (operation.Parameters ?? []).Where(parameter => LimitFilter.Name.Equals(parameter.Name, StringComparison.OrdinalIgnoreCase)).Select(parameter => parameter.Schema).OfType<OpenApiSchema>())
        {
            (limit.Minimum, limit.Maximum, limit.Default) = ("1", PageRequest.Largest.ToString(CultureInfo.InvariantCulture), PageRequest.First.Size);
        }

        return Task.CompletedTask;
    }

    private static Task IntroduceAsync(Microsoft.OpenApi.OpenApiDocument document)
    {
        document.Info = new()
        {
            Title = "Lanekeeper",
            Version = "v1",
            Description = $"Every address but /{ApiPaths.Health}, /{ApiPaths.Ready} and /{ApiPaths.OpenApi} needs `Authorization: Bearer TOKEN`. "
                + "Errors are RFC 9457 problem details with a stable `code`. Times are UTC, money is USD, durations in names ending in Ms are milliseconds.",
        };
        document.Components ??= new();
        document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
        {
            [SchemeName] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "The local token of the data folder, or a key (`lk_...`)." },
        };
        document.Security = [new() { [new OpenApiSecuritySchemeReference(SchemeName, document)] = [] }];
        return Task.CompletedTask;
    }
}
