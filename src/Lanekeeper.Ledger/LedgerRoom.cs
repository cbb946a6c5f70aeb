using Lanekeeper.Ledger.Counting;
using Lanekeeper.Ledger.Keeping;
using Lanekeeper.Ledger.Metering;
using Lanekeeper.Ledger.Partitioning;
using Lanekeeper.Ledger.Spooling;
using Lanekeeper.Ledger.Storing;
using Lanekeeper.Ledger.Sweeping;
using Lanekeeper.Ledger.Watching;
using Lanekeeper.Ledger.Writing;
using Lanekeeper.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Lanekeeper.Ledger;

/// <summary>Furnishes this room.</summary>
public static class LedgerRoom
{
    public static readonly RoomSchema Schema = new("ledger", typeof(LedgerRoom).Assembly);

    public static IServiceCollection AddLedger(this IServiceCollection services, LedgerOptions options) =>
        services
            .AddSingleton(Schema)
            .AddSingleton(options)
            .AddSingleton<MeterBook>()
            .AddSingleton<CallStore>()
            .AddSingleton<SpoolReplay>()
            .AddSingleton<SpoolFolder>()
            .AddSingleton<CallSpool>()
            .AddSingleton<SpoolDrainer>()
            .AddSingleton<CallLogStore>()
            .AddSingleton<CallDayStore>()
            .AddSingleton<StatsReader>()
            .AddSingleton<ActionStore>()
            .AddSingleton<ActionClaimStore>()
            .AddSingleton<ActionLogStore>()
            .AddSingleton<PartitionStore>()
            .AddSingleton<SweepStore>()
            .AddSingleton<CallWriter>()
            .AddSingleton<ActionBeginner>()
            .AddSingleton<ActionWriter>()
            .AddSingleton<ICalls, CallService>()
            .AddSingleton<IActions, ActionService>()
            .AddSingleton<IdempotencyStore>()
            .AddSingleton<IIdempotency, IdempotencyService>()
            .AddSingleton<CacheStore>()
            .AddSingleton<ICallCache, CallCacheService>()
            .AddSingleton<ForgetStore>()
            .AddSingleton<ForgetSweep>()
            .AddHostedService(provider => provider.GetRequiredService<ForgetSweep>())
            .AddSingleton<LimitStore>()
            .AddSingleton<LimitReader>()
            .AddSingleton<ILimits, LimitService>()
            .AddSingleton<FailureStore>()
            .AddSingleton<FailureReader>()
            .AddSingleton<FailureWatch>()
            .AddSingleton<IFailures, FailureService>()
            .AddHostedService(provider => provider.GetRequiredService<FailureWatch>())
            .AddSingleton<ServedModelStore>()
            .AddSingleton<ServedWatch>()
            .AddSingleton<IServedModels, ServedModelService>()
            .AddHostedService(provider => provider.GetRequiredService<ServedWatch>())
            .AddSingleton<PartitionKeeper>()
            .AddSingleton<CallSweep>()
            .AddSingleton<DayKeeper<CallDayStore>>()
            .AddHostedService(provider => provider.GetRequiredService<PartitionKeeper>())
            .AddHostedService(provider => provider.GetRequiredService<SpoolDrainer>())
            .AddHostedService(provider => provider.GetRequiredService<CallSweep>())
            .AddHostedService(provider => provider.GetRequiredService<DayKeeper<CallDayStore>>());
}
