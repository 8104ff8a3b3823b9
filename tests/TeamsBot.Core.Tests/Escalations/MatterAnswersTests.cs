using TeamsBot.Core.Digests;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Polls;
using Xunit;
using static TeamsBot.Core.Tests.Escalations.Fernshaw;

namespace TeamsBot.Core.Tests.Escalations;

/// <summary>What comes down, to whom, and how often (rule E7).</summary>
public sealed class MatterAnswersTests
{
    [Fact]
    public async Task E7_TheWholeLife_ComesDownOnceAtEachDecisionAndTheEnd_AndTheChannelFollowsEveryMove()
    {
        var world = await new World().SetUpAsync();
        await world.RaiseOneAsync();
        var shown = new List<string>();
        async Task MoveAsync(PersonId person, Act act, int version, string text = "")
        {
            Assert.True(Assert.IsType<MoveOutcome.Moved>(await world.MoveAsync(person, act, version, text)).IsNew);
            await world.RunAsync(TimeSpan.FromMinutes(30));
            shown.Add(Assert.Single(world.ShownIn(World.ChannelOf(AlderVale)), words => words.Contains("Board", StringComparison.Ordinal)));
        }

        await MoveAsync(Clerk, Act.Acknowledge, 1);
        await MoveAsync(Chair, Act.Accept, 2);
        await MoveAsync(Chair, Act.Progress, 3, "One therapist found.");
        await MoveAsync(Chair, Act.Resolve, 4, "All were seen.");

        Assert.Equal(
            [
                "✓ Acknowledged: Early language, Fernshaw Locality Board", "✓ Accepted: Early language, Fernshaw Locality Board", "→ In progress: Early language, Fernshaw Locality Board",
                "✓ Resolved: Early language, Fernshaw Locality Board",
            ],
            shown);
        foreach (var head in new[] { HeadOne, HeadTwo })
        {
            Assert.Equal(["✓ Accepted: Early language", "✓ Resolved: Early language"], world.WordsIn(World.ChatOf(head)).Where(words => words != "Agreed: Early language"));
        }

        Assert.Equal(["Agreed: Early language"], world.WordsIn(World.ChatOf(HeadThree)));
        Assert.Equal([], world.Replica.Log);
    }

