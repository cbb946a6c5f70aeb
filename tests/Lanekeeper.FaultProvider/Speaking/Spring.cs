namespace Lanekeeper.FaultProvider.Speaking;

/// <summary>Numbers that look like chance and are the same for the same source: SplitMix64, begun by FNV-1a.</summary>
internal struct Spring
{
    private ulong _state;

    public Spring(ReadOnlySpan<byte> source)
    {
        _state = 14695981039346656037;
        foreach (var part in source)
        {
            _state = (_state ^ part) * 1099511628211;
        }
    }

    public Spring(int seed, string purpose, int number)
        : this(System.Text.Encoding.UTF8.GetBytes(purpose)) => _state ^= ((ulong)(uint)seed << 32) | (uint)number;

    public ulong Next()
    {
        var mixed = _state += 0x9E3779B97F4A7C15;
        mixed = (mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    public string Letters(int count) => string.Create(count, this, static (letters, spring) =>
    {
        const string alphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
        var rest = 0UL;
        for (var at = 0; at < letters.Length; at++)
        {
            rest = at % 10 == 0 ? spring.Next() : rest / 62;
            letters[at] = alphabet[(int)(rest % 62)];
        }
    });
}
