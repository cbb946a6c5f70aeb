using Lanekeeper.Ledger;

namespace Lanekeeper.Web.Models;

/// <param name="Unseen">Only changes that nobody has acknowledged are shown.</param>
/// <param name="MayAcknowledge">Whether whoever looks may say that a change is known.</param>
public sealed record ModelsView(Page<ServedModel> Models, bool Unseen, bool MayAcknowledge)
{
    public Problem? Problem { get; init; }
}
