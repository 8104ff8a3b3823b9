using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TeamsBot.Bot.Local;
using Xunit;

namespace TeamsBot.Bot.Tests;

public sealed class HealthTests
{
    [Fact]
    public async Task Ready_BeforeAndAfterTheCountyIsThere_SaysWhatIsMissing()
    {
        await using var running = await RunningBot.StartAsync();
        using var http = new HttpClient { BaseAddress = running.Bot.Address };

        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(new Uri("/health/live", UriKind.Relative))).StatusCode);
        Assert.Equal((HttpStatusCode.ServiceUnavailable, """{"store":true,"directory":false,"delivery":false}"""), await ReadyAsync(http));

        await FirstStart.RunAsync(running.Bot, FirstStart.Sample, default);
        Assert.Equal((HttpStatusCode.OK, """{"store":true,"directory":true,"delivery":true}"""), await ReadyAsync(http));
    }

    private static async Task<(HttpStatusCode Status, string Body)> ReadyAsync(HttpClient http)
    {
        using var response = await http.GetAsync(new Uri("/health/ready", UriKind.Relative));
        return (response.StatusCode, (await response.Content.ReadFromJsonAsync<JsonNode>())!.ToJsonString());
    }
}
