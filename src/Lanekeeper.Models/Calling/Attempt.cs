using Lanekeeper.Models.Providing;
using Lanekeeper.Models.Shaping;

namespace Lanekeeper.Models.Calling;

/// <summary>What came of one request, after both of its rows were committed.</summary>
internal sealed record Attempt(Guid CallId, ProviderReply Reply, OutputReading Reading, Problem? Problem, double? Confidence)
{
    public bool MayTryAgain => Problem is { IsTransient: true } && !Reply.IsFinal;

    /// <summary>It answered, and its schema cannot be filled with that. A refusal is not among these.</summary>
    public bool IsUnfit => MayRepair || Problem?.Code == "models.unfilled-output";

    public bool MayRepair => Problem is { Kind: ProblemKind.Semantic } && Reading.Faults.Count > 0;
}