    [Fact]
    public async Task E7_TheUpdate_SaysEachStepThatPeopleWaitFor()
    {
        var world = await new World().SetUpAsync();
        await world.RaiseOneAsync();
        await world.MoveAsync(Chair, Act.Acknowledge, 1);
        await world.MoveAsync(Chair, Act.ReferUp, 2, "It needs the county.");
        await world.MoveAsync(CountyChair, Act.Return, 3, "Try the two spare days first.");
        await world.MoveAsync(Chair, Act.Accept, 4);
        await world.MoveAsync(Chair, Act.Progress, 5, "One therapist found.");
        await world.MoveAsync(Chair, Act.Resolve, 6, "All were seen.");

        var updates = new List<string>();
        foreach (var happening in await world.Index.ReadAsync(Tenant, Period.Containing(world.Clock.GetUtcNow()), default))
        {
            updates.AddRange((await world.Map.Teller(happening.Kind)!(happening, default))
                .Where(update => update.Text.StartsWith($"{EarlyLanguage.Text}, ", StringComparison.Ordinal))
                .Select(update => update.Status + update.Text[EarlyLanguage.Text.Length..]));
        }

        string[] expected =
        [
            "↑ Sent up, to Fernshaw Locality Board", "↑ Referred up, to County Partnership Board", "↓ Returned, to Fernshaw Locality Board", "✓ Accepted, by Fernshaw Locality Board",
            "→ In progress, by Fernshaw Locality Board", "✓ Resolved, by Fernshaw Locality Board",
        ];
        Assert.Equal(expected.Order(StringComparer.Ordinal), updates.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task E7_ADecisionAndTheEnd_BeforeEitherWasSent_AreToldInTheirOwnWords()
    {
        var world = await new World().SetUpAsync();
        await world.RaiseOneAsync();

        await world.MoveAsync(Chair, Act.Accept, 1);
        await world.MoveAsync(Chair, Act.Resolve, 2, "All were seen.");
        await world.RunAsync(TimeSpan.FromHours(1));

        Assert.Equal(["✓ Accepted: Early language", "✓ Resolved: Early language"], world.WordsIn(World.ChatOf(HeadOne)).Where(words => words != "Agreed: Early language").Order());
    }

    [Theory]
    [InlineData(Act.Return, "↓ Returned: Early language")]
    [InlineData(Act.Decline, "✕ Declined: Early language")]
    public async Task E7_WhatComesBack_ReachesTheVotersAndTheFacilitatorWhoMaySendItAgain(Act act, string words)
    {
        var world = await new World().SetUpAsync();
        await world.RaiseOneAsync();

        await world.MoveAsync(Chair, act, 1, "Please say which schools.");
        await world.RunAsync(TimeSpan.FromHours(1));

        Assert.Single(world.WordsIn(World.ChatOf(HeadOne)), told => told == words);
        Assert.Equal($"{words[..words.IndexOf(':', StringComparison.Ordinal)]} by Fernshaw Locality Board: Early language", Assert.Single(world.WordsIn(World.ChatOf(Facilitator)), told => told.Contains("Board", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task E7_AWithdrawal_ReachesTheBoardAndTheVotersWithItsReason()
    {
        var world = await new World().SetUpAsync();
        await world.RaiseOneAsync();

        await world.MoveAsync(Facilitator, Act.Withdraw, 1, "A charity pays.");
        await world.RunAsync(TimeSpan.FromHours(1));

        Assert.Equal("– Withdrawn: Early language", Assert.Single(world.ShownIn(World.ChatOf(Chair))));
        Assert.Equal("– Withdrawn: Early language", Assert.Single(world.ShownIn(World.ChannelOf(Board))));
        Assert.Single(world.WordsIn(World.ChatOf(HeadTwo)), told => told == "– Withdrawn: Early language");
        var matter = await world.FindAsync();
        Assert.Contains("A charity pays.", MatterAnswerCards.AnswerDown(matter, matter.Last, HeadTwo).Card.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task E7_SentBackByTheBoardAbove_ComesToTheOfficersAgainAndNotToTheVoters()
    {
        var world = await new World().SetUpAsync();
        await world.RaiseOneAsync();
        await world.MoveAsync(Chair, Act.ReferUp, 1, "It needs the county.");
        await world.RunAsync(TimeSpan.FromMinutes(30));

        await world.MoveAsync(CountyChair, Act.Return, 2, "Try the two spare days first.");
        await world.RunAsync(TimeSpan.FromMinutes(30));

        // A new card, because an edit of the old one rings no bell; both are the current one.
        Assert.Equal(Enumerable.Repeat("Alder Vale Network asks your board for support: Early language", 2), world.ShownIn(World.ChatOf(Chair)));
        Assert.Equal("↓ Returned: Early language", Assert.Single(world.ShownIn(World.ChatOf(CountyChair))));
        Assert.Single(world.ShownIn(World.ChannelOf(Board)));
        Assert.DoesNotContain(world.WordsIn(World.ChatOf(HeadOne)), words => words.Contains("Returned", StringComparison.Ordinal));

        await world.MoveAsync(Chair, Act.Accept, 3);
        await world.RunAsync(TimeSpan.FromMinutes(30));
        Assert.Equal(Enumerable.Repeat("✓ Accepted: Early language", 2), world.ShownIn(World.ChatOf(Chair)));
        Assert.Equal("✓ Accepted: Early language", Assert.Single(world.ShownIn(World.ChatOf(CountyChair))));
        Assert.Equal("✓ Accepted by the board below: Early language", Assert.Single(world.ShownIn(World.ChannelOf(Partnership))));
        Assert.Equal([], world.Replica.Log);
    }

    [Fact]
    public async Task E7_ADeputyWhoseVoteTheHeadReplaced_HearsTheEndToo()
    {
        var deputy = new PersonId("deputy-3");
        var world = await new World(new(1, Fernshaw.Register.Groups, Fernshaw.Register.Schools,
            [.. Fernshaw.Register.People, new(deputy, "The deputy", "deputy@county.example", [new(Role.Deputy, new("100003"), null)])])).SetUpAsync();
        await world.VoteAsync();
        var cast = new CastVote(world.Polls, world.Replica.Due, world.Clock);
        foreach (var person in new[] { deputy, HeadThree })
        {
            Assert.IsType<VoteOutcome.Counted>(await cast.HandleAsync(CallerOf(person), new("poll-1"), new("school-100003"), 1, "o1", default));
        }

        await world.RunAsync(TimeSpan.FromHours(2));
        await world.MoveAsync(Chair, Act.Decline, 1, "No therapist can be found.");
        await world.RunAsync(TimeSpan.FromHours(1));

        foreach (var person in new[] { deputy, HeadThree })
        {
            Assert.Single(world.WordsIn(World.ChatOf(person)), words => words == "✕ Declined: Early language");
        }

        var matter = await world.FindAsync();
        Assert.Equal(3, matter.Evidence.Backing.Cast); // Each seat once (V2), both voices of it hear.
        Assert.Contains("You hear because Old Mill Primary voted.", MatterAnswerCards.AnswerDown(matter, matter.Last, deputy).Card.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public void E2_AMatterOfABoardsOwnVote_IsRepliedToAndWithdrawnByItsOfficers()
    {
        var raised = Raised();
        var ofBoard = raised with
        {
            Evidence = raised.Evidence with { Origin = Party.Of(Board) },
            Holder = Party.Of(Partnership),
            AboveChain = [Party.Of(Partnership)],
            Moves = [new(1, Act.Raise, null, null, Party.Of(Board), Party.Of(Partnership), null, Monday, [new(CountyChair, Role.Chair)])],
        };

        var asked = After(ofBoard, CountyChair, Act.Ask, "How many?");
        Assert.Equal([Chair, ViceChair, Clerk], asked.Last.Readers.Select(reader => reader.Person));
        Assert.Equal(MatterState.QuestionAnswered, After(asked, Clerk, Act.Reply, "Forty.").State);
        Assert.IsType<MoveOutcome.NotYours>(Decide(asked, Facilitator, Act.Reply, "Forty."));
        Assert.Equal((MatterState.Withdrawn, Role.Chair), (After(ofBoard, Chair, Act.Withdraw, "A charity pays.").State, After(ofBoard, Chair, Act.Withdraw, "A charity pays.").Last.Role));
        Assert.DoesNotContain("network", MatterFacilitatorCards.Question(asked, asked.Last, "29:someone").Card.ToJson().Replace("network-alder", "", StringComparison.Ordinal), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void V16_Backing_OfABoardsOwnVote_SpeaksOfMembers()
    {
        var raised = Raised();
        var ofBoard = raised with { Evidence = raised.Evidence with { Origin = Party.Of(Board), Backing = new(7, 5, 4, 3, "more than half") } };

        Assert.StartsWith("5 of 7 members of the board voted. 4 of the 5 chose this; 3 were needed", MatterWords.Backing(ofBoard).Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.StartsWith("2 of 3 schools voted.", MatterWords.Backing(raised).Replace('\u00A0', ' '), StringComparison.Ordinal);
    }
}
