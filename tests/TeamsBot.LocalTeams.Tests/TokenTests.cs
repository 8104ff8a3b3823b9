using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Xunit;

namespace TeamsBot.LocalTeams.Tests;

/// <summary>Client credentials, and who is let in with what they buy.</summary>
public sealed class TokenTests : Town
{
    private const string ConnectorScope = "https://api.botframework.com/.default";

    [Fact]
    public async Task Token_WithTheWrongSecret_Is401() => Assert.Equal("invalid_client", (string?)(await JsonAsync(TokenAsync(ConnectorScope, secret: "guessed"), 401))["error"]);

    [Fact]
    public async Task Token_OfAnotherTenant_Is400() => await JsonAsync(TokenAsync(ConnectorScope, tenant: "another"), 400);

    [Fact]
    public async Task Token_ByAnotherGrant_Is400() => await JsonAsync(TokenAsync(ConnectorScope, grant: "password"), 400);

    [Fact]
    public async Task Token_ForAnUnknownScope_Is400() => await JsonAsync(TokenAsync("https://storage.example/.default"), 400);

    [Theory, InlineData("/teams/v3/conversations/a:1/pagedmembers"), InlineData("/graph/v1.0/users/someone@county.example")]
    public async Task Surface_WithoutAToken_Is401(string path) => await JsonAsync(Http.GetAsync(new Uri(path, UriKind.Relative)), 401);

    [Fact]
    public async Task Connector_WithATokenForGraph_Is401() =>
        await JsonAsync(Graph.GetAsync(new Uri(Teams.ServiceUrl, "v3/conversations/a:1/pagedmembers")), 401);

    [Fact]
    public async Task Graph_WithATokenForTheConnector_Is401() => await JsonAsync(Connector.GetAsync(new Uri(Teams.Graph + "/users/someone")), 401);

    [Fact]
    public async Task Connector_WithATokenWhoseSignatureWasChanged_Is401()
    {
        var token = (string)(await JsonAsync(TokenAsync(ConnectorScope), 200))["access_token"]!;
        var signature = token[(token.LastIndexOf('.') + 1)..];
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token[..^signature.Length] + new string([.. signature.Reverse()]));

        await JsonAsync(Http.GetAsync(new Uri("/teams/v3/conversations/a:1/pagedmembers", UriKind.Relative)), 401);
    }

    [Fact]
    public async Task Connector_WithTheTokenItSendsTheBot_Is401()
    {
        // A bot that plays the token of an activity back gets nowhere: it was made for the bot.
        await PersonAsync("head");
        var token = Bot.Tokens[0];
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", token);

        await JsonAsync(Http.GetAsync(new Uri("/teams/v3/conversations/a:1/pagedmembers", UriKind.Relative)), 401);
    }

    [Fact]
    public async Task Keys_AreEndorsedForTeams_AndHoldNoPrivateNumber()
    {
        var metadata = (await Http.GetFromJsonAsync<JsonObject>(Teams.OpenIdMetadata))!;
        var key = (await Http.GetFromJsonAsync<JsonObject>(new Uri((string)metadata["jwks_uri"]!)))!["keys"]![0]!.AsObject();

        Assert.Equal(Teams.Issuer, (string?)metadata["issuer"]);
        Assert.Equal("msteams", (string?)key["endorsements"]![0]);
        Assert.Equal(["alg", "e", "endorsements", "kid", "kty", "n", "use"], key.Select(one => one.Key).Order());
    }
}
