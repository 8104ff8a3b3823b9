using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>The service's error codes that this product tells apart.</summary>
internal static class TableErrorCode
{
    public const string TableAlreadyExists = nameof(TableAlreadyExists);
    public const string TableBeingDeleted = nameof(TableBeingDeleted);
    public const string TableNotFound = nameof(TableNotFound);
}

/// <summary>Reads <c>{"odata.error":{"code":…,"message":{"value":…}}}</c>.</summary>
internal sealed class TableErrors : RequestFailedDetailsParser
{
    public static RequestFailedException Of(Response response) => new(response, innerException: null, new TableErrors());

    public override bool TryParse(Response response, [NotNullWhen(true)] out ResponseError? error, [NotNullWhen(true)] out IDictionary<string, string>? data)
    {
        data = new Dictionary<string, string>();
        try
        {
            using var document = JsonDocument.Parse(response.Content);
            var found = document.RootElement.GetProperty("odata.error");
            error = new ResponseError(found.GetProperty("code").GetString(), found.GetProperty("message").GetProperty("value").GetString());
            return true;
        }
        catch (Exception unread) when (unread is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            // Something between us and the service answered in its own words; the status says what there is to know.
            error = null;
            return false;
        }
    }
}
