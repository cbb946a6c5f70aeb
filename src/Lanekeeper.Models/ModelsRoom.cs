using Lanekeeper.Models.Calling;
using Lanekeeper.Models.Pricing;
using Lanekeeper.Models.Providing;
using Lanekeeper.Models.Providing.Anthropic;
using Lanekeeper.Models.Providing.OpenAi;
using Lanekeeper.Models.Relaying;
using Lanekeeper.Models.Relaying.Caching;
using Lanekeeper.Models.Relaying.Idempotency;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Lanekeeper.Models;

/// <summary>Furnishes this room.</summary>
public static class ModelsRoom
{
    public static IServiceCollection AddModels(this IServiceCollection services, ModelsOptions? options = null)
    {
        services.TryAddSingleton(TimeProvider.System);
        return services
            .AddSingleton(options ?? new ModelsOptions())
            .AddSingleton(_ => PriceList.Vendored())
            .AddSingleton<ProviderHttp>()
            .AddSingleton<WireCall>()
            .AddSingleton<Keys>()
            .AddSingleton<IProvider, BaselineProvider>()
            .AddSingleton<IProvider, OpenAiProvider>()
            .AddSingleton<IProvider, AnthropicProvider>()
            .AddSingleton<CallRecorder>()
            .AddSingleton<Breaker>()
            .AddSingleton<Attempter>()
            .AddSingleton<Asker>()
            .AddSingleton<CallPipeline>()
            .AddSingleton<IModels, ModelService>()
            .AddSingleton<RelayPreparer>()
            .AddSingleton<RelayAttempter>()
            .AddSingleton<RelayPipeline>()
            .AddSingleton<CachedRelay>()
            .AddSingleton<KeyedRelay>()
            .AddSingleton<IRelay, RelayService>();
    }
}
