using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using TeamsBot.LocalTeams.Tokens;
using TeamsBot.LocalTeams.Web;

namespace TeamsBot.LocalTeams.Delivery;

/// <summary>What the bot answered over HTTP; status 0 when it could not be reached or took longer than 15 seconds.</summary>
internal sealed record BotAnswer(int Status, JsonObject? Body)
{
    public bool Accepted => Status is >= 200 and < 300;
}

/// <summary>Brings activities to the bot, each with a signed token of five minutes.</summary>
internal sealed class BotClient(Tenant tenant) : IDisposable
{
    /// <summary>As long as Teams waits for a bot. Wire time.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(15);

    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, UseProxy = false, UseCookies = false }) { Timeout = Patience };
    private Uri? endpoint;

    public Uri? Endpoint
    {
        get => Volatile.Read(ref endpoint);
        set
        {
            if (value is { IsLoopback: false })
            {
                throw new ArgumentException($"A local Teams speaks only to a bot on a loopback address, not to {value.Host}.", nameof(value));
            }

            Volatile.Write(ref endpoint, value);
        }
    }

    public async Task<BotAnswer> SendAsync(string activity, CancellationToken cancellation)
    {
        if (Endpoint is not { } bot)
        {
            return new(0, null);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, bot) { Content = new StringContent(activity, Encoding.UTF8, "application/json") };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token());
        try
        {
            using var response = await http.SendAsync(request, cancellation);
            return new((int)response.StatusCode, Json.TryParseObject(await response.Content.ReadAsByteArrayAsync(cancellation)));
        }
        catch (HttpRequestException)
        {
            return new(0, null);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            return new(0, null);
        }
    }

    public void Dispose() => http.Dispose();

    private string Token() => tenant.Key.Sign(tenant.Issuer, tenant.Options.AppId, SigningKey.LifetimeToBot, new() { ["serviceurl"] = tenant.ServiceUrl });
}
