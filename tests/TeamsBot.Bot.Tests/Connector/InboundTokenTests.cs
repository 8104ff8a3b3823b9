using System.Net;
using Microsoft.IdentityModel.Tokens;
using Xunit;

namespace TeamsBot.Bot.Tests.Connector;

/// <summary>Rule T1, line by line, through the real endpoint with real signed tokens.</summary>
public sealed class InboundTokenTests : InboundHost
{
    [Theory]
    [InlineData(SecurityAlgorithms.RsaSha256)]
    [InlineData(SecurityAlgorithms.RsaSha384)]
    [InlineData(SecurityAlgorithms.RsaSha512)]
    public async Task T1_ARightToken_OfEachAllowedAlgorithm_IsTaken(string algorithm)
    {
        var (status, answer) = await SendAsync(Press(), Microsoft.Token(token => token with { Algorithm = algorithm }));

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal(200, answer!["statusCode"]!.GetValue<int>());
        Assert.Equal("application/vnd.microsoft.card.adaptive", answer["type"]!.GetValue<string>());
        Assert.Contains("I do not know this account yet", answer["value"]!.ToJsonString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("Basic dXNlcjpwYXNz")]
    [InlineData("Bearer")]
    [InlineData("Bearer not-a-token")]
    [InlineData("Bearer a.b.c")]
    [InlineData("Bearer e30.e30.e30")]
    public async Task T1_WithoutABearerToken_IsRefused(string? authorization) => Assert.Equal(HttpStatusCode.Unauthorized, (await SendRawAsync(Press().ToJsonString(), authorization)).StatusCode);

    [Fact]
    public Task T1_AnUnsignedToken_IsRefused() => RefusesAsync(token => token with { Algorithm = null });

    [Fact]
    public Task T1_ATokenSignedByAnotherKeyOfTheSameId_IsRefused() => RefusesAsync(token => token with { Credentials = new(FakeMicrosoft.Key("good"), SecurityAlgorithms.RsaSha256) });

    [Fact]
    public Task T1_ATokenOfAnUnknownKey_IsRefused() => RefusesAsync(token => token with { KeyId = "unknown" });

    [Fact]
    public Task T1_ATokenSignedWithThePublicKeyAsASecret_IsRefused() => RefusesAsync(token => token with { Credentials = new(Microsoft.AsSecret("good"), SecurityAlgorithms.HmacSha256) });

    [Fact]
    public Task T1_ATokenOfAnotherRsaAlgorithm_IsRefused() => RefusesAsync(token => token with { Algorithm = SecurityAlgorithms.RsaSsaPssSha256 });

    [Fact]
    public Task T1_AnotherIssuer_IsRefused() => RefusesAsync(token => token with { Issuer = "https://sts.windows.net/common/" });

    [Fact]
    public Task T1_AnotherAudience_IsRefused() => RefusesAsync(token => token with { Audience = "22222222-2222-2222-2222-222222222222" });

    [Fact]
    public Task T1_ATokenExpiredForLongerThanTheSkew_IsRefused() => RefusesAsync(token => token with { From = token.From.AddHours(-2), To = token.From.AddMinutes(-5) });

    [Fact]
    public Task T1_ATokenNotYetValidByMoreThanTheSkew_IsRefused() => RefusesAsync(token => token with { From = token.From.AddMinutes(10) });

    [Fact]
    public Task T1_ATokenThatNeverExpires_IsRefused() => RefusesAsync(token => token with { To = null });

    [Fact]
    public async Task T1_ATokenWithinTheSkew_IsTaken() =>
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(Press(), Microsoft.Token(token => token with { From = token.From.AddHours(-1), To = token.From.AddMinutes(-3) }))).Status);

    [Fact]
    public async Task T1_AKeyNotEndorsedForTheChannel_IsRefused()
    {
        Microsoft.Publish("webchat-only", "webchat");

        await RefusesAsync(token => token with { KeyId = "webchat-only" });
    }

    [Fact]
    public async Task T1_AChannelOtherThanTeams_IsRefusedThoughTheKeyIsEndorsedForIt() =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(Press(activity => activity["channelId"] = "webchat"), Microsoft.Token())).Status);

    [Theory]
    [InlineData(null, FakeMicrosoft.ServiceUrl)]
    [InlineData(FakeMicrosoft.ServiceUrl, null)]
    [InlineData(FakeMicrosoft.ServiceUrl, "https://smba.trafficmanager.net/amer/")]
    public async Task T1_AServiceUrlThatIsNotTheClaims_IsRefused(string? claim, string? service) =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(Press(activity => activity["serviceUrl"] = service), Microsoft.Token(token => token with { ServiceUrl = claim }))).Status);

    [Theory]
    [InlineData("https://teams.example/")]
    [InlineData("https://smba.trafficmanager.net.example/")]
    [InlineData("http://smba.trafficmanager.net/emea/")]
    [InlineData("http://127.0.0.1:5100/teams/")]
    [InlineData("not an address")]
    public async Task T1_AServiceUrlOnAHostNotAllowed_IsRefusedThoughTheClaimNamesIt(string service) =>
        Assert.Equal(HttpStatusCode.Unauthorized, (await SendAsync(Press(activity => activity["serviceUrl"] = service), Microsoft.Token(token => token with { ServiceUrl = service }))).Status);

    [Fact]
    public async Task T1_WithoutARightToken_TheBodyIsNotRead()
    {
        var (status, _) = await SendAsync(new string('x', 300 * 1024), Microsoft.Token(token => token with { Audience = "x" }));

        Assert.Equal(HttpStatusCode.Unauthorized, status); // Read, it would have been 413.
    }

    [Fact]
    public async Task T1_AKeyPublishedLater_IsFoundAndAnInventedOneReadsTheKeysOnceAMinute()
    {
        await SendAsync(Press(), Microsoft.Token());
        Assert.Equal(1, Microsoft.Reads);
        Wire.Advance(TimeSpan.FromMinutes(2));
        Microsoft.Publish("new", "msteams");

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(Press(), Microsoft.Token(token => token with { KeyId = "new" }))).Status);
        Assert.Equal(2, Microsoft.Reads);

        for (var i = 0; i < 3; i++)
        {
            await RefusesAsync(token => token with { KeyId = $"invented-{i}" });
        }

        Assert.Equal(2, Microsoft.Reads);
    }
}
