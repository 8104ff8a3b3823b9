using System.Globalization;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using Xunit;

namespace TeamsBot.Core.Tests.Polls;

/// <summary>Presses from the activity on: everything a card carries is a claim, and a refusal keeps what was typed or chosen.</summary>
public sealed class PollTurnTests
{
    private static readonly string Long = new('p', 10_000);

    [Theory]
    [InlineData("poll", "poll|1")]
    [InlineData("poll", "")]
    [InlineData("poll", "no-such-poll")]
    [InlineData("poll", "po\u0001ll 1/..")]
    [InlineData("seat", "school|1")]
    [InlineData("seat", "school-2")]
    [InlineData("seat", "sch\u202Eool-1\0é")]
    [InlineData("poll", "LONG")]
    [InlineData("seat", "LONG")]
    public async Task T2_V2_Vote_WithAForgedPollOrSeat_LooksLikeNoVoteAndWritesNothing(string name, string value)
    {
        var world = await PollWorld.OpenAsync();
        var answers = new List<string>();
        foreach (var verb in new[] { PollCards.Vote, PollCards.Abstain, PollCards.Change, PollCards.Show })
        {
            answers.Add(Heading(await world.Worker().PressAsync(A.Head(1), verb, Data((name, value == "LONG" ? Long : value), ("choices", "p1")))));
        }

        Assert.All(answers, heading => Assert.Equal("You have no vote here", heading));
        Assert.Empty(world.Rows("ballot|"));
    }

    [Theory, InlineData("0"), InlineData("2"), InlineData("-1"), InlineData("1 OR 1=1"), InlineData("99999999999999999999"), InlineData("١"), InlineData("")]
    public async Task V19_Vote_OnAnotherVersion_IsAnsweredWithTheCardAsItIsAndWhatWasTicked(string version)
    {
        var world = await PollWorld.OpenAsync();

        var answer = await world.Worker().PressAsync(A.Head(1), PollCards.Vote, Data(("version", version), ("choices", "p2,gone,p1")));

        Assert.StartsWith("Not counted yet", answer.Summary, StringComparison.Ordinal);
        Assert.Equal("p2,p1", Choices(answer).Value);
        Assert.Empty(world.Rows("ballot|"));
    }

    [Theory]
    [InlineData("p1,p2,p3,p4", "p1,p2,p3,p4", "Tick three at most")]
    [InlineData("p1,nothing", "p1", "not on this poll")]
    [InlineData("p1,p1", "p1", "twice")]
    [InlineData("", null, "Nothing was ticked")]
    [InlineData("LONG", null, "not on this poll")]
    public async Task V8_Vote_WithAChoiceThatIsRefused_KeepsWhatWasTicked(string choices, string? ticked, string why)
    {
        var world = await PollWorld.OpenAsync();

        var answer = await world.Worker().PressAsync(A.Head(1), PollCards.Vote, Data(("choices", choices == "LONG" ? Long : choices)));

        Assert.Equal(ticked, Choices(answer).Value);
        Assert.Contains(why, answer.Card.ToJson(), StringComparison.Ordinal);
        Assert.DoesNotContain("earlier vote stands", answer.Card.ToJson(), StringComparison.Ordinal);
        Assert.Empty(world.Rows("ballot|"));
    }

