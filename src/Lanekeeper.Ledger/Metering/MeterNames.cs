namespace Lanekeeper.Ledger.Metering;

/// <summary>The meters of one call, as its row keeps them.</summary>
internal static class MeterNames
{
    public static string Join(CallHold hold) => string.Join(',', hold.Limits.Select(limits => limits.Meter));
}
