using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace TeamsBot.Bench;

/// <summary>Presses buttons as Teams does, so many at a time. Requests are made and tokens signed before the time runs.</summary>
internal sealed class Voters(Signer signer) : IDisposable
{
    public const int Together = 16;

    private readonly HttpClient http = new(new SocketsHttpHandler { MaxConnectionsPerServer = Together, UseCookies = false });
    private readonly AuthenticationHeaderValue[] tokens = [.. Enumerable.Range(0, Together).Select(_ => new AuthenticationHeaderValue("Bearer", signer.Sign()))];

    /// <returns>What it took, all of them answered as expected. The processor's time has the voters' own in it.</returns>
    public async Task<Measure> SendAsync(Uri address, Vote[] votes, string expected)
    {
        var bodies = votes.Select(Body).ToArray();
        var wanted = Encoding.UTF8.GetBytes(expected);
        GC.Collect();
        var next = -1;
        var processor = Environment.CpuUsage.TotalTime;
        var started = TimeProvider.System.GetTimestamp();
        await Task.WhenAll(Enumerable.Range(0, Together).Select(voter => Task.Run(async () =>
        {
            for (int at; (at = Interlocked.Increment(ref next)) < bodies.Length;)
            {
                await SendAsync(address, bodies[at], tokens[voter], wanted);
            }
        })));
        var rate = votes.Length / TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        return new(rate, (Environment.CpuUsage.TotalTime - processor).TotalMicroseconds / votes.Length);
    }

    public void Dispose() => http.Dispose();

    private async Task SendAsync(Uri address, byte[] body, AuthenticationHeaderValue token, byte[] wanted)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Authorization = token;
        using var response = await http.SendAsync(request);
        var answer = await response.Content.ReadAsByteArrayAsync();
        if (!response.IsSuccessStatusCode || answer.AsSpan().IndexOf(wanted) < 0)
        {
            throw new InvalidOperationException($"{address} answered {(int)response.StatusCode}: {Encoding.UTF8.GetString(answer)}");
        }
    }

    private byte[] Body(Vote vote) => JsonSerializer.SerializeToUtf8Bytes(new
    {
        type = "invoke",
        name = "adaptiveCard/action",
        id = Guid.NewGuid().ToString(),
        channelId = "msteams",
        serviceUrl = signer.ServiceUrl,
        replyToId = "1700000000000",
        from = new { id = $"29:{vote.Account}", aadObjectId = vote.Account.Value },
        recipient = new { id = $"28:{signer.Connector.AppId}" },
        conversation = new { id = $"a:{vote.Account}", conversationType = "personal", tenantId = County.Tenant.Value },
        channelData = new { tenant = new { id = County.Tenant.Value } },
        value = new
        {
            trigger = "manual",
            action = new { type = "Action.Execute", verb = "polls.vote", data = new { poll = vote.Poll.Value, seat = vote.Seat.Value, version = "1", choices = vote.Choices } },
        },
    });
}

/// <param name="Rate">Votes a second.</param>
/// <param name="Processor">Microseconds of processor time a vote, over all cores.</param>
internal sealed record Measure(double Rate, double Processor);
