using System.Text.Json.Nodes;
using TeamsBot.Testing;
using TeamsBot.Testing.Cards;
using Xunit;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.AdaptiveCards.Tests;

/// <summary>The checker itself: the reference cards pass it, and a fault planted against each of its rules is found.</summary>
public sealed class CardCheckTests
{
    // What to look for in the report, and how to break the good card. Its body: 0 from, 1 heading, 2 choices, 3 reason, 4 a paragraph, 5 a list line, 6 a chart, 7 who can see, 8 the buttons (form, plain, main).
    private static readonly (string Report, Action<JsonObject> Plant)[] Faults =
    [
        ("version is not 1.5", card => card["version"] = "1.4"),
        ("fallbackText is missing", card => card.Remove("fallbackText")),
        ("speak is missing", card => card["speak"] = " "),
        ("bytes;", card => card["body"]![4]!["inlines"]![0]!["text"] = new string('x', 27_000)),
        ("refresh.userIds", card => card["refresh"]!["userIds"] = new JsonArray()),
        ("refresh.userIds", card => card["refresh"]!["userIds"] = new JsonArray("00000000-0000-0000-0000-000000000000")),
        ("refresh.userIds", card => card["refresh"]!["userIds"] = new JsonArray([.. Enumerable.Range(0, 61).Select(number => (JsonNode)$"29:{number}")])),
        ("who asks", card => card["body"]![0]!["inlines"]![0]!.AsObject().Remove("isSubtle")),
        ("who asks", card => card["body"]![0]!["inlines"]![0]!.AsObject().Remove("weight")),
        ("exactly one heading", card => card["body"]![1]!.AsObject().Remove("style")),
        ("exactly one heading", card => card["body"]![4]!["style"] = "heading"),
        ("must begin 'Who can see this:'", card => card["body"]![7]!["text"] = "For you only."),
        ("must begin 'Who can see this:'", card => card["body"]![4]!["inlines"]![0]!["text"] = "Who can see this: all."),
        ("only the buttons come after", card => card["body"]!.AsArray().Add(new JsonObject { ["type"] = "RichTextBlock", ["inlines"] = new JsonArray() })),
        ("invisible character", card => card["body"]![4]!["inlines"]![0]!["text"] = "pay \u202Eevil"),
        ("'1 of 1' needs a no-break space", card => card["body"]![4]!["inlines"]![0]!["text"] = "11 of 14 chose it."),
        ("every text wraps", card => card["body"]![1]!.AsObject().Remove("wrap")),
        ("cut or centred", card => card["body"]![1]!["maxLines"] = 2),
        ("only colour of text", card => card["body"]![4]!["inlines"]![0]!["color"] = "Good"),
        ("only colour of text", card => card["body"]![4]!["inlines"]![0]!["color"] = "Accent"),
        ("no boxes", card => card["body"]![5]!["style"] = "emphasis"),
        ("HTTPS address", card => card["body"]![8]!["actions"]![1] = new JsonObject { ["type"] = "Action.OpenUrl", ["title"] = "See", ["url"] = "http://example.org" }),
        ("all its numbers", card => card["body"]![6]!["data"]![0]!["y"] = 12),
        ("has its label", card => card["body"]![3]!.AsObject().Remove("label")),
        ("has its label", card => card["body"]![8]!["actions"]![0]!["card"]!["body"]![0]!.AsObject().Remove("label")),
        ("has its errorMessage", card => card["body"]![2]!["errorMessage"] = ""),
        ("every choice wraps", card => card["body"]![2]!["wrap"] = false),
        ("none has a comma", card => card["body"]![2]!["choices"]![0]!["value"] = "a,b"),
        ("none has a comma", card => card["body"]![2]!["choices"]![0]!["value"] = "b"),
        ("A to Z", card => card["body"]![2]!["choices"]![0]!["title"] = "Zebra"),
        ("buttons stand in an ActionSet", card => card["actions"] = new JsonArray()),
        ("stands in an ActionSet", card => card["body"]![5]!["selectAction"] = Button(card, 2)),
        ("stands in an ActionSet", card => card["body"]![8]!["actions"]!.AsArray().Insert(0, new JsonObject { ["type"] = "Action.Submit", ["title"] = "Send" })),
        ("one to 24 characters", card => card["body"]![8]!["actions"]![1]!["title"] = new string('x', 25)),
        ("ends in …", card => card["body"]![8]!["actions"]![0]!["title"] = "Decline"),
        ("ends in …", card => card["body"]![8]!["actions"]![1]!["title"] = "None…"),
        ("row of buttons is not empty", card => card["body"]![8]!["actions"] = new JsonArray()),
        ("alone is positive", card => card["body"]![8]!["actions"]![1]!["style"] = "positive"),
        ("alone is positive", card => card["body"]![8]!["actions"]![2]!["style"] = "destructive"),
        ("one filled button", card => card["body"]!.AsArray().Add(card["body"]![8]!.DeepClone())),
        ("has an Action.Submit", card => card["body"]![8]!["actions"]![2]!.AsObject().Remove("fallback")),
        ("data is the action's and its verb", card => card["body"]![8]!["actions"]![2]!["fallback"]!["data"]!.AsObject().Remove("verb")),
        ("data is the action's and its verb", card => card["body"]![8]!["actions"]![0]!["card"]!["body"]![1]!["actions"]![0]!["verb"] = "another"),
        ("the fallback has the same title", card => card["body"]![8]!["actions"]![2]!["fallback"]!["title"] = "Go"),
        ("flat map", card => card["body"]![8]!["actions"]![2]!["data"]!["poll"] = new JsonObject()),
        ("is used twice", card => card["body"]![3]!["id"] = "choices"),
        ("would overwrite", card => card["body"]![8]!["actions"]![2]!["data"]!["choices"] = "a"),
        ("a form has a button", card => card["body"]![8]!["actions"]![0]!["card"]!["body"]!.AsArray().RemoveAt(1)),
        ("associatedInputs none", card => card["body"]![8]!["actions"]![1]!.AsObject().Remove("associatedInputs")),
        ("the schema says", card => card["body"]![4]!["inlines"]![0]!["weight"] = "Heavy"),
        ("the schema says", card => card["body"]![5]!["columns"]![0]!["colour"] = "x"),
        ("/body/6/spacing: the schema says", card => card["body"]![6]!["fallback"]!["spacing"] = "Wide"),
        ("the schema says", card => card["body"]![4]!["type"] = "TextBlok"),
        ("/actions/2/fallback/mode", card => card["body"]![8]!["actions"]![2]!["fallback"]!["mode"] = "third"),
    ];

