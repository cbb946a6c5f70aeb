namespace Lanekeeper.Retrieval.Ranking;

/// <summary>Where a lexeme occurs: for each passage the distance from the one before, and how often, each as a number of 7 bits per byte.</summary>
internal readonly record struct Postings(byte[] Bytes, int Start, int Length, int Count)
{
    public Reader Read() => new(Bytes.AsSpan(Start, Length));

    internal ref struct Reader(ReadOnlySpan<byte> rest)
    {
        private ReadOnlySpan<byte> _rest = rest;

        public int Passage { get; private set; } = -1;

        public int Frequency { get; private set; }

        public bool Next()
        {
            if (_rest.IsEmpty)
            {
                return false;
            }

            Passage += Number();
            Frequency = Number();
            return true;
        }

        private int Number()
        {
            var value = 0;
            for (var (i, shift) = (0, 0); ; i++, shift += 7)
            {
                value |= (_rest[i] & 0x7F) << shift;
                if (_rest[i] < 0x80)
                {
                    _rest = _rest[(i + 1)..];
                    return value;
                }
            }
        }
    }
}
