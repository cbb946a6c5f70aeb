namespace Lanekeeper.Orchestration;

/// <summary>The wake-up channels of this room.</summary>
internal static class Channels
{
    public const string Jobs = "orchestration_jobs";
}
