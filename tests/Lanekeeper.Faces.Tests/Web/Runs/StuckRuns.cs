using Lanekeeper.Orchestration;

namespace Lanekeeper.Faces.Tests.Web.Runs;

/// <summary>A run whose model is away, for the faces that show it.</summary>
internal static class StuckRuns
{
    public static Run Run(DateTimeOffset now, RunState state) => new()
    {
        Id = Guid.Parse("0199a000-0000-7000-8000-000000000002"),
        Workflow = "support",
        Snapshot = "sha256:0123456789abcdef",
        State = state,
        Title = "Where is my parcel?",
        TraceId = "0af7651916cd43dd8448eb211c80319c",
        StartedBy = "1",
        CreatedAt = now.AddMinutes(-1),
        EndedAt = state == RunState.Dead ? now : null,
        StepId = "triage",
    };

    /// <summary>Its second try, after a failure three seconds ago.</summary>
    public static RunAttempts Attempts(DateTimeOffset now) => new()
    {
        StepId = "triage",
        Try = 2,
        MostTries = 5,
        Requests = 4,
        Model = "openai/gpt-5-mini",
        Route = "default",
        LastFailure = new(Guid.Parse("0199a000-0000-7000-8000-00000000000f"), "openai/gpt-5-mini", "models.overloaded", "overloaded", 503, now.AddSeconds(-3)),
    };
}
