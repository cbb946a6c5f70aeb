using Lanekeeper.Cel.Evaluating;

namespace Lanekeeper.Cel.Functions;

/// <summary>What a function does: arguments that are no errors, the receiver first, to a value.</summary>
internal delegate CelValue FunctionBody(ReadOnlySpan<CelValue> arguments, Run run);

/// <param name="Name">Its name, with its namespace: <c>math.abs</c>.</param>
/// <param name="IsReceived">Whether it is called on its first argument: <c>s.size()</c>.</param>
/// <param name="Least">The fewest arguments, the receiver among them.</param>
/// <param name="Most">The most arguments, the receiver among them.</param>
internal sealed record Function(string Name, bool IsReceived, int Least, int Most, FunctionBody Body)
{
    public static Function Plain(string name, int least, int most, FunctionBody body) => new(name, false, least, most, body);

    public static Function Plain(string name, FunctionBody body) => new(name, false, 1, 1, body);

    public static Function On(string name, int least, int most, FunctionBody body) => new(name, true, least, most, body);

    public static CelValue NoOverload(string name, ReadOnlySpan<CelValue> arguments)
    {
        var types = new List<string>(arguments.Length);
        foreach (var argument in arguments)
        {
            types.Add(TypeNames.Of(argument));
        }

        return CelValue.Error($"no overload of {name} for ({string.Join(", ", types)})");
    }
}
