using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using TeamsBot.Core.Conversations;
using Xunit;
using static TeamsBot.Bot.Tests.CardText;

namespace TeamsBot.Bot.Tests.Polls;

/// <summary>What a forged, stale or malicious press meets at the real endpoint: a card that says what to do, and a store in which nothing has changed.</summary>
public sealed class BadInputTests(PressedTown town) : IClassFixture<PressedTown>
{
    private const string NoVote = "ask its facilitator", Unknown = "add the address you sign in to Teams with", NotYours = "This poll is not yours to run", AFacilitatorOpens = "Ask the facilitator of your network";

    /// <summary>The texts that do harm elsewhere, by name: a test's name then shows no control character.</summary>
    private static readonly Dictionary<string, string> Texts = new()
    {
        ["nothing"] = "",
        ["10,000 characters"] = new string('x', 10_000),
        ["right-to-left"] = "\u202Esloohcs\u202C \u2066x",
        ["control characters"] = "\u0000\u0007\u001B\u009B",
        ["Markdown"] = "**[all schools](javascript:alert(1))** <at>everyone</at> ![x](http://a.example/x.png)",
        ["500 options"] = string.Join('\n', Enumerable.Range(1, 500).Select(n => $"Option {n}")),
        ["two long options"] = $"{new string('x', 5_000)}\n{new string('y', 5_000)}",
        ["the same but for hidden characters"] = "Reading\nRea\u202E\u200Bding",
        ["500 choices"] = string.Join(',', Enumerable.Range(1, 500).Select(n => $"p{n}")),
    };

    private static readonly string[] Five = ["nothing", "10,000 characters", "right-to-left", "control characters", "Markdown"];

    public static TheoryData<string, string, string, string> Votes => Cases(
        [.. Five.Select(text => ("poll", text, NoVote)), ("poll", "no-such-poll", NoVote), ("poll", "../accounts", NoVote)],
        [.. Five.Select(text => ("seat", text, NoVote)), ("seat", "school-990102", NoVote), ("seat", "school-999999", NoVote)],
        [.. Five.Append("0").Append("2").Append("-1").Append("99999999999").Select(text => ("version", text, "Look at it again and send your vote"))],
        [("choices", "nothing", "Tick at least one"), ("choices", "control characters", "Tick at least one"), .. Five[1..3].Append("Markdown").Append("500 choices").Select(text => ("choices", text, "Choose from the list on the card"))],
        [("choices", "p9", "Choose from the list on the card"), ("choices", "p1,p1", "Tick each choice once"), ("choices", "p1,p2,p3,p4", "Tick three at most")]).For("polls.vote");

    public static TheoryData<string, string, string, string> Forms => Cases(
        [.. Five.Except(["right-to-left"]).Select(text => ("poll", text, AFacilitatorOpens))],
        [.. Five.Append("network-of-nobody").Select(text => ("group", text, "Choose a network that you facilitate"))],
        [.. Five[..4].Select(text => ("options", text, "Write at least two options")), ("options", "500 options", "Write at most 20 options"), ("options", "two long options", "at most 200 characters"), ("options", "the same but for hidden characters", "Write each option once")],
        [.. Five.Append("-1").Append("9999999999999").Select(text => ("atMost", text, "Choose how many priorities")), ("atMost", "0", "choose at least one option and fewer"), ("atMost", "3", "choose at least one option and fewer")],
        [.. Five.Append("99999999999999").Select(text => ("closes", text, "Choose when voting closes")), ("closes", "0", "at least an hour from now"), ("closes", "4102444800", "at most 60 days from now")],
        [.. Five.Append("7").Select(text => ("ask", text, "Choose what you ask of the board"))]).For("polls.open");

    public static TheoryData<string, string, string, string> MoreTime => Cases(
        [.. Five.Append("no-such-poll").Select(text => ("poll", text, NotYours))],
        [.. Five.Append("0").Select(text => ("closes", text, "Look at it again"))],
        [.. Five.Append("0").Select(text => ("until", text, "Choose a time later than the one that stands")), ("until", "4102444800", "at most 60 days from now")],
        [("extendReason", "nothing", "Write a reason"), ("extendReason", "control characters", "Write a reason"), ("extendReason", "10,000 characters", "Use at most 500 characters")]).For("polls.extend");

