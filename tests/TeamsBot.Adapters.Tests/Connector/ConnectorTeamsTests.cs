using TeamsBot.Adapters.Connector;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Testing.Tables;
using Xunit;

namespace TeamsBot.Adapters.Tests.Connector;

public sealed class ConnectorTeamsTests : IDisposable
{
    private static readonly TenantId Tenant = new("00000000-0000-0000-0000-0000000000aa");
    private static readonly AccountId Account = new("00000000-0000-0000-0000-000000000001");
    private static readonly Uri Service = new("https://smba.trafficmanager.net/emea/");
    private static readonly ChatAddress Chat = new(Tenant, "19:alder@thread.tacv2;messageid=1", Service);
    private static readonly Message Card = new(new AdaptiveCard { FallbackText = "One card", Speak = "One card", Body = [new RichTextBlock("One card")] }, "The toast");

    private readonly FakeConnector connector = new();
    private readonly FixedCredential credential = new();
    private readonly HttpClient http;
    private readonly ConnectorTeams teams;

    public ConnectorTeamsTests()
    {
        var table = new InMemoryTable();
        http = new HttpClient(connector);
        teams = new ConnectorTeams(http, credential, new ConnectorOptions { AppId = "11111111-1111-1111-1111-111111111111" }, new AddressBook(table, new Bindings(table), Service));
    }

