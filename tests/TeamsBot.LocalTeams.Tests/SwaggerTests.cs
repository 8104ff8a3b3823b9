using System.Net.Http.Json;
using System.Text.Json.Nodes;
using TeamsBot.LocalTeams.Connector;
using TeamsBot.Testing;
using Xunit;

namespace TeamsBot.LocalTeams.Tests;

/// <summary>Our idea of the connector, held against Microsoft's description of it.</summary>
public sealed class SwaggerTests : Town
{
    public static TheoryData<string> CheckedShapes() => [.. Shapes.All.Keys];

    [SkippableTheory, MemberData(nameof(CheckedShapes))]
    public void Shape_HasThePropertiesOfTheDescription(string shape)
    {
        var described = Swagger()["definitions"]![shape]!["properties"]!.AsObject();

        Assert.Equal(described.Select(one => one.Key).Order(), Shapes.All[shape].Keys.Order());
        Assert.All(described, one => Assert.Equal(KindOf(one.Value!), Shapes.All[shape][one.Key] is var kind && kind.StartsWith("any", StringComparison.Ordinal) ? "any" : kind));
    }

    [SkippableTheory]
    [InlineData("post", "/v3/conversations")]
    [InlineData("post", "/v3/conversations/{conversationId}/activities")]
    [InlineData("post", "/v3/conversations/{conversationId}/activities/{activityId}")]
    [InlineData("put", "/v3/conversations/{conversationId}/activities/{activityId}")]
    [InlineData("get", "/v3/conversations/{conversationId}/pagedmembers")]
    public void Path_IsInTheDescription(string method, string path) => Assert.NotNull(Swagger()["paths"]![path]?[method]);

    [SkippableFact]
    public async Task Answers_HaveNothingTheDescriptionLacks()
    {
        var head = await PersonAsync("head");
        var opened = await JsonAsync(Connector.PostAsJsonAsync("v3/conversations", new { members = new[] { new { id = head.Id } }, tenantId = TenantId, activity = Activity(Cards.Plain("Hello")) }), 201);
        var posted = await JsonAsync(Connector.PostAsJsonAsync($"v3/conversations/{head.Chat}/activities", Activity(Cards.Plain("Hello"))), 201);
        var members = await JsonAsync(Connector.GetAsync(new Uri($"v3/conversations/{head.Chat}/pagedmembers", UriKind.Relative)), 200);
        var refused = await JsonAsync(Connector.GetAsync(new Uri("v3/conversations/a:none/pagedmembers", UriKind.Relative)), 404);

        AssertDescribed("ConversationResourceResponse", opened);
        AssertDescribed("ResourceResponse", posted);
        AssertDescribed("PagedMembersResult", members);
        AssertDescribed("ErrorResponse", refused);
        AssertDescribed("Error", refused["error"]!.AsObject());
    }

    private static void AssertDescribed(string definition, JsonObject answer) =>
        Assert.Subset(Swagger()["definitions"]![definition]!["properties"]!.AsObject().Select(one => one.Key).ToHashSet(), answer.Select(one => one.Key).ToHashSet());

    private static string KindOf(JsonNode property)
    {
        if ((string?)property["type"] == "array")
        {
            var item = KindOf(property["items"]!);
            return Shapes.All.ContainsKey(item) || item == "string" ? item + "[]" : "any";
        }

        if ((string?)property["$ref"] is { } reference)
        {
            var name = reference[(reference.LastIndexOf('/') + 1)..];
            return Shapes.All.ContainsKey(name) ? name : Swagger()["definitions"]![name]!["enum"] is not null || (string?)Swagger()["definitions"]![name]!["type"] == "string" ? "string" : "any";
        }

        return (string?)property["type"] switch { "object" => "any", var type => type! };
    }

    private static JsonNode Swagger() => JsonNode.Parse(File.ReadAllText(Require.SharedFile("schemas/bot-connector-v3.swagger.json")))!;
}
