using System.Text.Json;
using Lanekeeper.Ledger;
using Lanekeeper.Permissions;

namespace Lanekeeper.Orchestration.Reading;

/// <summary>Leaves out what only reviewers may read: a run's input, what its steps gave, and words that are made of them.</summary>
internal static class Contents
{
    public static readonly JsonElement Nothing = JsonElement.Parse("null");

    public static Problem? Refuse(Actor actor) => Access.Check(actor, LedgerPermissions.ReadBodies);

    // A question, and the reason for which work was handed over, are templates that were filled; other explanations name rules, models and people.
    public static StepRecord Without(StepRecord step) => step with
    {
        Output = null,
        Explanation = step is { Kind: "route" } or { Kind: "approve", State: StepState.Waiting } ? null : step.Explanation,
    };
}
