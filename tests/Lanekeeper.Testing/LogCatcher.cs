using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Lanekeeper.Testing;

/// <summary>Keeps every line that was logged.</summary>
public sealed class LogCatcher : ILoggerProvider
{
    private readonly ConcurrentQueue<string> _lines = new();

    public IReadOnlyCollection<string> Lines => _lines;

    /// <summary>For a class that is made without a container.</summary>
    public ILogger<T> Of<T>() => new Logger<T>(new LoggerFactory([this]));

    public ILogger CreateLogger(string categoryName) => new Catcher(_lines);

    public void Dispose()
    {
        // There is nothing to let go.
    }

    private sealed class Catcher(ConcurrentQueue<string> lines) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue($"{formatter(state, exception)} {exception}");
    }
}
