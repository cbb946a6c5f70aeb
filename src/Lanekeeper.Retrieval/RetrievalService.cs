using Lanekeeper.Permissions;
using Lanekeeper.Retrieval.Ranking;
using Lanekeeper.Retrieval.Storing;
using Lanekeeper.Retrieval.Syncing;

namespace Lanekeeper.Retrieval;

internal sealed class RetrievalService(SourceIndexer indexer, Searcher searcher, SourceStore sources, PassageStore passages) : IRetrieval
{
    public async Task<Result<SyncReport>> SyncAsync(Actor actor, SyncSource request, CancellationToken cancellationToken) =>
        Access.Check(actor, RetrievalPermissions.Sync) is { } denied ? denied : await indexer.SyncAsync(request, cancellationToken);

    public async Task<Result<Page<SourceState>>> ListAsync(Actor actor, CancellationToken cancellationToken) =>
        Access.Check(actor, RetrievalPermissions.Read) is { } denied
            ? denied
            : new Page<SourceState>(await sources.ListAsync(cancellationToken), Next: null);

    public Task<Result<PassageList>> SearchAsync(PassageQuery query, CancellationToken cancellationToken) =>
        searcher.SearchAsync(query, cancellationToken);

    public async Task<Result<Passage>> GetAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, RetrievalPermissions.Read) is { } denied)
        {
            return denied;
        }

        return await passages.FindAsync(id, cancellationToken) is { } found ? found.ToPassage(score: 0, found.Trust) : RetrievalProblems.UnknownPassage(id);
    }

    public async Task<Result<PassageInDocument>> ReadAroundAsync(Actor actor, Guid id, CancellationToken cancellationToken)
    {
        if (Access.Check(actor, RetrievalPermissions.Read) is { } denied)
        {
            return denied;
        }

        var around = (await passages.ReadAroundAsync(id, PassageInDocument.MostAround, cancellationToken)).Select(found => found.ToPassage(score: 0, found.Trust)).ToList();
        return around.Find(passage => passage.Id == id) is { } cited
            && (await sources.ListAsync(cancellationToken)).FirstOrDefault(source => source.Name == cited.Source) is { } source
            ? new PassageInDocument(source, cited, around)
            : RetrievalProblems.UnknownPassage(id);
    }
}
