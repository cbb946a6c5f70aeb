namespace Lanekeeper.Models.Calling;

/// <summary>One deadline over everything that a call does, joined with the caller's own cancellation.</summary>
internal sealed class Deadline : IDisposable
{
    private readonly CancellationTokenSource _clock;
    private readonly CancellationTokenSource _either;
    private readonly CancellationToken _caller;
    private readonly TimeProvider _time;

    public Deadline(TimeSpan length, TimeProvider time, CancellationToken caller)
    {
        (_time, _caller, Length, At) = (time, caller, length, time.GetUtcNow() + length);
        _clock = new CancellationTokenSource(length, time);
        _either = CancellationTokenSource.CreateLinkedTokenSource(_clock.Token, caller);
    }

    public TimeSpan Length { get; }

    public DateTimeOffset At { get; }

    /// <summary>One for a part of what is left.</summary>
    public Deadline Within(TimeSpan length) => new(length < Remaining ? length : Remaining > TimeSpan.Zero ? Remaining : TimeSpan.Zero, _time, _caller);

    public CancellationToken Token => _either.Token;

    public TimeSpan Remaining => At - _time.GetUtcNow();

    public bool CallerLeft => _caller.IsCancellationRequested;

    public bool HasPassed => _clock.IsCancellationRequested || Remaining <= TimeSpan.Zero;

    /// <param name="unanswered">An answer that came in spite of it is handed on.</param>
    public void ThrowIfCallerLeft(bool unanswered)
    {
        if (unanswered)
        {
            _caller.ThrowIfCancellationRequested();
        }
    }

    public void Dispose()
    {
        _either.Dispose();
        _clock.Dispose();
    }
}
