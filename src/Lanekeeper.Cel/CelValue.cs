using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Lanekeeper.Cel.Values;

namespace Lanekeeper.Cel;

/// <summary>
/// A value of the language. Twenty-four bytes, numbers and times unboxed. Numbers of different kinds are equal and ordered by
/// what they count: <c>1 == 1u == 1.0</c>.
/// </summary>
public readonly struct CelValue : IEquatable<CelValue>
{
    private const CelKind ErrorKind = (CelKind)255;

    private readonly object? _reference;
    private readonly long _bits;
    private readonly int _nanos;

    private CelValue(CelKind kind, long bits = 0, object? reference = null, int nanos = 0) =>
        (Kind, _bits, _reference, _nanos) = (kind, bits, reference, nanos);

    public CelKind Kind { get; }

    public static CelValue Null => default;

    internal bool IsError => Kind == ErrorKind;

    internal bool IsTrue => Kind == CelKind.Bool && _bits != 0;

    internal bool IsFalse => Kind == CelKind.Bool && _bits == 0;

    internal bool IsNumber => Kind is CelKind.Int or CelKind.Uint or CelKind.Double;

    internal long Int => _bits;

    internal ulong Uint => (ulong)_bits;

    internal double Double => BitConverter.Int64BitsToDouble(_bits);

    internal string Text => (string)_reference!;

    internal byte[] Octets => (byte[])_reference!;

    internal IReadOnlyList<CelValue> Items => (IReadOnlyList<CelValue>)_reference!;

    internal IReadOnlyDictionary<CelValue, CelValue> Entries => (IReadOnlyDictionary<CelValue, CelValue>)_reference!;

    internal long Seconds => _bits;

    internal int Nanos => _nanos;

    internal long DurationNanos => _bits;

    internal int ErrorOffset => _nanos;

    public static implicit operator CelValue(bool value) => new(CelKind.Bool, value ? 1 : 0);

    public static implicit operator CelValue(long value) => new(CelKind.Int, value);

    public static implicit operator CelValue(ulong value) => new(CelKind.Uint, (long)value);

    public static implicit operator CelValue(double value) => new(CelKind.Double, BitConverter.DoubleToInt64Bits(value));

    public static implicit operator CelValue(string? value) => value is null ? Null : new(CelKind.String, 0, value);

    public static bool operator ==(CelValue left, CelValue right) => left.Equals(right);

    public static bool operator !=(CelValue left, CelValue right) => !left.Equals(right);

    public static CelValue Bytes(ReadOnlySpan<byte> value) => new(CelKind.Bytes, 0, value.ToArray());

    /// <summary>A list; it is not copied, so do not change it afterwards.</summary>
    public static CelValue List(IReadOnlyList<CelValue> items) => new(CelKind.List, 0, items ?? throw new ArgumentNullException(nameof(items)));

    /// <summary>A map whose keys are strings, ints, uints or bools; it is not copied, so do not change it afterwards.</summary>
    public static CelValue Map(IReadOnlyDictionary<CelValue, CelValue> entries) =>
        new(CelKind.Map, 0, entries ?? throw new ArgumentNullException(nameof(entries)));

    /// <summary>A map with fields.</summary>
    public static CelValue Map(IEnumerable<KeyValuePair<string, CelValue>> fields)
    {
        ArgumentNullException.ThrowIfNull(fields);
        return Map(fields.ToDictionary(field => (CelValue)field.Key, field => field.Value));
    }

    public static CelValue Timestamp(DateTimeOffset value)
    {
        var (seconds, ticks) = Math.DivRem(value.UtcTicks - DateTime.UnixEpoch.Ticks, TimeSpan.TicksPerSecond);
        return ticks < 0 ? Timestamp(seconds - 1, (int)(ticks + TimeSpan.TicksPerSecond) * 100) : Timestamp(seconds, (int)ticks * 100);
    }

    /// <summary>A duration; one beyond 292 years becomes 292 years.</summary>
    public static CelValue Duration(TimeSpan value) => Duration((long)Int128.Clamp((Int128)value.Ticks * 100, long.MinValue, long.MaxValue));

    /// <summary>
    /// A JSON value, wrapped, not copied: its document must outlive the value. A number without fraction and exponent that fits
    /// 64 bits is an int, any other a double.
    /// </summary>
    public static CelValue FromJson(JsonElement element) => JsonValues.From(element);

    public bool TryGetBool(out bool value) => (value = IsTrue) || Kind == CelKind.Bool;

    public bool TryGetInt(out long value)
    {
        value = Kind == CelKind.Int ? _bits : 0;
        return Kind == CelKind.Int;
    }

    public bool TryGetUint(out ulong value)
    {
        value = Kind == CelKind.Uint ? Uint : 0;
        return Kind == CelKind.Uint;
    }

    public bool TryGetDouble(out double value)
    {
        value = Kind == CelKind.Double ? Double : 0;
        return Kind == CelKind.Double;
    }

    public bool TryGetString([NotNullWhen(true)] out string? value) => (value = Kind == CelKind.String ? Text : null) is not null;

    public bool TryGetBytes(out ReadOnlyMemory<byte> value)
    {
        value = Kind == CelKind.Bytes ? Octets : default;
        return Kind == CelKind.Bytes;
    }

    public bool TryGetList([NotNullWhen(true)] out IReadOnlyList<CelValue>? value) => (value = Kind == CelKind.List ? Items : null) is not null;

    public bool TryGetMap([NotNullWhen(true)] out IReadOnlyDictionary<CelValue, CelValue>? value) =>
        (value = Kind == CelKind.Map ? Entries : null) is not null;

    /// <summary>The timestamp, cut to a tenth of a microsecond.</summary>
    public bool TryGetTimestamp(out DateTimeOffset value)
    {
        value = Kind == CelKind.Timestamp ? DateTimeOffset.FromUnixTimeSeconds(Seconds).AddTicks(Nanos / 100) : default;
        return Kind == CelKind.Timestamp;
    }

    /// <summary>The duration, cut to a tenth of a microsecond.</summary>
    public bool TryGetDuration(out TimeSpan value)
    {
        value = Kind == CelKind.Duration ? TimeSpan.FromTicks(DurationNanos / 100) : default;
        return Kind == CelKind.Duration;
    }

    /// <summary>Writes the value as JSON: bytes in base64, times as RFC 3339, durations as seconds, NaN and infinities as strings.</summary>
    public void WriteTo(Utf8JsonWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        JsonValues.Write(writer, this);
    }

    public bool Equals(CelValue other) => Equality.AreSame(this, other);

    public override bool Equals([NotNullWhen(true)] object? obj) => obj is CelValue other && Equals(other);

    public override int GetHashCode() => Equality.Hash(this);

    /// <summary>The value as the language's own <c>%s</c> shows it.</summary>
    public override string ToString() => Display.Of(this);

    internal static CelValue Error(string message, int offset = -1) => new(ErrorKind, 0, message, offset);

    internal static CelValue OwnedBytes(byte[] value) => new(CelKind.Bytes, 0, value);

    internal static CelValue Timestamp(long seconds, int nanos) => new(CelKind.Timestamp, seconds, null, nanos);

    internal static CelValue Duration(long nanos) => new(CelKind.Duration, nanos);

    internal static CelValue Type(string name) => new(CelKind.Type, 0, name);

    /// <summary>This value; an error without a place is given this one.</summary>
    internal CelValue At(int offset) => IsError && _nanos < 0 ? Error(Text, offset) : this;
}
