namespace Lanekeeper.Ledger.Storing;

/// <summary>Many rows of calls as the columns that <c>unnest</c> takes.</summary>
internal static class CallColumns
{
    public static object Of(IReadOnlyList<CallIntent> batch, LedgerOptions options, DateTimeOffset now) => new
    {
        options.Node,
        options.Process,
        Ids = batch.Column(intent => intent.Id),
        Workflows = batch.Column(intent => intent.Origin.Workflow),
        Snapshots = batch.Column(intent => intent.Origin.Snapshot),
        RunIds = batch.Column(intent => intent.Origin.RunId),
        StepIds = batch.Column(intent => intent.Origin.StepId),
        TraceIds = batch.Column(intent => intent.Origin.TraceId),
        FirstCallIds = batch.Column(intent => intent.FirstCallId),
        Attempts = batch.Column(intent => intent.Attempt),
        Purposes = batch.Column(intent => intent.Purpose),
        Routes = batch.Column(intent => intent.Route),
        Providers = batch.Column(intent => intent.Provider),
        RequestedModels = batch.Column(intent => intent.RequestedModel),
        PriceVersions = batch.Column(intent => intent.PriceVersion),
        OpenedAts = batch.Column(intent => intent.OpenedAt),
        Deadlines = batch.Column(intent => intent.Deadline),
        Requests = batch.Column(intent => intent.Request),
        Apps = batch.Column(intent => intent.App?.Name),
        KeyIds = batch.Column(intent => intent.App?.KeyId),
        Formats = batch.Column(intent => intent.App?.Format),
        Streamed = batch.Column(intent => intent.App?.IsStreamed),
        SessionIds = batch.Column(intent => intent.App?.SessionId),
        RouteReasons = batch.Column(intent => intent.RouteReason),
        CacheHits = batch.Column(intent => intent.CacheHitOf),
        Degradeds = batch.Column(intent => intent.Degraded),
        Meters = batch.Column(intent => intent.Hold?.Meters),
        HeldUsds = batch.Column(intent => intent.Hold?.Usd),
        HeldTokens = batch.Column(intent => intent.Hold?.Tokens),
        now,
    };

    public static object Of(IReadOnlyList<CallFinal> batch) => new
    {
        Ids = batch.Column(final => final.Id),
        States = batch.Column(final => final.State),
        FailureCodes = batch.Column(final => final.FailureCode),
        FailureMessages = batch.Column(final => final.FailureMessage),
        HttpStatuses = batch.Column(final => final.HttpStatus),
        ServedModels = batch.Column(final => final.ServedModel),
        ProviderRequestIds = batch.Column(final => final.ProviderRequestId),
        SystemFingerprints = batch.Column(final => final.SystemFingerprint),
        FinishReasons = batch.Column(final => final.FinishReason),
        Inputs = batch.Column(final => final.Usage.Input),
        Outputs = batch.Column(final => final.Usage.Output),
        CacheReads = batch.Column(final => final.Usage.CacheRead),
        CacheWrites = batch.Column(final => final.Usage.CacheWrite),
        Reasonings = batch.Column(final => final.Usage.Reasoning),
        Costs = batch.Column(final => final.CostUsd),
        ReportedCosts = batch.Column(final => final.ReportedCostUsd),
        ServedHeaders = batch.Column(final => final.ServedModelHeader),
        Befores = batch.Column(final => final.Latency.BeforeMs),
        FirstBytes = batch.Column(final => final.Latency.FirstByteMs),
        Totals = batch.Column(final => final.Latency.TotalMs),
        Confidences = batch.Column(final => final.Confidence),
        ClosedAts = batch.Column(final => final.ClosedAt),
    };

    /// <summary>Of those that have one; a longer one than is kept is cut.</summary>
    public static object OfResponses(IReadOnlyList<CallFinal> batch, LedgerOptions options)
    {
        var answered = batch.Where(final => final.Response is not null).ToList();
        return new
        {
            Ids = answered.Column(final => final.Id),
            Responses = answered.Column(final => final.Response!.Length > options.LargestBody ? final.Response[..options.LargestBody] : final.Response),
            Lengths = answered.Column(final => final.ResponseLength ?? final.Response!.LongLength),
        };
    }
}
