using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace TeamsBot.Bot.Tests.Polls;

/// <summary>
/// Sends the bot's real endpoint what no honest client would: a press and a message that Teams itself signed, recorded on their way and sent again with other words in
/// them. A token stands for the sender's service, not for the body, so all of it is taken as genuine.
/// </summary>
internal sealed class Forger : IAsyncDisposable
{
    private readonly HttpClient http = new();
    private readonly Uri bot;
    private readonly Recorded press;
    private readonly Recorded message;

    private Forger(Uri bot, Recorded press, Recorded message) => (this.bot, this.press, this.message) = (bot, press, message);

    /// <summary>Records a press of that verb on the person's newest card that has it, and a message of theirs. Neither reaches the bot.</summary>
    public static async Task<Forger> RecordAsync(RunningBot running, Someone person, string verb)
    {
        var (taken, chat) = (new List<Recorded>(), await person.ChatAsync());
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        await using var tap = builder.Build();
        tap.MapPost("/", async (HttpRequest request) => taken.Add(new(request.Headers.Authorization.ToString(), (await JsonNode.ParseAsync(request.Body))!.AsObject())));
        await tap.StartAsync();
        var real = running.Bot.Teams.BotEndpoint;
        running.Bot.Teams.BotEndpoint = new Uri(tap.Urls.First());
        var card = (await person.ReadAsync(chat)).Last(shown => shown.GetRawText().Contains($"\"{verb}\"", StringComparison.Ordinal));
        await person.PressAsync(chat, card.GetProperty("id").GetString()!, verb, new { choices = "p1" });
        await person.SayAsync(chat, "help");
        running.Bot.Teams.BotEndpoint = real;
        return new(running.Messages, taken.First(recorded => recorded.Is("invoke")), taken.First(recorded => recorded.Is("message")));
    }

    /// <summary>Sends a press with that data, by that account, and gives the card that answers it.</summary>
    public async Task<JsonElement> PressAsync(Someone by, string verb, IReadOnlyDictionary<string, string> data, Action<JsonObject>? change = null)
    {
        var answer = await SendAsync(press, by, activity =>
        {
            var action = activity["value"]!["action"]!;
            action["verb"] = verb;
            action["data"] = new JsonObject(data.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value)));
            change?.Invoke(activity);
        });
        Assert.Equal(("application/vnd.microsoft.card.adaptive", 200), (answer.GetProperty("type").GetString(), answer.GetProperty("statusCode").GetInt32()));
        return answer.GetProperty("value");
    }

    /// <summary>Sends what that account typed. The answer is a message of its own.</summary>
    public Task SayAsync(Someone by, string text) => SendAsync(message, by, activity => activity["text"] = text);

    public ValueTask DisposeAsync()
    {
        http.Dispose();
        return ValueTask.CompletedTask;
    }

    private async Task<JsonElement> SendAsync(Recorded recorded, Someone by, Action<JsonObject> change)
    {
        var activity = recorded.Activity.DeepClone().AsObject();
        activity["id"] = $"f:{Guid.NewGuid()}";
        activity["from"]!["aadObjectId"] = by.Account.Value;
        change(activity);
        using var request = new HttpRequestMessage(HttpMethod.Post, bot) { Content = new StringContent(activity.ToJsonString(), Encoding.UTF8, "application/json") };
        request.Headers.Authorization = AuthenticationHeaderValue.Parse(recorded.Authorization);
        using var response = await http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        var body = await response.Content.ReadAsByteArrayAsync();
        return body.Length == 0 ? default : JsonDocument.Parse(body).RootElement;
    }

    private sealed record Recorded(string Authorization, JsonObject Activity)
    {
        public bool Is(string type) => Activity["type"]!.GetValue<string>() == type;
    }
}
