using System.Text.Json;

namespace Lanekeeper.Orchestration.Running;

/// <summary>What came of running a step once.</summary>
internal abstract record StepResult
{
    /// <summary>It is over, well or as declared.</summary>
    public sealed record Ended(StepState State) : StepResult
    {
        public JsonElement? Output { get; init; }

        public double? Confidence { get; init; }

        public Guid? CallId { get; init; }

        public Guid? ActionId { get; init; }

        public Guid? ApprovalId { get; init; }

        public string? Explanation { get; init; }

        /// <summary>The run is over with it: somebody else goes on.</summary>
        public bool EndsRun { get; init; }
    }

    /// <summary>A person must decide.</summary>
    public sealed record Waits(Guid ApprovalId, string? Explanation = null) : StepResult;

    /// <summary>It failed: transiently, and will be tried again, or for good.</summary>
    public sealed record Stops(Problem Problem) : StepResult;

    /// <summary>The run was stopped from outside while it waited.</summary>
    public sealed record Withdrawn : StepResult;
}
