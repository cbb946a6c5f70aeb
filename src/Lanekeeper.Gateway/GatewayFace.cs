using Lanekeeper.Faces;
using Lanekeeper.Gateway.Accounts;
using Lanekeeper.Gateway.Approvals;
using Lanekeeper.Gateway.Calls;
using Lanekeeper.Gateway.Deployments;
using Lanekeeper.Gateway.Keys;
using Lanekeeper.Gateway.Models;
using Lanekeeper.Gateway.Relaying;
using Lanekeeper.Gateway.Retrieval;
using Lanekeeper.Gateway.Runs;
using Lanekeeper.Gateway.Serving;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;
using Microsoft.Extensions.DependencyInjection;

namespace Lanekeeper.Gateway;

/// <summary>Everything that this program says over HTTP.</summary>
public static class GatewayFace
{
    // A form with the largest arguments of an action, every letter of them escaped.
    private const int LargestForm = 2 * 1024 * 1024;

    public static IServiceCollection AddGateway<TReadiness>(this IServiceCollection services, GatewayOptions options)
        where TReadiness : class, IReadiness
    {
        services.ConfigureHttpJsonOptions(json => FaceJson.Configure(json.SerializerOptions).Converters.Add(new TextOnly()));

        // Else a body that cannot be read gets a bare status in production, and no word of why.
        services.Configure<RouteHandlerOptions>(routes => routes.ThrowOnBadRequest = true);
        services.Configure<KestrelServerOptions>(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = LargestForm;
        });
        services.Configure<SocketTransportOptions>(sockets => sockets.CreateBoundListenSocket = ProbingListener.Make);
        services.AddOpenApi(OpenApiDocument.Name, OpenApiDocument.Describe);
        services.AddSingleton(options).AddSingleton<RequestBodies>().AddSingleton<RelayHandler>().AddSingleton<RefusalLog>().AddSingleton<ModelLists>();
        return services.AddSingleton<IReadiness, TReadiness>();
    }

    public static void MapGateway(this WebApplication app)
    {
        app.UseWhen(
            context => ApiPaths.Owns(context.Request.Path.Value) && !ApiPaths.IsForApps(context.Request.Path.Value),
            api =>
            {
                api.UseStatusCodePages(Unanswered.AnswerAsync);
                api.UseMiddleware<ProblemMiddleware>();
                api.UseMiddleware<CallerMiddleware>();
            });
        app.UseMisplacedBaseUrls();
        app.MapHealth();
        app.MapOpenApi("/" + ApiPaths.OpenApi);
        app.MapRelay();

        var api = app.MapGroup("").WithMetadata(NeedsCaller.Mark, new RequestSizeLimitAttribute(BodySizes.Usual)).AddEndpointFilter<CallerFilter>().AddEndpointFilter<LimitFilter>();
        api.MapRuns();
        api.MapApprovals();
        api.MapCalls();
        api.MapServedModels();
        api.MapDeployments();
        api.MapRetrieval();
        api.MapAccounts();
        api.MapKeys();
    }
}
