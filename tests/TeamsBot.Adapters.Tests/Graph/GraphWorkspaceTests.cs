using System.Collections.Immutable;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Azure.Core;
using TeamsBot.Adapters.Graph;
using TeamsBot.Core;
using TeamsBot.Core.Workspace;
using Xunit;

namespace TeamsBot.Adapters.Tests.Graph;

public sealed class GraphWorkspaceTests : IDisposable
{
    private static readonly TenantId Tenant = new("72f988bf-86f1-41af-91ab-2d7cd011db47");
    private static readonly AccountId Someone = new("00000000-0000-0000-0000-000000000001");

    private readonly Scripted graph = new();
    private readonly GraphWorkspace workspace;

    public GraphWorkspaceTests() =>
        workspace = new(new FixedToken(), new GraphOptions { Address = new("http://127.0.0.1:9/graph/v1.0/"), ManifestId = "manifest-id" }, graph);

    public void Dispose()
    {
        workspace.Dispose();
        graph.Dispose();
    }

    [Fact]
    public async Task FindUser_Known_AsksOnceWithATokenAndGivesTheIdInLowerCase()
    {
        graph.Answer(200, """{ "id": "ABCDEF00-0000-0000-0000-000000000001" }""");

        var outcome = await workspace.FindUserAsync(Tenant, "head.o'neill@schools.example", CancellationToken.None);

        Assert.Equal("abcdef00-0000-0000-0000-000000000001", Assert.IsType<WorkspaceOutcome<AccountId>.Done>(outcome).Value.Value);
        var request = Assert.Single(graph.Requests);
        Assert.StartsWith("GET http://127.0.0.1:9/graph/v1.0/users/head.o", request.Line, StringComparison.Ordinal);
        Assert.Equal("Bearer token", request.Authorization);
    }

