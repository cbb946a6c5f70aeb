using System.Diagnostics.CodeAnalysis;
using System.Text;

namespace Lanekeeper.JsonSchema.Values;

/// <summary>A table by name that is asked with the bytes of a document, so that no string is made for a member looked up.</summary>
internal sealed class Utf8Names<T>
{
    private readonly Dictionary<byte[], T> _values = new(Utf8Comparer.Instance);
    private readonly Dictionary<byte[], T>.AlternateLookup<ReadOnlySpan<byte>> _lookup;

    public Utf8Names() => _lookup = _values.GetAlternateLookup<ReadOnlySpan<byte>>();

    public int Count => _values.Count;

    public IEnumerable<string> Names => _values.Keys.Select(Encoding.UTF8.GetString);

    public IEnumerable<T> Values => _values.Values;

    public bool Add(string name, T value) => Add(Encoding.UTF8.GetBytes(name), value);

    public bool Add(ReadOnlySpan<byte> name, T value) => _values.TryAdd(name.ToArray(), value);

    public bool TryGet(ReadOnlySpan<byte> name, [MaybeNullWhen(false)] out T value) => _lookup.TryGetValue(name, out value);

    public bool Has(ReadOnlySpan<byte> name) => _lookup.ContainsKey(name);
}

internal sealed class Utf8Comparer : IEqualityComparer<byte[]>, IAlternateEqualityComparer<ReadOnlySpan<byte>, byte[]>
{
    public static readonly Utf8Comparer Instance = new();

    public bool Equals(byte[]? x, byte[]? y) => x.AsSpan().SequenceEqual(y);

    public bool Equals(ReadOnlySpan<byte> alternate, byte[] other) => alternate.SequenceEqual(other);

    public int GetHashCode(byte[] obj) => Hash(obj);

    public int GetHashCode(ReadOnlySpan<byte> alternate) => Hash(alternate);

    public byte[] Create(ReadOnlySpan<byte> alternate) => alternate.ToArray();

    /// <summary>Seeded anew in every process: nobody can prepare names that collide.</summary>
    public static int Hash(ReadOnlySpan<byte> text)
    {
        var hash = new HashCode();
        hash.AddBytes(text);
        return hash.ToHashCode();
    }
}
