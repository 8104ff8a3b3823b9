using Microsoft.Extensions.Logging;

namespace TeamsBot.Core.Tests.Delivery;

/// <summary>Keeps what is logged.</summary>
internal sealed class Log<T>(List<string> lines) : ILogger<T>
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    public bool IsEnabled(LogLevel logLevel) => true;

    void ILogger.Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
        lines.Add($"{logLevel}: {formatter(state, exception)} {exception?.Message}");
}
