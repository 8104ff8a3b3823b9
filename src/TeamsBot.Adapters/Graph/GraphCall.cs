using System.Globalization;
using System.Net;
using Azure.Identity;
using Microsoft.Graph.Models.ODataErrors;
using Microsoft.Kiota.Abstractions;
using TeamsBot.Core.Workspace;

namespace TeamsBot.Adapters.Graph;

/// <summary>Makes one request and turns what Graph says into an outcome: in this one place, and never by waiting.</summary>
internal static class GraphCall
{
    /// <summary>Where Graph does not say how long to wait.</summary>
    private static readonly TimeSpan Usual = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(15);

    /// <param name="refusal">What a refusal means for this request, where it means something of its own; null leaves it to the status.</param>
    public static async Task<WorkspaceOutcome<T>> AskAsync<T>(
        Func<Task<WorkspaceOutcome<T>>> request, CancellationToken cancellation, Func<Refusal, WorkspaceOutcome<T>?>? refusal = null)
    {
        try
        {
            return await request();
        }
        catch (ApiException fault)
        {
            var said = Refusal.Of(fault);
            return refusal?.Invoke(said) ?? Usually<T>(said);
        }
        catch (HttpRequestException fault)
        {
            return new WorkspaceOutcome<T>.Later(Usual, $"no answer: {fault.HttpRequestError}");
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new WorkspaceOutcome<T>.Later(Usual, "no answer in time");
        }
        catch (AuthenticationFailedException)
        {
            return new WorkspaceOutcome<T>.Later(TimeSpan.FromSeconds(30), "no token for Microsoft Graph");
        }
    }

    private static WorkspaceOutcome<T> Usually<T>(Refusal said) => said switch
    {
        { Status: (int)HttpStatusCode.NotFound } => new WorkspaceOutcome<T>.NotFound(),
        { Status: (int)HttpStatusCode.TooManyRequests or (int)HttpStatusCode.RequestTimeout or (int)HttpStatusCode.Locked or >= 500 or 0 } =>
            new WorkspaceOutcome<T>.Later(said.After ?? Usual, said.ToString()),
        _ => new WorkspaceOutcome<T>.Refused(said.ToString()),
    };

    /// <summary>An answer that is no success. Graph's message may hold names, so only its code is passed on.</summary>
    internal sealed record Refusal(int Status, string Code, string Message, TimeSpan? After)
    {
        public static Refusal Of(ApiException fault)
        {
            var error = (fault as ODataError)?.Error;
            return new(fault.ResponseStatusCode, error?.Code ?? "", error?.Message ?? "", RetryAfter(fault));
        }

        /// <summary>Whether Graph says that something of that name, or the thing itself, is there already; it says so in several ways.</summary>
        public bool IsAlready =>
            Status == (int)HttpStatusCode.Conflict
            || (Status == (int)HttpStatusCode.BadRequest
                && (Code.Contains("AlreadyExists", StringComparison.OrdinalIgnoreCase) || Message.Contains("already exist", StringComparison.OrdinalIgnoreCase)));

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Status} {Code}").TrimEnd();

        private static TimeSpan? RetryAfter(ApiException fault)
        {
            var value = fault.ResponseHeaders?.FirstOrDefault(header => header.Key.Equals("Retry-After", StringComparison.OrdinalIgnoreCase)).Value?.FirstOrDefault();
            return double.TryParse(value, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds) && seconds >= 0
                ? TimeSpan.FromSeconds(Math.Min(seconds, Longest.TotalSeconds))
                : null;
        }
    }
}
