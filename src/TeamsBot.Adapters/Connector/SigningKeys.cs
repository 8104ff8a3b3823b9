using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace TeamsBot.Adapters.Connector;

/// <summary>
/// The keys that sign what Teams sends, from the OpenID metadata. Read again once a day, and when a token names a key not yet known, but then at most
/// once a minute: anybody can send a token with an invented key id. IdentityModel's own ConfigurationManager refreshes behind the request's back, which
/// would refuse the first press after Microsoft has changed its key.
/// </summary>
public sealed partial class SigningKeys(HttpClient http, ConnectorOptions options, TimeProvider wire, ILogger<SigningKeys> log) : IDisposable
{
    private static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly SemaphoreSlim reading = new(1);
    private volatile Known known = new(null, null, null);

    /// <summary>The key of that id, or null where the signer has none.</summary>
    internal async Task<JsonWebKey?> FindAsync(string keyId, CancellationToken cancellation)
    {
        if (known.Find(keyId) is { } key && !IsOld())
        {
            return key;
        }

        await reading.WaitAsync(cancellation);
        try
        {
            if ((known.Find(keyId) is null || IsOld()) && !JustTried())
            {
                known = await ReadAsync(cancellation);
            }

            return known.Find(keyId);
        }
        finally
        {
            reading.Release();
        }
    }

    /// <summary>The channels that Microsoft endorses a key for.</summary>
    internal static bool Endorses(JsonWebKey key, string channel) =>
        key.AdditionalData.TryGetValue("endorsements", out var endorsements) && endorsements switch
        {
            JsonElement { ValueKind: JsonValueKind.Array } array => array.EnumerateArray().Any(item => item.ValueKind is JsonValueKind.String && item.GetString() == channel),
            IEnumerable<object> list => list.Any(item => item as string == channel),
            _ => false,
        };

    public void Dispose() => reading.Dispose();

    private bool IsOld() => known.ReadAt is { } at && wire.GetElapsedTime(at) > Lifetime;

    private bool JustTried() => known.TriedAt is { } at && wire.GetElapsedTime(at) < Pause;

    private async Task<Known> ReadAsync(CancellationToken cancellation)
    {
        try
        {
            var documents = new HttpDocumentRetriever(http) { RequireHttps = !options.OpenIdMetadata.IsLoopback };
            var configuration = await OpenIdConnectConfigurationRetriever.GetAsync(options.OpenIdMetadata.AbsoluteUri, documents, cancellation);
            return new(configuration.JsonWebKeySet, wire.GetTimestamp(), wire.GetTimestamp());
        }
        catch (Exception fault) when (fault is IOException or HttpRequestException or InvalidOperationException or ArgumentException)
        {
            LogUnreadable(fault, options.OpenIdMetadata.Host);
            return known with { TriedAt = wire.GetTimestamp() };
        }
    }

    [LoggerMessage(1, LogLevel.Error, "The signing keys of {Host} could not be read; the ones known before stay.")]
    private partial void LogUnreadable(Exception fault, string host);

    private sealed record Known(JsonWebKeySet? Keys, long? ReadAt, long? TriedAt)
    {
        public JsonWebKey? Find(string keyId) => Keys?.Keys.FirstOrDefault(key => key.Kid == keyId);
    }
}
