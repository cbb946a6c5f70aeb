using Lanekeeper.Gateway;

namespace Lanekeeper.Host.Serving;

/// <summary>Leaves out what the web server says of an answer that ends without an end on purpose: to the server it is an unhandled exception, with a stack.</summary>
internal sealed class WithoutCuts(ILoggerProvider inner) : ILoggerProvider, ISupportExternalScope
{
    private const string WebServer = "Microsoft.AspNetCore.Server.Kestrel";

    public ILogger CreateLogger(string categoryName) => categoryName == WebServer ? new Quiet(inner.CreateLogger(categoryName)) : inner.CreateLogger(categoryName);

    public void SetScopeProvider(IExternalScopeProvider scopeProvider) => (inner as ISupportExternalScope)?.SetScopeProvider(scopeProvider);

    public void Dispose() => inner.Dispose();

    private sealed class Quiet(ILogger inner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => inner.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (exception is not CutStreamException)
            {
                inner.Log(logLevel, eventId, state, exception, formatter);
            }
        }
    }
}
