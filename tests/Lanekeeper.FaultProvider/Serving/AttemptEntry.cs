namespace Lanekeeper.FaultProvider.Serving;

/// <summary>An attempt while it is going on. Its own lock is the only one that a request takes.</summary>
internal sealed class AttemptEntry(Attempt begun, byte[]? body, IReadOnlyList<KeyValuePair<string, string>>? head)
{
    private readonly Lock _lock = new();
    private Attempt _now = begun;
    private byte[]? _body = body;
    private IReadOnlyList<KeyValuePair<string, string>>? _head = head;

    public int Number { get; } = begun.Number;

    public DateTimeOffset Begun { get; } = begun.At;

    public int BodyBytes { get; } = begun.BodyBytes;

    public Attempt Now
    {
        get
        {
            lock (_lock)
            {
                return _now;
            }
        }
    }

    public byte[]? Body => Volatile.Read(ref _body);

    public IReadOnlyList<KeyValuePair<string, string>>? Head => Volatile.Read(ref _head);

    public void Note(string did, int? status)
    {
        lock (_lock)
        {
            _now = _now with { Did = did, Status = status };
        }
    }

    /// <returns>The attempt as it ended, or <see langword="null"/> when it had ended before.</returns>
    public Attempt? End(Outcome outcome, DateTimeOffset at)
    {
        lock (_lock)
        {
            return _now.EndedAt is not null ? null : _now = _now with { Outcome = outcome, EndedAt = at };
        }
    }

    public void LetGo()
    {
        Volatile.Write(ref _body, null);
        Volatile.Write(ref _head, null);
    }
}
