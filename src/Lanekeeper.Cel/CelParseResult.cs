using System.Diagnostics.CodeAnalysis;

namespace Lanekeeper.Cel;

/// <summary>A compiled expression, or every fault found.</summary>
public sealed class CelParseResult
{
    internal CelParseResult(CelExpression expression) => Expression = expression;

    internal CelParseResult(IReadOnlyList<CelFault> faults) => Faults = faults;

    public CelExpression? Expression { get; }

    /// <summary>Empty when there is an expression.</summary>
    public IReadOnlyList<CelFault> Faults { get; } = [];

    public bool Succeeded([NotNullWhen(true)] out CelExpression? expression)
    {
        expression = Expression;
        return expression is not null;
    }
}
