using Lanekeeper.Tools.Executing;
using Lanekeeper.Tools.Http;
using Lanekeeper.Tools.Invoking;
using Lanekeeper.Tools.Outbox;
using Microsoft.Extensions.DependencyInjection;

namespace Lanekeeper.Tools;

/// <summary>Furnishes the room.</summary>
public static class ToolsRoom
{
    public static IServiceCollection AddTools(this IServiceCollection services, ToolsOptions options) => services
        .AddSingleton(options)
        .AddSingleton<OutboxFiles>()
        .AddSingleton<IToolExecutor, OutboxExecutor>()
        .AddSingleton<HttpRequests>()
        .AddSingleton<IToolExecutor, HttpExecutor>()
        .AddSingleton<ApprovalUse>()
        .AddSingleton<ActionRunner>()
        .AddSingleton<InvokeToolHandler>()
        .AddSingleton<ITools, ToolService>();
}