    [Theory, MemberData(nameof(Votes))]
    public Task V2_V8_V19_AVote_WithAForgedField_SaysWhatToDoAndChangesNothing(string verb, string field, string text, string says) => RefusesAsync("head", verb, field, text, says);

    [Theory, MemberData(nameof(Forms))]
    public Task ANewPoll_WithAForgedField_SaysWhatToDoAndChangesNothing(string verb, string field, string text, string says) => RefusesAsync("adviser", verb, field, text, says);

    [Theory, MemberData(nameof(MoreTime))]
    public Task V12_MoreTime_WithAForgedField_SaysWhatToDoAndChangesNothing(string verb, string field, string text, string says) => RefusesAsync("adviser", verb, field, text, says);

    [Theory]
    [InlineData("head", "late", "polls.vote", "tell your facilitator")]
    [InlineData("adviser", "extend.late", "polls.extend", "you can open a new one")]
    public async Task V9_V12_AStaleCardOfAClosedPoll_SaysWhatToDoAndChangesNothing(string who, string data, string verb, string says) =>
        Assert.Contains(says, await PressAsync(who, verb, town.Honest[data]), StringComparison.Ordinal);

    [Theory]
    [InlineData("other", "polls.vote", NoVote)]
    [InlineData("other", "polls.abstain", NoVote)]
    [InlineData("other", "polls.change", NoVote)]
    [InlineData("other", "polls.show", NoVote)]
    [InlineData("other", "polls.ballot", NoVote)]
    [InlineData("other", "polls.votes", NoVote)]
    [InlineData("adviser", "polls.vote", NoVote)]
    [InlineData("head", "polls.votes", NoVote)]
    [InlineData("head", "polls.open", AFacilitatorOpens)]
    [InlineData("head", "polls.extend", NotYours)]
    [InlineData("guest", "polls.vote", Unknown)]
    [InlineData("guest", "polls.abstain", Unknown)]
    [InlineData("guest", "polls.show", Unknown)]
    [InlineData("guest", "polls.open", Unknown)]
    [InlineData("guest", "polls.extend", Unknown)]
    public async Task V2_V4_V17_APressByWhomItIsNotFor_SaysWhatToDoAndChangesNothing(string who, string verb, string says) =>
        Assert.Contains(says, await PressAsync(who, verb, town.Honest[verb]), StringComparison.Ordinal);

    [Fact]
    public async Task T2_APressOfAnotherTenant_LooksLikeAStrangersAndChangesNothing()
    {
        const string Another = "00000000-0000-0000-0000-0000000000bb";
        var foreign = await PressAsync("head", "polls.vote", town.Honest["polls.vote"], activity =>
        {
            activity["channelData"]!["tenant"]!["id"] = Another;
            activity["conversation"]!["tenantId"] = Another;
        });

        Assert.Equal(await PressAsync("guest", "polls.vote", town.Honest["polls.vote"]), foreign);
    }

    [Theory, MemberData(nameof(Typed))]
    public async Task AMessage_OfAnyText_IsAnsweredWithWhatCanBeWritten(string text)
    {
        var head = town.People["head"];
        town.Written.Clear();

        await town.Forger.SayAsync(head, Texts[text]);

        Assert.Empty(town.Written);
        Assert.Contains("shows this list", Words((await head.ReadAsync(await head.ChatAsync()))[^1].GetProperty("card")), StringComparison.Ordinal);
    }

    public static TheoryData<string> Typed => [.. Five];

    [Fact]
    public async Task AnHonestVote_IsWritten_SoThatNothingWrittenMeansSomething()
    {
        town.Written.Clear();
        var honest = new Dictionary<string, string>(town.Honest["polls.vote"]) { ["seat"] = "school-990102" };

        Assert.Contains("Your vote is in", Words(await town.Forger.PressAsync(town.People["neighbour"], "polls.vote", honest)), StringComparison.Ordinal);

        Assert.Contains(town.Written, row => row.EndsWith("ballot|school-990102", StringComparison.Ordinal));
    }