    public static TheoryData<int> FaultNumbers() => [.. Enumerable.Range(0, Faults.Length)];

    [SkippableFact]
    public async Task Check_TheReferenceCards_Pass()
    {
        var paths = Directory.GetFiles(Require.SharedFile("cards"), "*.json").Order(StringComparer.Ordinal).ToList();

        Assert.Equal(10, paths.Count);
        await CardCheck.CheckJsonAsync(paths.Select(path => (Path.GetFileName(path), File.ReadAllText(path))));
    }

    [SkippableFact]
    public Task Check_AGoodCard_Passes() => CardCheck.CheckJsonAsync([("good", Good().ToJsonString())]);

    [SkippableTheory, MemberData(nameof(FaultNumbers))]
    public async Task Check_APlantedFault_IsFound(int number)
    {
        var (report, plant) = Faults[number];
        var card = Good();
        plant(card);

        var found = await Assert.ThrowsAsync<CardFaultException>(() => CardCheck.CheckJsonAsync([("planted", card.ToJsonString())]));

        Assert.Contains(report, found.Message, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Check_NoCards_IsAFault() => await Assert.ThrowsAsync<CardFaultException>(() => CardCheck.CheckAsync([]));

    private static JsonNode Button(JsonObject card, int at) => card["body"]![8]!["actions"]![at]!.DeepClone();

    private static JsonObject Good()
    {
        var card = new AdaptiveCard
        {
            FallbackText = "Choose one.", Speak = "Choose one.", FullWidth = true, Refresh = new("polls.show", new() { ["poll"] = "p" }, ["29:a"]),
            Body =
            [
                FromLine(Bold("Alder Vale Network"), " asks you."),
                Heading("Choose one"),
                new InputChoiceSet("choices")
                {
                    Label = "Tick one", ErrorMessage = "Tick one.", Style = ChoiceStyle.Expanded, IsRequired = true, Choices = [new("Attendance", "a"), new("Books, *new*", "b")],
                },
                new InputText("why") { Label = "Say why", ErrorMessage = "Say why." },
                Paragraph("It closes soon."),
                .. PointList(["One"]),
                new HorizontalBarChart("Schools", new Bar("Attendance", 11)),
                WhoCanSeeThis("only you."),
                Buttons(
                    new ActionShowCard("Decline…", new InputText("reason") { Label = "Why?", ErrorMessage = "Say why." }, Buttons(new ActionExecute("Decline with this", "polls.decline", []))) { Id = "form" },
                    new ActionExecute("None of these", "polls.abstain", []) { AssociatedInputs = AssociatedInputs.None },
                    Main(new ActionExecute("Send my vote", "polls.vote", new() { ["poll"] = "p" }))),
            ],
        };
        return JsonNode.Parse(card.ToJson())!.AsObject();
    }
}
