using System.Text.Json.Nodes;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using TeamsBot.Testing;
using TeamsBot.Testing.Cards;
using Xunit;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Tests.Language;

/// <summary>The parts of a card, put together, make the reference cards.</summary>
public sealed class ReferenceCardTests
{
    private static readonly DateTimeOffset Closes = new(2026, 11, 27, 17, 0, 0, TimeSpan.Zero);

    private static readonly Dictionary<string, string> Poll = new() { ["poll"] = "alder-vale-2026-27", ["version"] = "3" };

    [SkippableFact]
    public void Parts_OfTheVote_MakeTheReferenceCard()
    {
        var at = When.DayAndTime(Closes);
        var card = new AdaptiveCard
        {
            FallbackText = $"Your network asks your school to choose up to three priorities by {at}. This version of Teams cannot show the form. Open Teams on another device, or ask your facilitator.",
            Speak = $"Alder Vale Network asks Kestrel Bank Primary to choose up to three of seven priorities. Voting closes on {When.DayAtTime(Closes)}.",
            Refresh = Refresh.For("29:head-of-kestrel-bank", "polls.show", Poll),
            Body =
            [
                FromLine(Bold("Alder Vale Network"), " asks for the vote of ", Bold("Kestrel Bank Primary"), $", to settle what its {Words.Count(19, "school")} work on together this year."),
                Heading($"Choose up to {Words.Some(3, "priority", "priorities")}"),
                new InputChoiceSet("choices")
                {
                    Label = "Tick one, two or three", ErrorMessage = "Tick one, two or three. To choose none, press None of these.",
                    Style = ChoiceStyle.Expanded, IsMultiSelect = true, IsRequired = true, Spacing = Spacing.Small,
                    Choices =
                    [
                        new("Attendance of pupils who miss a day a week", "p2"), new("Early language: more children talking well by five", "p1"),
                        new("Exclusions in Years\u00A08 and\u00A09", "p7"), new("Helping families support learning at home", "p4"),
                        new("Reading at the move to Year\u00A07", "p6"), new("Special school places close to home", "p5"), new("Waiting times for mental health support", "p3"),
                    ],
                },
                NewParagraph(Bold($"Closes {at}. "), $"You can change your vote until then. {Words.Of(11, 19)}{Words.Bound}schools have voted."),
                WhoCanSeeThis("only you. When voting closes, the schools in your network see how each school voted."),
                Buttons(
                    new ActionExecute("None of these", "polls.abstain", Poll) { Id = "none", AssociatedInputs = AssociatedInputs.None },
                    Main(new ActionExecute("Send my vote", "polls.vote", Poll) { Id = "vote" })),
            ],
        };

        AssertSameAs("01-vote.json", card);
    }

    [SkippableFact]
    public void Refusal_OfALateVote_MakesTheReferenceCard()
    {
        var refusal = new Refusal
        {
            From = [Bold("Alder Vale Network"), " could not count the vote you sent for ", Bold("Kestrel Bank Primary"), "."],
            Heading = "Voting had closed",
            WhatHappened = $"Voting closed on {When.DayAtTime(Closes)}. Your vote arrived at {When.Time(Closes.AddMinutes(4))}. The time is the same for every school.",
            More =
            [
                PartTitle($"{Status.Agreed}: {Words.Of(14, 19)}{Words.Bound}schools voted"),
                .. MarkedList(
                [
                    new("1", "Early language: more children talking well by five", Words.Of(11, 14)),
                    new("2", "Attendance of pupils who miss a day a week", Words.Of(9, 14)),
                    new("3", "Waiting times for mental health support", Words.Of(8, 14)),
                ]),
            ],
            WhatToDo = "If you tried earlier and it did not work, tell your facilitator. Your school still has a full say in what comes next.",
            WhoCanSee = "only you. Nobody is told about a late vote unless you tell them.",
            Buttons =
            [
                new ActionExecute("Tell my facilitator", "polls.lateNote", Poll) { Id = "tell" },
                Main(new ActionOpenUrl("See the count", new Uri("https://priorities.example.org/alder-vale/2026-27"))),
            ],
        };

        AssertSameAs("10-refusal.json", refusal.ToCard(), "fallbackText", "speak");
        Assert.Equal($"Voting had closed: {refusal.WhatHappened}", refusal.ToMessage().Summary);
    }

    [SkippableFact]
    public async Task Refusal_WithNothingButWords_IsAGoodCard()
    {
        var card = new Refusal { From = [Bold("The bot"), " does not know this button."], Heading = "This button is too old", WhatHappened = "Nothing has changed.", WhatToDo = "Type help." }.ToCard();

        await CardCheck.CheckAsync([("refusal", card)]);
    }

    [Fact]
    public void Message_WithALongOrEmptySummary_CutsItOrRefuses()
    {
        var card = new AdaptiveCard { FallbackText = "x", Speak = "x", Body = [] };

        Assert.Equal(Message.LongestSummary, new Message(card, new string('x', 300)).Summary.Length);
        Assert.Equal("Two lines", new Message(card, " Two\nlines\u202E ").Summary);
        Assert.ThrowsAny<ArgumentException>(() => new Message(card, "\u200B "));
    }

    // Three differences are meant: our data is a map of strings, a plain paragraph of ours is a run rather than Markdown, and our words bind their numbers everywhere.
    private static void AssertSameAs(string file, AdaptiveCard card, params string[] except)
    {
        var reference = Comparable(File.ReadAllText(Require.SharedFile($"cards/{file}")).Replace("\"version\": 3", "\"version\": \"3\"", StringComparison.Ordinal), except);
        var ours = Comparable(card.ToJson(), except);

        Assert.True(JsonNode.DeepEquals(reference, ours), $"Reference:\n{reference}\nOurs:\n{ours}");
    }

    private static JsonObject Comparable(string json, string[] except)
    {
        var card = JsonNode.Parse(json.Replace(Words.Bound, ' ').Replace(@"\u00A0", " ", StringComparison.Ordinal))!.AsObject();
        foreach (var name in except)
        {
            card.Remove(name);
        }

        var body = card["body"]!.AsArray();
        foreach (var plain in body.OfType<JsonObject>().Where(item => item["type"]!.GetValue<string>() == "TextBlock" && item["size"] is null && item["weight"] is null).ToList())
        {
            var run = new JsonObject { ["type"] = "TextRun", ["text"] = plain["text"]!.DeepClone() };
            body[body.IndexOf(plain)] = new JsonObject { ["type"] = "RichTextBlock", ["inlines"] = new JsonArray(run), ["spacing"] = plain["spacing"]!.DeepClone() };
        }

        return card;
    }
}
