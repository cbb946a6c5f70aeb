namespace Lanekeeper.Ledger.Writing;

internal static class Origins
{
    public static CallOrigin Mend(CallOrigin origin) => origin with
    {
        Workflow = Texts.Mend(origin.Workflow)!,
        Snapshot = Texts.Mend(origin.Snapshot)!,
        StepId = Texts.Mend(origin.StepId),
        TraceId = Texts.Mend(origin.TraceId)!,
    };
}
