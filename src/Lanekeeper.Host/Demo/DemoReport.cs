namespace Lanekeeper.Host.Demo;

/// <summary>What a demo did; the object that <c>demo --once --json</c> prints.</summary>
internal sealed record DemoReport
{
    public required int Messages { get; init; }

    /// <summary>The model that answered.</summary>
    public required string Model { get; init; }

    /// <summary>How many of the demo's runs are in each state.</summary>
    public required IReadOnlyDictionary<string, int> Runs { get; init; }

    /// <summary>How those that came to an end ended, in a word.</summary>
    public required IReadOnlyDictionary<string, int> Outcomes { get; init; }

    /// <summary>Cards for actions and questions: a run waits for each of them.</summary>
    public required int ApprovalsPending { get; init; }

    /// <summary>Cards for work that was handed to a person; no run waits for them.</summary>
    public required int HandoffsPending { get; init; }

    /// <summary>Model calls that the runs' journals name.</summary>
    public required int ModelCalls { get; init; }

    /// <summary>Rows of <c>ledger.call_log</c> that belong to the runs.</summary>
    public required int LedgerRows { get; init; }

    /// <summary>Of the calls whose cost is known.</summary>
    public required decimal CostUsd { get; init; }

    public required int CallsOfUnknownCost { get; init; }

    public required Wilson Accuracy { get; init; }

    /// <summary>From the first message to the last run at rest.</summary>
    public required double Seconds { get; init; }
}
