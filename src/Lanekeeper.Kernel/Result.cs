using System.Diagnostics.CodeAnalysis;

namespace Lanekeeper.Kernel;

/// <summary>What a door answers: a value, or the problem that stopped it.</summary>
/// <remarks>A class, not a struct: a <c>default</c> struct would pass for a success that holds nothing.</remarks>
public sealed class Result<T>
{
    private readonly T? _value;

    private Result(T? value, Problem? problem) => (_value, Problem) = (value, problem);

    public Problem? Problem { get; }

    public bool Succeeded([NotNullWhen(true)] out T? value, [NotNullWhen(false)] out Problem? problem)
    {
        (value, problem) = (_value, Problem);
        return problem is null;
    }

    /// <summary>The value of a success; for callers that have made sure, and for tests.</summary>
    /// <exception cref="InvalidOperationException">This is a problem; its code and message are in the exception's message.</exception>
    public T Value => Problem is null ? _value! : throw new InvalidOperationException($"{Problem.Code}: {Problem.Message}");

    public Result<TOther> Map<TOther>(Func<T, TOther> change) => Problem is null ? change(_value!) : Problem;

    public static implicit operator Result<T>(T value) => new(value, null);

    public static implicit operator Result<T>(Problem problem) => new(default, problem);
}

/// <summary>The value of a success that has nothing to say.</summary>
public sealed record Done
{
    public static readonly Done Instance = new();
}