    [Fact]
    public async Task V8_Vote_WithARefusedChange_SaysThatTheEarlierVoteStands()
    {
        var world = await PollWorld.OpenAsync();
        await world.Worker().VoteAsync(1, "p1");

        var answer = await world.Worker().PressAsync(A.Head(1), PollCards.Vote, Data(("choices", "p1,p2,p3,p4")));

        Assert.Contains("earlier vote stands", answer.Card.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task V9_Vote_TooLate_SaysWhatItChoseAndThatTheEarlierOneWasCounted()
    {
        var world = await PollWorld.OpenAsync();
        await world.Worker().VoteAsync(1, "p1");
        world.Clock.MoveTo(A.Closes);

        var late = await world.Worker().PressAsync(A.Head(1), PollCards.Vote, Data(("choices", "p2,p9")));
        var repeated = await world.Worker().PressAsync(A.Head(1), PollCards.Vote, Data(("choices", "p1")));

        Assert.Equal("Voting had closed", Heading(late));
        Assert.Contains("This vote chose: Attendance.", late.Card.ToJson(), StringComparison.Ordinal);
        Assert.Contains("earlier vote was counted", late.Card.ToJson(), StringComparison.Ordinal);
        Assert.Contains("vote is in", repeated.Card.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task V17_VotesBySchool_BeforeTheClose_AreShownToNobody()
    {
        var world = await PollWorld.OpenAsync();
        await world.Worker().VoteAsync(1, "p1");

        Assert.Equal("You have no vote here", Heading(await world.Worker().PressAsync(A.Head(1), PollCards.VotesBySchool, Data())));
        world.Clock.MoveTo(A.Closes);
        Assert.Equal("You have no vote here", Heading(await world.Worker().PressAsync(PollWorld.Facilitator, PollCards.VotesBySchool, Data())));
        await world.Worker().CloseAsync();
        Assert.Equal("How each school voted", Heading(await world.Worker().PressAsync(A.Head(1), PollCards.VotesBySchool, Data())));
        Assert.NotEqual("You have no vote here", Heading(await world.Worker().PressAsync(A.Head(1), PollCards.FindBallot, Data()))); // and from there back to the result
        Assert.NotEqual("You have no vote here", Heading(await world.Worker().PressAsync(PollWorld.Facilitator, PollCards.FindBallot, Data())));
        Assert.Equal("You have no vote here", Heading(await world.Worker().PressAsync(A.Head(999), PollCards.VotesBySchool, Data())));
    }

    [Theory]
    [InlineData(PollCards.Vote, "p1", 0)]
    [InlineData(PollCards.Vote, "p1,p1", 0)]
    [InlineData(PollCards.Vote, "p1", 600)]
    [InlineData(PollCards.Abstain, "", 0)]
    [InlineData(PollCards.Change, "", 0)]
    [InlineData(PollCards.Show, "", 0)]
    public async Task Press_OnACardWhoseDeliveryIsUncertain_SettlesItAsSent_WhateverIsPressed(string verb, string choices, int daysLater)
    {
        var world = await PollWorld.OpenAsync();
        var key = await AddUncertainCardAsync(world, A.Head(1));
        world.Clock.Advance(TimeSpan.FromDays(daysLater));

        await world.Worker().PressAsync(A.Head(2), verb, Data(("choices", choices)));
        var before = DeliveryRow.From((await world.Table.FindAsync(PollWorld.Partition, key, default))!).State;
        await world.Worker().PressAsync(A.Head(1), verb, Data(("choices", choices)));

        Assert.Equal(DeliveryState.Uncertain, before);
        Assert.Equal((DeliveryState.Sent, "card-1"), DeliveryRow.From((await world.Table.FindAsync(PollWorld.Partition, key, default))!) is var row ? (row.State, row.ActivityId) : default);
    }

    [Fact]
    public async Task V7_Form_PressedTwice_OpensOnePollOfTheLinesThatWereTyped()
    {
        var world = await PollWorld.WithAsync(5);

        var first = await world.Worker().PressAsync(PollWorld.Facilitator, PollForm.Open, Form(("options", "Early language\nAttendance: every day\r\nReading")));
        var again = await world.Worker().PressAsync(PollWorld.Facilitator, PollForm.Open, Form(("options", "Something\nelse")));

        Assert.Equal(("✓ The poll is open", "✓ The poll is open"), (Heading(first), Heading(again)));
        Assert.Equal(["Early language", "Attendance: every day", "Reading"], (await world.Worker().FindAsync()).Wording.Options.Select(option => option.Text));
        Assert.Single(world.Rows("audit|0"));
    }

    [Theory]
    [InlineData("options", "Only one", "at least two options")]
    [InlineData("options", "MANY", "at most 20 options")]
    [InlineData("options", "LONG", "at most 200 characters")]
    [InlineData("options", "Same\nsame", "Two options are the same")]
    [InlineData("options", "Reading\nA place for pupil B801200001001", "a unique pupil number")] // T4
    [InlineData("options", "Reading\nA place for 943 476 5919", "an NHS number")]
    [InlineData("options", "Reading\nA place for Sam Archer (12/03/2014)", "a date of birth beside a name")]
    [InlineData("atMost", "three", "Choose how many")]
    [InlineData("atMost", "5", "fewer than the 3")]
    [InlineData("closes", "tomorrow", "Choose when")]
    [InlineData("closes", "999999999999999999", "Choose when")]
    [InlineData("closes", "0", "at least an hour")]
    [InlineData("closes", "32503680000", "at most 60 days")]
    [InlineData("ask", "7", "Choose what you ask")]
    [InlineData("group", "network-of-another", "network that you facilitate")]
    public async Task Form_WithSomethingWrong_SaysWhatAndKeepsWhatWasTyped(string name, string value, string why)
    {
        var world = await PollWorld.WithAsync(5);
        var typed = value switch { "MANY" => string.Join('\n', Enumerable.Range(1, 500).Select(n => $"Option {n}")), "LONG" => $"A\n{new string('w', 201)}", _ => value };

        var answer = await world.Worker().PressAsync(PollWorld.Facilitator, PollForm.Open, Form((name, typed)));

        Assert.Contains(why, answer.Summary, StringComparison.Ordinal);
        var kept = Assert.Single(answer.Card.Body.OfType<InputText>()).Value!;
        Assert.StartsWith(kept, name == "options" ? typed : "Early language\nAttendance\nReading", StringComparison.Ordinal);
        Assert.True(kept.Length > 1);
        Assert.True(answer.Card.ToJson().Length < 28_000);
        Assert.Empty(world.Rows("poll"));
    }

    [Fact]
    public async Task T2_Form_WithTheIdOfAnothersPoll_ShowsNothingOfItAndOpensUnderAFreshOne()
    {
        var world = await PollWorld.OpenAsync();

        var answer = await world.Worker().PressAsync(PollWorld.OtherFacilitator, PollForm.Open, Form());

        Assert.Equal("Early language\nAttendance\nReading", Assert.Single(answer.Card.Body.OfType<InputText>()).Value);
        Assert.DoesNotContain("\"poll-1\"", answer.Card.ToJson(), StringComparison.Ordinal);
        Assert.Equal(3, (await world.Worker().FindAsync()).Wording.AtMost);
    }

    [Theory, InlineData("poll", "a|b"), InlineData("poll", "LONG"), InlineData("poll", "")]
    public async Task Form_WithAForgedId_OpensNothing(string name, string value)
    {
        var world = await PollWorld.WithAsync(5);

        Assert.Equal("A facilitator opens polls", Heading(await world.Worker().PressAsync(PollWorld.Facilitator, PollForm.Open, Form((name, value == "LONG" ? Long : value)))));
        Assert.DoesNotContain(world.Table.AllRows, row => row.Partition.Contains("|poll|", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Form_PressedByAHead_OpensNothing()
    {
        var world = await PollWorld.WithAsync(5);

        Assert.Equal("A facilitator opens polls", Heading(await world.Worker().PressAsync(A.Head(1), PollForm.Open, Form())));
    }

    private static async Task<string> AddUncertainCardAsync(PollWorld world, PersonId voter)
    {
        var row = new DeliveryRow(PollIntents.OpenCards, new(PollIntents.RecipientOf(A.Seat(1), voter), new Target.Person(voter)), IsReminder: false)
            .Claimed("one", 1, new(A.Tenant, $"a:{voter}", new("https://teams.example/")), card: null).Uncertain("502", world.Clock.GetUtcNow());
        await world.Table.CommitAsync(PollWorld.Partition, [row.ToWrite()], default);
        return row.Key;
    }

    private static (string, string)[] Data(params (string Name, string Value)[] data) => With([("poll", "poll-1"), ("seat", "school-1"), ("version", "1")], data);

    private static (string, string)[] Form(params (string Name, string Value)[] data) => With(
        [
            ("poll", "poll-1"), ("group", PollWorld.Network.Value), ("options", "Early language\nAttendance\nReading"), ("atMost", "1"),
            ("closes", A.Closes.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)), ("ask", "Support"),
        ],
        data);

    private static (string, string)[] With((string Name, string Value)[] usual, (string Name, string Value)[] data) => [.. usual.Where(pair => data.All(other => other.Name != pair.Name)), .. data];

    private static string Heading(Message message) => message.Card.Body.OfType<TextBlock>().Single(text => text.Style == TextStyle.Heading).Text;

    private static InputChoiceSet Choices(Message message) => message.Card.Body.OfType<InputChoiceSet>().Single();
}
