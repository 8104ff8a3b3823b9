using System.Net;
using System.Text.Json.Nodes;
using Xunit;

namespace TeamsBot.Bot.Tests.Connector;

/// <summary>What a body may be, and what it is answered: through the real endpoint.</summary>
public sealed class InboundBodyTests : InboundHost
{
    [Fact]
    public async Task T2_ATenantNotAllowed_IsAnsweredAsAnUnknownAccountIs()
    {
        await BindAsync();
        var foreign = await SendAsync(Press(activity => activity["channelData"]!["tenant"]!["id"] = "00000000-0000-0000-0000-0000000000bb"), Microsoft.Token());
        var unknown = await SendAsync(Press(activity => activity["from"]!["aadObjectId"] = "00000000-0000-0000-0000-000000000002"), Microsoft.Token());

        Assert.Equal(unknown.Answer!.ToJsonString(), foreign.Answer!.ToJsonString());
    }

    [Theory]
    [InlineData("{", HttpStatusCode.BadRequest)]
    [InlineData("[]", HttpStatusCode.BadRequest)]
    [InlineData("{}", HttpStatusCode.BadRequest)]
    [InlineData("""{"type":"message","type":"invoke"}""", HttpStatusCode.BadRequest)]
    [InlineData("deep", HttpStatusCode.BadRequest)]
    [InlineData("large", HttpStatusCode.RequestEntityTooLarge)]
    public async Task Body_ThatIsNoActivity_IsRefused(string body, HttpStatusCode expected)
    {
        var text = body switch
        {
            "deep" => $$"""{"type":"message","value":{{new string('[', 40)}}{{new string(']', 40)}}}""",
            "large" => new string(' ', 256 * 1024) + Press().ToJsonString(),
            _ => body,
        };

        Assert.Equal(expected, (await SendAsync(text, Microsoft.Token())).Status);
    }

    [Theory]
    [InlineData("GET")]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    public async Task Method_OtherThanPost_IsNotAllowed(string method)
    {
        using var response = await SendMethodAsync(method);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    [Fact]
    public async Task Press_WithATogglesAndANumbersValue_ReachesTheFeatureAsText()
    {
        await BindAsync();

        var (_, answer) = await SendAsync(Press(activity => activity["value"]!["action"]!["data"] = new JsonObject { ["toggle"] = true, ["number"] = 3, ["none"] = null, ["msteams"] = new JsonObject() }), Microsoft.Token());

        Assert.Equal("application/vnd.microsoft.activity.message", answer!["type"]!.GetValue<string>());
        Assert.Equal("number=3;toggle=true", answer["value"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("nested")]
    [InlineData("submit")]
    public async Task Press_ThatCannotBeRead_IsAnsweredAsABadRequestInTheBody(string what)
    {
        var press = Press(activity => _ = what == "nested" ? activity["value"]!["action"]!["data"] = new JsonObject { ["deep"] = new JsonArray(1) } : activity["value"]!["action"]!["type"] = "Action.Submit");

        var (status, answer) = await SendAsync(press, Microsoft.Token());

        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Equal((400, "application/vnd.microsoft.error", "BadRequest"), (answer!["statusCode"]!.GetValue<int>(), answer["type"]!.GetValue<string>(), answer["value"]!["code"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData(""" "verb":"x","data":{"choices":"\ud800"} """)]
    [InlineData(""" "verb":"x","data":{"\ud800":"1"} """)]
    public async Task Press_WithHalfASurrogatePair_IsABadRequestAndNoFault(string action)
    {
        var text = Press(activity => activity["value"]!["action"] = "here").ToJsonString().Replace("\"here\"", $$"""{"type":"Action.Execute",{{action}}}""", StringComparison.Ordinal);

        var (status, answer) = await SendAsync(text, Microsoft.Token());

        Assert.True(status is HttpStatusCode.BadRequest || answer?["statusCode"]?.GetValue<int>() == 400, $"{status} {answer?.ToJsonString()}");
    }

    [Theory]
    [InlineData("typing", HttpStatusCode.OK)]
    [InlineData("messageReaction", HttpStatusCode.OK)]
    [InlineData("invoke", HttpStatusCode.NotImplemented)]
    public async Task Activity_OfAKindOfNoConcern_IsTakenAndAnotherInvokeIsNotImplemented(string type, HttpStatusCode expected) => Assert.Equal(expected, (await SendAsync(Press(activity =>
    {
        activity["type"] = type;
        activity["name"] = "composeExtension/query";
    }), Microsoft.Token())).Status);
}
