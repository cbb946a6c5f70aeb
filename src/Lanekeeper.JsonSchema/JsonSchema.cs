namespace Lanekeeper.JsonSchema;

/// <summary>A compiled schema.</summary>
public sealed class JsonSchema
{
}
