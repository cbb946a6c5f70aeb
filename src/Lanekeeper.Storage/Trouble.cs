using Microsoft.Extensions.Logging;

namespace Lanekeeper.Storage;

/// <summary>
/// Keeps what tries again and again, a loop or one request after another, from logging the same each time. A failure is news once, until the loop has worked again, which is one line;
/// failures that differ are each news, but a database that goes, is gone and comes back is one.
/// </summary>
/// <param name="what">What the loop does when it works, as the beginning of a sentence: <c>The outbox is emptied</c>.</param>
public sealed partial class Trouble(string what, TimeProvider time, ILogger logger)
{
    // Beyond these none is remembered, so each is logged: rather too much than too little.
    private const int MostKnown = 32;

    private readonly Lock _lock = new();
    private readonly HashSet<string> _known = new(StringComparer.Ordinal);
    private volatile int _failed;
    private int _unsaid;
    private DateTimeOffset _since;

    /// <summary>Counts a try that failed, and tells whether its failure is to be logged.</summary>
    public bool IsNews(Exception failure)
    {
        lock (_lock)
        {
            _since = _failed == 0 ? time.GetUtcNow() : _since;
            _failed++;
            var key = KeyOf(failure);
            var isNews = !_known.Contains(key);
            if (isNews && _known.Count < MostKnown)
            {
                _known.Add(key);
            }

            _unsaid += isNews ? 0 : 1;
            return isNews;
        }
    }

    /// <summary>A try that worked. It costs nothing where none failed before.</summary>
    public void Over()
    {
        if (_failed == 0)
        {
            return;
        }

        lock (_lock)
        {
            if (_failed > 0)
            {
                LogOver(what, TimeSpan.FromSeconds(Math.Ceiling((time.GetUtcNow() - _since).TotalSeconds)), _failed, _unsaid);
                (_failed, _unsaid) = (0, 0);
                _known.Clear();
            }
        }
    }

    /// <summary>One try of the loop, which goes on whatever becomes of it.</summary>
    /// <param name="work">What is tried.</param>
    /// <param name="log">Says what went wrong; called where that is news.</param>
    public async Task GuardAsync(Func<Task> work, Action<Exception> log)
    {
        try
        {
            await work();
            Over();
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            if (IsNews(failure))
            {
                log(failure);
            }
        }
    }

    // Where a failure came from is a part of it, but for a database that is away: however that shows, it is the same outage.
    private static string KeyOf(Exception failure) =>
        DatabaseFailure.IsUnavailable(failure) ? $"away {DatabaseFailure.RefusalOf(failure)}" : failure.ToString();

    [LoggerMessage(LogLevel.Warning, "{What} again, after {Lasted}. Tries that failed: {Failed}; not logged, being like one that was: {Unsaid}.")]
    private partial void LogOver(string what, TimeSpan lasted, int failed, int unsaid);
}
