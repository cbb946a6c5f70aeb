namespace Lanekeeper.Retrieval.Ranking;

/// <summary>Collects the postings of one lexeme, passage after passage.</summary>
internal sealed class PostingsWriter
{
    private byte[] _bytes = new byte[8];
    private int _last = -1;

    public int Length { get; private set; }

    public int Count { get; private set; }

    public ReadOnlySpan<byte> Written => _bytes.AsSpan(0, Length);

    public void Add(int passage, int frequency)
    {
        if (_bytes.Length - Length < 10)
        {
            Array.Resize(ref _bytes, _bytes.Length * 2);
        }

        Write(passage - _last);
        Write(frequency);
        _last = passage;
        Count++;
    }

    private void Write(int value)
    {
        while (value >= 0x80)
        {
            _bytes[Length++] = (byte)(value | 0x80);
            value >>= 7;
        }

        _bytes[Length++] = (byte)value;
    }
}
