namespace Lanekeeper.JsonSchema.Evaluating;

/// <summary>
/// Which members (or items) of one instance some schema has looked at, by position. Kept only where an
/// <c>unevaluated…</c> keyword may ask.
/// </summary>
internal sealed class Marks
{
    private ulong[] _words = [];
    private bool _all;

    public void Add(int index)
    {
        if (_all)
        {
            return;
        }

        Grow((index >> 6) + 1);
        _words[index >> 6] |= 1UL << index;
    }

    public void AddAll() => _all = true;

    public void Add(Marks other)
    {
        _all |= other._all;
        if (_all)
        {
            return;
        }

        Grow(other._words.Length);
        for (var word = 0; word < other._words.Length; word++)
        {
            _words[word] |= other._words[word];
        }
    }

    public bool Has(int index) => _all || (index >> 6 < _words.Length && (_words[index >> 6] & (1UL << index)) != 0);

    private void Grow(int length)
    {
        if (_words.Length < length)
        {
            Array.Resize(ref _words, Math.Max(length, _words.Length * 2));
        }
    }
}
