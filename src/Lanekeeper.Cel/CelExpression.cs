namespace Lanekeeper.Cel;

/// <summary>A compiled condition.</summary>
public sealed class CelExpression
{
}
