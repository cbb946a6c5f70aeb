namespace Lanekeeper.Ledger;

/// <summary>The states of a call as they are written in <c>ledger.call_log</c>.</summary>
public static class CallStates
{
    /// <summary>A call that has no outcome yet.</summary>
    public const string Open = "open";

    private static readonly string[] Closed = [.. Enum.GetValues<CallState>().Select(Write)];

    /// <summary>All of them, <see cref="Open"/> first.</summary>
    public static IReadOnlyList<string> All { get; } = [Open, .. Closed];

    public static string Write(CallState state) => state switch
    {
        CallState.Answered => "answered",
        CallState.FailedTransient => "failed_transient",
        CallState.FailedSemantic => "failed_semantic",
        CallState.Cancelled => "cancelled",
        CallState.TimedOut => "timed_out",
        _ => "unknown",
    };

    internal static Problem? Check(string? state) => state is null || All.Contains(state) ? null : LedgerProblems.UnknownState(state, All);
}
