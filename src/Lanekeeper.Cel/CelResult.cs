using System.Diagnostics.CodeAnalysis;

namespace Lanekeeper.Cel;

/// <summary>The value of an evaluation, or why there is none.</summary>
public readonly struct CelResult
{
    private readonly CelValue _value;

    internal CelResult(CelValue value) => _value = value;

    /// <summary>The value; null when <see cref="Error"/> says why there is none.</summary>
    public CelValue Value => _value.IsError ? CelValue.Null : _value;

    /// <summary>One sentence that says what went wrong, or <see langword="null"/>.</summary>
    public string? Error => _value.IsError ? _value.Text : null;

    /// <summary>Where in the source the error arose, in UTF-16 units; -1 where there is none.</summary>
    public int ErrorOffset => _value.IsError ? _value.ErrorOffset : -1;

    public bool Succeeded(out CelValue value, [NotNullWhen(false)] out string? error)
    {
        (value, error) = (Value, Error);
        return error is null;
    }

    public override string ToString() => Error is { } error ? $"error: {error}" : Value.ToString();
}
