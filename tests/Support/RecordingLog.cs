using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Pan123Dav.Tests.Support;

/// <summary>Keeps what is logged. A logger, a factory and a provider, whichever is wanted.</summary>
internal sealed class RecordingLog : ILogger, ILoggerFactory, ILoggerProvider
{
    private readonly ConcurrentQueue<(int Id, LogLevel Level, string Text, string Exception)> _lines = new();

    public IReadOnlyCollection<(int Id, LogLevel Level, string Text)> Lines => [.. _lines.Select(line => (line.Id, line.Level, line.Text))];

    /// <summary>The same, each as <c>level id message exception</c>.</summary>
    public IReadOnlyCollection<string> Texts => [.. _lines.Select(line => $"{line.Level} {line.Id} {line.Text} {line.Exception}")];

    public int Count(int id) => _lines.Count(line => line.Id == id);

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        _lines.Enqueue((eventId.Id, logLevel, formatter(state, exception), $"{exception}"));

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public ILogger CreateLogger(string categoryName) => this;

    public void AddProvider(ILoggerProvider provider) => throw new NotSupportedException();

    public void Dispose()
    {
    }
}
