using Lanekeeper.Storage.Dispatching;
using Lanekeeper.Storage.Relaying;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace Lanekeeper.Storage;

/// <summary>Furnishes this room.</summary>
public static class StorageRoom
{
    /// <summary>For the program: <see cref="StorageStart.OpenAsync"/>, then <see cref="Migrator.MigrateAsync"/>, before anything else.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, StorageOptions options)
    {
        services.AddSingleton(options).AddSingleton<StorageStart>();
        services.AddSingleton(provider => provider.GetRequiredService<StorageStart>().Database);
        return services.AddRest();
    }

    /// <summary>For tests: on a database that is open.</summary>
    public static IServiceCollection AddStorage(this IServiceCollection services, Database database) =>
        services.AddSingleton(database).AddRest();

    private static IServiceCollection AddRest(this IServiceCollection services)
    {
        services.TryAddSingleton(TimeProvider.System);
        services.AddLogging().AddSingleton<Migrator>().AddSingleton<Wakeups>().AddSingleton<Outbox>();
        return services.AddHostedService<WakeupRelay>().AddHostedService<OutboxDispatcher>();
    }
}
