using System.Text.Json.Serialization;
using Lanekeeper.Permissions;

namespace Lanekeeper.Faces;

/// <param name="OverlapMs">How long the old key works beside the new one; 24 hours where it is not said.</param>
public sealed record RotateWire(long? OverlapMs = null)
{
    // Brought near the bounds, so that no number is too large for a span; the door says no to what lies outside.
    [JsonIgnore]
    public TimeSpan Overlap => OverlapMs is { } given
        ? TimeSpan.FromMilliseconds(Math.Clamp(given, -1, (long)AppKey.LongestOverlap.TotalMilliseconds + 1))
        : AppKey.UsualOverlap;
}
