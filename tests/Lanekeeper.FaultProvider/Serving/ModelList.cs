using Lanekeeper.FaultProvider.Scripting;
using Lanekeeper.FaultProvider.Speaking;

namespace Lanekeeper.FaultProvider.Serving;

/// <summary>The models that are offered: one for each thing that can be done.</summary>
internal static class ModelList
{
    private static readonly DateTimeOffset Born = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static byte[] Write(IDialect dialect)
    {
        var ids = FaultNames.All.Select(name => FaultNames.Prefix + name).ToList();
        return dialect is AnthropicFormat
            ? JsonReading.Bytes(new
            {
                data = ids.Select(id => new { type = "model", id, display_name = id, created_at = "2026-01-01T00:00:00Z" }),
                has_more = false,
                first_id = ids[0],
                last_id = ids[^1],
            })
            : JsonReading.Bytes(new { @object = "list", data = ids.Select(id => new { id, @object = "model", created = Born.ToUnixTimeSeconds(), owned_by = "fault-provider" }) });
    }
}