    [Fact]
    public async Task T3_OptionsFullOfMarkdownAndDirectionMarks_ArePutToTheVoteAsTheyRead()
    {
        var asked = new Dictionary<string, string>(town.Honest["polls.open"]) { ["poll"] = "a-poll-of-marks", ["options"] = $"{Texts["Markdown"]}\n{Texts["right-to-left"]}", ["atMost"] = "1" };
        await town.Forger.PressAsync(town.People["adviser"], "polls.open", asked);

        var card = await town.Forger.PressAsync(town.People["head"], "polls.show", new Dictionary<string, string>(town.Honest["polls.vote"]) { ["poll"] = "a-poll-of-marks" });

        string[] titles = [.. Objects(card).Single(part => TypeOf(part) == "Input.ChoiceSet").GetProperty("choices").EnumerateArray().Select(choice => choice.GetProperty("title").GetString()!)];
        Assert.StartsWith(@"\*\*\[all schools\](javascript:alert(1))\*\* \<at>everyone\</at>", titles[0], StringComparison.Ordinal);
        Assert.Equal("sloohcs x", titles[1]);
    }

    /// <summary>Whatever features there are: each of their buttons, pressed with its own data and with every bad text in each of its fields, by people it is not for.</summary>
    [Theory, InlineData("head"), InlineData("other"), InlineData("guest")]
    public async Task AnyButtonOfTheGallery_WithIdsOfNothingAndAnyText_IsAnsweredAndChangesNothing(string who)
    {
        foreach (var (verb, data) in Buttons().DistinctBy(button => string.Join(' ', button.Data.Keys.Order().Prepend(button.Verb))))
        {
            await PressAsync(who, verb, data);
            foreach (var (field, text) in from field in data.Keys from text in Five select (field, text))
            {
                await PressAsync(who, verb, new Dictionary<string, string>(data) { [field] = Texts[text] });
            }
        }
    }

    private async Task RefusesAsync(string who, string verb, string field, string text, string says)
    {
        var words = await PressAsync(who, verb, new Dictionary<string, string>(town.Honest[verb]) { [field] = Texts.GetValueOrDefault(text, text) });

        Assert.Contains(says, words, StringComparison.Ordinal);
    }

    private async Task<string> PressAsync(string who, string verb, IReadOnlyDictionary<string, string> data, Action<JsonObject>? change = null)
    {
        town.Written.Clear();

        var card = await town.Forger.PressAsync(town.People[who], verb, data, change);

        Assert.Empty(town.Written);
        var words = Words(card);
        Assert.DoesNotContain("Something went wrong here", words, StringComparison.Ordinal);
        Assert.True(words.All(letter => letter == '\n' || !char.IsControl(letter)) && !words.Contains('\u202E', StringComparison.Ordinal), $"{verb} shows characters that hide or turn words round.");
        Assert.True(card.GetRawText().Length < 28 * 1024, $"{verb} is answered with a card that Teams would refuse.");
        return words;
    }

    private IEnumerable<(string Verb, IReadOnlyDictionary<string, string> Data)> Buttons() =>
        from sample in town.Running.Bot.Services.GetRequiredService<FeatureMap>().Samples
        let card = JsonDocument.Parse(sample.Message.Card.ToJson()).RootElement
        let inputs = Objects(card).Where(part => TypeOf(part).StartsWith("Input.", StringComparison.Ordinal)).Select(part => part.GetProperty("id").GetString()!).ToList()
        from action in Objects(card).Where(part => TypeOf(part) == "Action.Execute")
        let data = action.TryGetProperty("data", out var sent) ? sent.EnumerateObject().Select(pair => (pair.Name, Value: pair.Value.ToString())) : []
        select (action.GetProperty("verb").GetString()!, (IReadOnlyDictionary<string, string>)data.Concat(inputs.Select(id => (Name: id, Value: "1"))).DistinctBy(pair => pair.Name).ToDictionary(pair => pair.Name, pair => pair.Value));

    private static string TypeOf(JsonElement part) => part.TryGetProperty("type", out var type) && type.ValueKind is JsonValueKind.String ? type.GetString()! : "";

    private static IEnumerable<JsonElement> Objects(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(property => Objects(property.Value)).Prepend(element),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(Objects),
        _ => [],
    };

    private static IEnumerable<(string Field, string Text, string Says)> Cases(params (string Field, string Text, string Says)[][] cases) => cases.SelectMany(some => some);
}

internal static class BadInputCases
{
    public static TheoryData<string, string, string, string> For(this IEnumerable<(string Field, string Text, string Says)> cases, string verb)
    {
        var data = new TheoryData<string, string, string, string>();
        foreach (var (field, text, says) in cases)
        {
            data.Add(verb, field, text, says);
        }

        return data;
    }
}
