using Azure;
using Azure.Data.Tables;
using TeamsBot.Core.Tables;

namespace TeamsBot.Adapters.Tables;

/// <summary>What a failed write means: refused by a condition, refused for certain, or perhaps done. Decided here and nowhere else.</summary>
internal static class AzureFailure
{
    /// <exception cref="TableUnavailableException">Nothing was written, for certain.</exception>
    /// <exception cref="InvalidOperationException">The service does not take the request: a bug of ours.</exception>
    public static Committed OfWrite(RequestFailedException failure) => failure switch
    {
        { Status: 404, ErrorCode: TableErrorCode.TableNotFound } or { Status: 409, ErrorCode: TableErrorCode.TableBeingDeleted } =>
            throw new TableUnavailableException("The table is not there.", failure),
        { Status: 404 or 409 or 412 } => Committed.Lost,
        { Status: 401 or 403 or 429 } => throw new TableUnavailableException($"Azure Tables refused the write with {failure.Status}.", failure),
        { Status: 408 or >= 500 } => Committed.Unknown,
        { Status: >= 400 } => throw new InvalidOperationException($"Azure Tables does not take the write: {failure.Status} {failure.ErrorCode}.", failure),
        _ when NeverSent(failure) => throw new TableUnavailableException("Azure Tables cannot be reached.", failure),
        _ => Committed.Unknown,
    };

    private static bool NeverSent(RequestFailedException failure) =>
        failure.InnerException is HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError or HttpRequestError.ConnectionError or HttpRequestError.SecureConnectionError };
}
