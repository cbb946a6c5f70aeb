using Lanekeeper.Retrieval.Ranking;
using Lanekeeper.Retrieval.Storing;
using Lanekeeper.Retrieval.Syncing;
using Lanekeeper.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace Lanekeeper.Retrieval;

/// <summary>Furnishes this room.</summary>
public static class RetrievalRoom
{
    public static readonly RoomSchema Schema = new("retrieval", typeof(RetrievalRoom).Assembly);

    public static IServiceCollection AddRetrieval(this IServiceCollection services) =>
        services
            .AddSingleton(Schema)
            .AddSingleton<SourceStore>()
            .AddSingleton<PassageStore>()
            .AddSingleton<IndexStore>()
            .AddSingleton<IndexCache>()
            .AddSingleton<SourceIndexer>()
            .AddSingleton<Searcher>()
            .AddSingleton<IRetrieval, RetrievalService>();
}
