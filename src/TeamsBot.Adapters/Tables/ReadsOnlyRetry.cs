using Azure.Core;
using Azure.Core.Pipeline;

namespace TeamsBot.Adapters.Tables;

/// <summary>
/// Repeats reads that failed in passing, within a second. A write is never repeated here: it may have happened, and only the use case, reading again, can tell.
/// </summary>
internal sealed class ReadsOnlyRetry()
    : RetryPolicy(maxRetries: 3, DelayStrategy.CreateExponentialDelayStrategy(TimeSpan.FromMilliseconds(50), TimeSpan.FromMilliseconds(300)))
{
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(1);

    protected override bool ShouldRetry(HttpMessage message, Exception? exception) => MayRepeat(message) && base.ShouldRetry(message, exception);

    protected override ValueTask<bool> ShouldRetryAsync(HttpMessage message, Exception? exception) =>
        MayRepeat(message) ? base.ShouldRetryAsync(message, exception) : ValueTask.FromResult(false);

    // A server that asks for patience gets it from the caller, who has other things to do meanwhile.
    private static bool MayRepeat(HttpMessage message) =>
        message.Request.Method == RequestMethod.Get
        && TimeProvider.System.GetUtcNow() - message.ProcessingContext.StartTime < Longest
        && !(message.HasResponse && message.Response.Headers.Contains("Retry-After"));
}