    [Fact]
    public async Task Post_Taken_IsSentUnderTheIdThatTeamsGave()
    {
        connector.Answer(201, """{"id":"activity-1"}""");

        Assert.Equal(new SendOutcome.Sent("activity-1"), await teams.PostAsync(Chat, Card, default));

        var (method, address, authorization, body) = Assert.Single(connector.Requests);
        Assert.Equal((HttpMethod.Post, "Bearer the-token"), (method, authorization));
        Assert.Equal("https://smba.trafficmanager.net/emea/v3/conversations/19%3Aalder%40thread.tacv2%3Bmessageid%3D1/activities", address.AbsoluteUri);
        Assert.Equal(["https://api.botframework.com/.default"], credential.Scopes);
        Assert.Contains("\"summary\":\"The toast\"", body, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(429, "7", 7)]
    [InlineData(412, null, null)]
    [InlineData(401, null, 60)]
    public async Task Post_RefusedForNow_IsLaterAndNotSentAgain(int status, string? retryAfter, int? seconds)
    {
        connector.Answer(status, "", retryAfter);

        var outcome = Assert.IsType<SendOutcome.Later>(await teams.PostAsync(Chat, Card, default));

        Assert.Equal(seconds, (int?)outcome.After?.TotalSeconds);
        Assert.Single(connector.Requests);
    }

    [Theory]
    [InlineData(408)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(504)]
    public async Task Post_AnsweredAmbiguously_IsAmbiguousAndNotSentAgain(int status)
    {
        connector.Answer(status, "<html>gateway</html>");

        Assert.IsType<SendOutcome.Ambiguous>(await teams.PostAsync(Chat, Card, default));
        Assert.Single(connector.Requests);
    }

    [Theory]
    [InlineData(403, """{"error":{"code":"ConversationBlockedByUser"}}""", "this person has blocked the bot")]
    [InlineData(403, """{"error":{"code":"BotNotInConversationRoster","message":"x"}}""", "the app is not installed there")]
    [InlineData(403, "", "the bot may not write there: blocked or not installed")]
    [InlineData(404, "not json", "the conversation is gone")]
    [InlineData(413, "", "the message is too big")]
    [InlineData(400, """{"error":{"code":"BadSyntax"}}""", "Teams refused it (400, BadSyntax)")]
    public async Task Post_RefusedForGood_IsClosedInWords(int status, string body, string why)
    {
        connector.Answer(status, body);

        Assert.Equal(new SendOutcome.Closed(why), await teams.PostAsync(Chat, Card, default));
    }

    [Fact]
    public async Task Post_TakenWithoutAnId_IsAmbiguous()
    {
        connector.Answer(200);

        Assert.IsType<SendOutcome.Ambiguous>(await teams.PostAsync(Chat, Card, default));
    }

    [Fact]
    public async Task Post_WhenTheConnectionBreaksOrTimesOut_IsAmbiguous()
    {
        connector.Fail(new HttpRequestException(HttpRequestError.ResponseEnded));
        connector.Fail(new TaskCanceledException("The request timed out."));

        Assert.IsType<SendOutcome.Ambiguous>(await teams.PostAsync(Chat, Card, default));
        Assert.IsType<SendOutcome.Ambiguous>(await teams.PostAsync(Chat, Card, default));
    }

    [Fact]
    public async Task Post_WhenNothingListens_IsLater()
    {
        using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
        listener.Start();
        var closed = new Uri($"http://127.0.0.1:{((System.Net.IPEndPoint)listener.LocalEndpoint).Port}/");
        listener.Stop();
        using var real = new HttpClient();
        var table = new InMemoryTable();
        var local = new ConnectorTeams(real, credential, new ConnectorOptions { AppId = "app", Local = true }, new AddressBook(table, new Bindings(table), closed));

        Assert.IsType<SendOutcome.Later>(await local.PostAsync(Chat with { ServiceUrl = closed }, Card, default));
    }

    [Fact]
    public async Task Post_LargerThanTeamsTakes_IsClosedWithoutARequest()
    {
        var large = new Message(Card.Card with { Body = [new RichTextBlock(new string('x', 28 * 1024))] }, Card.Summary);

        Assert.StartsWith("the message is too big", Assert.IsType<SendOutcome.Closed>(await teams.PostAsync(Chat, large, default)).Why, StringComparison.Ordinal);
        Assert.Empty(connector.Requests);
    }

    [Theory] // T1: the bot's token goes nowhere else.
    [InlineData("https://smba.trafficmanager.net.example.org/")]
    [InlineData("http://smba.trafficmanager.net/")]
    [InlineData("http://127.0.0.1:5000/")]
    public async Task Post_ToAHostThatIsNotAllowed_IsClosedWithoutARequest(string service)
    {
        Assert.IsType<SendOutcome.Closed>(await teams.PostAsync(Chat with { ServiceUrl = new(service) }, Card, default));
        Assert.Empty(connector.Requests);
        Assert.Empty(credential.Scopes);
    }

    [Fact]
    public async Task Update_Taken_KeepsTheActivitysIdWhateverTheAnswerSays()
    {
        connector.Answer(200);

        Assert.Equal(new SendOutcome.Sent("activity-1"), await teams.UpdateAsync(Chat, "activity-1", Card, default));
        Assert.Equal(HttpMethod.Put, connector.Requests[0].Method);
    }

    [Theory]
    [InlineData(null, "00000000-0000-0000-0000-000000000001")]
    [InlineData("29:one", "29:one")]
    public async Task OpenPersonalChat_ByTeamsIdOrElseByAccount_GivesTheChat(string? teamsUserId, string member)
    {
        connector.Answer(201, """{"id":"a:chat-1"}""");

        Assert.Equal(new OpenChatOutcome.Opened(new(Tenant, "a:chat-1", Service)), await teams.OpenPersonalChatAsync(Tenant, Account, teamsUserId, default));
        Assert.Contains($"\"members\":[{{\"id\":\"{member}\"}}]", connector.Requests[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task OpenPersonalChat_Unclear_IsLaterAndRefusedIsClosed()
    {
        connector.Answer(502);
        connector.Answer(403);

        Assert.IsType<OpenChatOutcome.Later>(await teams.OpenPersonalChatAsync(Tenant, Account, null, default));
        Assert.IsType<OpenChatOutcome.Closed>(await teams.OpenPersonalChatAsync(Tenant, Account, null, default));
    }

    [Fact]
    public async Task Members_OverTwoPagesAndAFault_AreAllRead()
    {
        connector.Answer(503);
        connector.Answer(200, """{"continuationToken":"more","members":[{"id":"29:one","aadObjectId":"00000000-0000-0000-0000-000000000001"},{"id":"28:bot"}]}""");
        connector.Answer(200, """{"members":[{"id":"29:two","objectId":"00000000-0000-0000-0000-000000000002"}]}""");

        List<ChatMember> members = [];
        await foreach (var member in teams.MembersAsync(Chat, default))
        {
            members.Add(member);
        }

        Assert.Equal([new("29:one", Account), new("29:two", new("00000000-0000-0000-0000-000000000002"))], members);
    }

    [SkippableFact]
    public async Task EveryRequest_IsOneThatMicrosoftsDescriptionKnows()
    {
        var swagger = new Swagger();
        connector.Answer(201, """{"id":"a"}""");
        connector.Answer(200, """{"id":"a"}""");
        connector.Answer(201, """{"id":"a"}""");
        connector.Answer(200, """{"continuationToken":"more","members":[]}""");
        connector.Answer(200, """{"members":[]}""");

        await teams.PostAsync(Chat, Card, default);
        await teams.UpdateAsync(Chat, "activity-1", Card, default);
        await teams.OpenPersonalChatAsync(Tenant, Account, "29:one", default);
        await foreach (var _ in teams.MembersAsync(Chat, default))
        {
        }

        Assert.Equal(5, connector.Requests.Count);
        Assert.All(connector.Requests, request =>
            Assert.Empty(swagger.Problems(request.Method, request.Address.AbsolutePath["/emea".Length..], request.Address.Query, request.Body)));
        Assert.NotEmpty(swagger.Problems(HttpMethod.Post, "/v3/conversations/a/activities", "", """{"type":"message","toast":"planted"}"""));
    }

    public void Dispose() => http.Dispose();
}