    [Theory]
    [InlineData(404, typeof(WorkspaceOutcome<AccountId>.NotFound))]
    [InlineData(403, typeof(WorkspaceOutcome<AccountId>.Refused))]
    [InlineData(429, typeof(WorkspaceOutcome<AccountId>.Later))]
    [InlineData(500, typeof(WorkspaceOutcome<AccountId>.Later))]
    [InlineData(503, typeof(WorkspaceOutcome<AccountId>.Later))]
    [InlineData(504, typeof(WorkspaceOutcome<AccountId>.Later))]
    public async Task FindUser_ARefusal_IsOneRequestAndItsOutcome(int status, Type outcome)
    {
        graph.Answer(status, """{ "error": { "code": "Code", "message": "Somebody's name" } }""");

        var answer = await workspace.FindUserAsync(Tenant, "head@schools.example", CancellationToken.None);

        Assert.IsType(outcome, answer);
        Assert.Single(graph.Requests);
        Assert.DoesNotContain("Somebody", answer.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateChannel_Throttled_SaysHowLongAndDoesNotWait()
    {
        graph.Answer(429, """{ "error": { "code": "TooManyRequests", "message": "" } }""", ("Retry-After", "17"));

        var later = Assert.IsType<WorkspaceOutcome<ChannelCreation>.Later>(await CreateAsync());

        Assert.Equal(TimeSpan.FromSeconds(17), later.After);
        Assert.Single(graph.Requests);
    }

    [Theory, InlineData(502), InlineData(504)]
    public async Task CreateChannel_UnclearAnswer_IsNotSentAgain(int status)
    {
        graph.Answer(status, "");

        Assert.IsType<WorkspaceOutcome<ChannelCreation>.Later>(await CreateAsync());
        Assert.Single(graph.Requests);
    }

    [Fact]
    public async Task CreateChannel_ConnectionBroken_IsLater()
    {
        graph.Break();

        Assert.IsType<WorkspaceOutcome<ChannelCreation>.Later>(await CreateAsync());
    }

    [Fact]
    public async Task CreateChannel_Created_GivesItsId()
    {
        graph.Answer(201, """{ "id": "19:abc@thread.tacv2", "displayName": "Alder Vale" }""");

        var made = Assert.IsType<ChannelCreation.Made>(Assert.IsType<WorkspaceOutcome<ChannelCreation>.Done>(await CreateAsync()).Value);

        Assert.Equal("19:abc@thread.tacv2", made.ChannelId);
        Assert.Contains("\"displayName\":\"Alder Vale\"", graph.Requests[0].Body, StringComparison.Ordinal);
        Assert.Contains("\"membershipType\":\"standard\"", graph.Requests[0].Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CreateChannel_Accepted_IsFollowedToItsEnd()
    {
        graph.Answer(202, "", ("Location", "/teams('team')/operations('operation-1')"));
        graph.Answer(200, """{ "id": "operation-1", "status": "inProgress" }""");
        graph.Answer(200, """{ "id": "operation-1", "status": "succeeded", "targetResourceId": "19:abc@thread.tacv2" }""");
        graph.Answer(200, """{ "id": "operation-1", "status": "failed" }""");

        var making = Assert.IsType<ChannelCreation.Making>(Assert.IsType<WorkspaceOutcome<ChannelCreation>.Done>(await CreateAsync()).Value);

        Assert.Equal("operation-1", making.Operation);
        Assert.IsType<ChannelCreation.Making>(Assert.IsType<WorkspaceOutcome<ChannelCreation>.Done>(await FollowAsync()).Value);
        Assert.IsType<ChannelCreation.Made>(Assert.IsType<WorkspaceOutcome<ChannelCreation>.Done>(await FollowAsync()).Value);
        Assert.IsType<WorkspaceOutcome<ChannelCreation>.NotFound>(await FollowAsync());
        Assert.EndsWith("/teams/team/operations/operation-1", graph.Requests[1].Line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("NameAlreadyExists", "Channel name already existed, please use other name.")]
    [InlineData("BadRequest", "Channel name already existed, please use other name.")]
    public async Task CreateChannel_NameTaken_SaysSo(string code, string message)
    {
        graph.Answer(400, $$"""{ "error": { "code": "{{code}}", "message": "{{message}}" } }""");

        Assert.IsType<ChannelCreation.NameTaken>(Assert.IsType<WorkspaceOutcome<ChannelCreation>.Done>(await CreateAsync()).Value);
    }

    [Fact]
    public async Task FindChannel_NameWithAnApostrophe_IsQuoted()
    {
        graph.Answer(200, """{ "value": [] }""");

        Assert.IsType<WorkspaceOutcome<WorkspaceChannel>.NotFound>(await workspace.FindChannelAsync(Tenant, "team", "St John's", CancellationToken.None));
        Assert.Contains("displayName eq 'St John''s'", Uri.UnescapeDataString(graph.Requests[0].Line), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Channels_SeveralPages_AreAllRead()
    {
        graph.Answer(200, """{ "value": [ { "id": "1", "displayName": "One" } ], "@odata.nextLink": "http://127.0.0.1:9/graph/v1.0/teams/team/channels?$skiptoken=1" }""");
        graph.Answer(200, """{ "value": [ { "id": "2", "displayName": "Two" } ] }""");

        var channels = Assert.IsType<WorkspaceOutcome<ImmutableArray<WorkspaceChannel>>.Done>(await workspace.ChannelsAsync(Tenant, "team", CancellationToken.None)).Value;

        Assert.Equal(["One", "Two"], channels.Select(channel => channel.Name));
    }

    [Fact]
    public async Task Members_SeveralPages_AreAllReadInBigPages()
    {
        const string Member = """{ "@odata.type": "#microsoft.graph.aadUserConversationMember", "id": "m", "userId": "U" }""";
        graph.Answer(200, $$"""{ "value": [ {{Member}} ], "@odata.nextLink": "http://127.0.0.1:9/graph/v1.0/teams/team/members?$skiptoken=1" }""");
        graph.Answer(200, $$"""{ "value": [ {{Member}} ] }""");

        Assert.Equal(2, Assert.IsType<WorkspaceOutcome<ImmutableArray<AccountId>>.Done>(await workspace.MembersAsync(Tenant, "team", CancellationToken.None)).Value.Length);
        Assert.Contains("$top=999", Uri.UnescapeDataString(graph.Requests[0].Line), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AddMembers_SomeFail_NamesThem()
    {
        graph.Answer(200, """
            { "value": [
              { "@odata.type": "#microsoft.graph.aadUserConversationMemberResult", "userId": "one", "error": null },
              { "@odata.type": "#microsoft.graph.aadUserConversationMemberResult", "userId": "two", "error": { "code": "NotFound", "message": "" } } ] }
            """);

        var outcome = await workspace.AddMembersAsync(Tenant, "team", [new("one"), new("two")], CancellationToken.None);

        Assert.Equal(new AccountId("two"), Assert.Single(Assert.IsType<WorkspaceOutcome<ImmutableArray<AccountId>>.Done>(outcome).Value));
        var asked = JsonNode.Parse(graph.Requests[0].Body)!["values"]![0]!;
        Assert.Equal("http://127.0.0.1:9/graph/v1.0/users('one')", (string?)asked["user@odata.bind"]);
        Assert.Equal("#microsoft.graph.aadUserConversationMember", (string?)asked["@odata.type"]);
    }

    [Theory, InlineData(201), InlineData(409)]
    public async Task InstallFor_NewOrThereAlready_IsDone(int status)
    {
        graph.Answer(status, status == 201 ? "" : """{ "error": { "code": "Conflict", "message": "" } }""");

        Assert.IsType<WorkspaceOutcome<bool>.Done>(await workspace.InstallForAsync(Tenant, Someone, "catalogue-id", CancellationToken.None));
        Assert.Contains("http://127.0.0.1:9/graph/v1.0/appCatalogs/teamsApps/catalogue-id", graph.Requests[0].Body, StringComparison.Ordinal);
    }

    [Theory, InlineData(201, typeof(WorkspaceOutcome<string>.Done)), InlineData(409, typeof(WorkspaceOutcome<string>.Done)), InlineData(404, typeof(WorkspaceOutcome<string>.Later))]
    public async Task MakeTeam_MadeOrThereAlreadyOrNotYet_IsDoneOrLater(int status, Type outcome)
    {
        graph.Answer(status, status == 201 ? """{ "id": "group" }""" : """{ "error": { "code": "Code", "message": "" } }""");

        Assert.IsType(outcome, await workspace.MakeTeamAsync(Tenant, "group", CancellationToken.None));
    }

    [Fact]
    public async Task CreateGroup_NicknameTaken_IsLaterSoThatItIsLookedUp()
    {
        graph.Answer(400, """{ "error": { "code": "Request_BadRequest", "message": "Another object with the same value for property mailNickname already exists." } }""");

        Assert.IsType<WorkspaceOutcome<string>.Later>(await workspace.CreateGroupAsync(Tenant, "Fernshaw", "teamsbot-locality-fernshaw", [Someone], CancellationToken.None));
        Assert.Contains("owners@odata.bind", graph.Requests[0].Body, StringComparison.Ordinal);
        Assert.Contains("\"mailNickname\":\"teamsbot-locality-fernshaw\"", graph.Requests[0].Body, StringComparison.Ordinal);
    }

    private Task<WorkspaceOutcome<ChannelCreation>> CreateAsync() => workspace.CreateChannelAsync(Tenant, "team", "Alder Vale", "What it agrees.", CancellationToken.None);

    private Task<WorkspaceOutcome<ChannelCreation>> FollowAsync() => workspace.FollowChannelAsync(Tenant, "team", "operation-1", CancellationToken.None);

    private sealed class FixedToken : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new("token", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(GetToken(requestContext, cancellationToken));
    }

    /// <summary>Answers in order, and keeps what was asked; a request too many fails the test.</summary>
    private sealed class Scripted : HttpMessageHandler
    {
        private readonly Queue<Func<HttpResponseMessage>> answers = new();

        public List<(string Line, string Authorization, string Body)> Requests { get; } = [];

        public void Answer(int status, string body, params (string Name, string Value)[] headers) => answers.Enqueue(() =>
        {
            var response = new HttpResponseMessage((HttpStatusCode)status) { Content = body.Length == 0 ? null : new StringContent(body, Encoding.UTF8, "application/json") };
            foreach (var (name, value) in headers)
            {
                response.Headers.TryAddWithoutValidation(name, value);
            }

            return response;
        });

        public void Break() => answers.Enqueue(() => throw new HttpRequestException(HttpRequestError.ResponseEnded));

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var body = request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken);
            Requests.Add((string.Create(CultureInfo.InvariantCulture, $"{request.Method} {request.RequestUri!.AbsoluteUri}"), request.Headers.Authorization?.ToString() ?? "", body));
            var response = answers.Dequeue()();
            response.RequestMessage = request;
            return response;
        }
    }
}
