using System.Text.RegularExpressions;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Tests.Escalations;
using TeamsBot.Testing.Cards;
using TeamsBot.Testing.Tables;
using Xunit;

namespace TeamsBot.Core.Tests.Polls;

/// <summary>More time for a poll of three schools, of which the first has voted (rule V12).</summary>
public sealed class ExtendPollTests
{
    private static readonly DateTimeOffset Closes = new(2026, 9, 9, 16, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Later = new(2026, 9, 11, 16, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task V12_Extend_BeforeClose_MovesTheDeadlineAndTellsThoseWhoHaveNotVoted()
    {
        var world = await OpenAsync();

        var answer = await PressAsync(world);
        await world.RunAsync(TimeSpan.FromMinutes(5));

        Assert.Contains("Closes Friday 11\u00A0September, 5\u00A0pm", answer, StringComparison.Ordinal);
        var poll = await FindAsync(world);
        Assert.Equal((Later, Fernshaw.Facilitator, Closes, "Two schools were closed."), (poll.ClosesAt, poll.Extensions[0].By, poll.Extensions[0].From, poll.Extensions[0].Why));
        Assert.Contains(world.Rows(Partition), row => row.Key.StartsWith("audit|0", StringComparison.Ordinal) && row.Fields.Text("what").StartsWith("extend to", StringComparison.Ordinal) && row.Fields.Text("who") == "facilitator");
        Assert.Contains(CardsIn(world, World.ChannelOf(Fernshaw.AlderVale)), card => card.Contains("There is more time", StringComparison.Ordinal) && card.Contains("Two schools were closed.", StringComparison.Ordinal));
        Assert.DoesNotContain(CardsIn(world, World.ChatOf(Fernshaw.HeadOne)), Tells);
        Assert.All([Fernshaw.HeadTwo, Fernshaw.HeadThree], head =>
        {
            Assert.Single(CardsIn(world, World.ChatOf(head)), Tells);
            Assert.Single(CardsIn(world, World.ChatOf(head)), card => card.Contains("Choose up to two", StringComparison.Ordinal) && card.Contains("Closes Friday 11\u00A0September", StringComparison.Ordinal));
        });
    }

    [Fact]
    public async Task V9_V12_Extended_AcceptsAVoteAfterTheFirstDeadline_AndClosesAtTheSecond()
    {
        var world = await OpenAsync();
        await PressAsync(world);

        await world.RunAsync(Closes.AddHours(1) - world.Clock.GetUtcNow());
        Assert.Equal(PollState.Open, (await FindAsync(world)).State);
        Assert.IsType<VoteOutcome.Counted>(await VoteAsync(world, 1, "o1"));

        await world.RunAsync(Later.AddMinutes(1) - world.Clock.GetUtcNow());
        Assert.Equal((PollState.Closed, Later, 2), ((await FindAsync(world)).State, (await FindAsync(world)).ClosedAt, (await FindAsync(world)).Result!.Cast));
        Assert.IsType<VoteOutcome.Closed>(await VoteAsync(world, 2, "o1"));
    }

    [Fact]
    public async Task V7_Extend_PressedAgain_WritesNothing()
    {
        var world = await OpenAsync();
        await PressAsync(world);
        var rows = world.Rows(Partition).Count();

        Assert.DoesNotContain("Nothing was changed", await PressAsync(world), StringComparison.Ordinal);

        Assert.Equal(rows, world.Rows(Partition).Count());
        Assert.Single((await FindAsync(world)).Extensions);
    }

    [Fact]
    public void WhatStandsOfAPollsChanges_AtItsLongest_FitsItsRow()
    {
        var at = new DateTimeOffset(2026, 9, 7, 9, 0, 0, TimeSpan.Zero);
        PersonId[] people = [.. Enumerable.Range(0, 5).Select(_ => ImportDirectory.RandomPersonId())];
        var fields = PollRows.Write(
            PollSamples.Open with
            {
                Extensions = [.. Enumerable.Repeat(new Extension(people[0], at, at, at, new string('é', Tie.LongestReason)), ExtendPoll.AtMost)],
                Corrections = [.. Enumerable.Repeat(new Correction(60, new("school-100001"), [.. people], [.. people], people[0], at), CorrectElectorate.AtMost)],
            },
            "e1");

        Assert.All(fields, field => Assert.True((field.Value as string ?? "").Length <= Guards.TextLength, $"{field.Key}: {(field.Value as string)?.Length}"));
    }

    [Fact]
    public async Task Extend_MoreOftenThanARowHolds_IsRefused()
    {
        var world = await OpenAsync();
        for (var time = 0; time <= ExtendPoll.AtMost; time++)
        {
            await PressAsync(world, data: ("until", PollForm.Value(Later.AddDays(time))), closes: time == 0 ? Closes : Later.AddDays(time - 1));
        }

        Assert.Equal(ExtendPoll.AtMost, (await FindAsync(world)).Extensions.Length);
    }

    [Theory]
    [InlineData("extendReason", " ", "Write a reason")]
    [InlineData("until", "1788969600", "later than the one that stands")]
    [InlineData("until", "x", "later than the one that stands")]
    [InlineData("until", "99999999999", "at most 60 days")]
    [InlineData("closes", "1", "has changed since your card")]
    [InlineData("poll", "no-such-poll", "not yours to run")]
    [InlineData("poll", "poll|1", "not yours to run")]
    public async Task V12_Extend_ThatIsNotRight_ChangesNothingAndSaysWhy(string name, string value, string why)
    {
        var world = await OpenAsync();

        Assert.Contains(why, await PressAsync(world, data: (name, value)), StringComparison.Ordinal);

        Assert.Equal((Closes, 0), ((await FindAsync(world)).ClosesAt, (await FindAsync(world)).Extensions.Length));
    }

    [Fact]
    public async Task V12_Extend_ByAHead_IsRefused()
    {
        var world = await OpenAsync();

        Assert.Contains("not yours to run", await PressAsync(world, Fernshaw.HeadOne), StringComparison.Ordinal);
        Assert.Equal(Closes, (await FindAsync(world)).ClosesAt);
    }

    [Fact]
    public async Task V12_Extend_FromTheDeadlineOn_IsTooLateWhetherOrNotAnybodyHasClosed()
    {
        var world = await OpenAsync();
        world.Clock.MoveTo(Closes);
        Assert.Contains("cannot be given more time", await PressAsync(world), StringComparison.Ordinal);

        await world.RunAsync(TimeSpan.FromMinutes(1));
        Assert.Contains("cannot be given more time", await PressAsync(world), StringComparison.Ordinal);
        Assert.Equal((PollState.Closed, Closes), ((await FindAsync(world)).State, (await FindAsync(world)).ClosesAt));
    }

    [Fact]
    public async Task V10_V12_Extend_WithAVoteInBetween_KeepsBoth()
    {
        var world = await OpenAsync();
        var voted = false;
        world.Table.Before = call =>
        {
            if (call.IsCommit && !voted && call.Writes!.Any(write => write.Key == "poll"))
            {
                voted = true;
                Assert.IsType<VoteOutcome.Counted>(VoteAsync(world, 1, "o1").GetAwaiter().GetResult());
            }

            return null;
        };

        await PressAsync(world);

        Assert.True(voted);
        Assert.Equal((Later, 2), ((await FindAsync(world)).ClosesAt, await world.Polls.VotedAsync(await FindAsync(world), default)));
    }

    [Theory, InlineData(TableFault.LoseAnswer), InlineData(TableFault.LoseRequest)]
    public async Task V12_Extend_WithAnyAnswerLost_IsRecordedAndToldOnce(TableFault fault)
    {
        var failed = true;
        for (var at = 1; failed; at++)
        {
            var world = await OpenAsync();
            var commits = 0;
            world.Table.Before = call => call.IsCommit && ++commits == at ? fault : null;
            await PressAsync(world);
            failed = commits >= at;
            world.Table.Before = null;
            await world.RunAsync(TimeSpan.FromMinutes(10));

            Assert.Equal(Later, (await FindAsync(world)).ClosesAt);
            Assert.Single((await FindAsync(world)).Extensions);
            Assert.Single(CardsIn(world, World.ChatOf(Fernshaw.HeadTwo)), Tells);
        }
    }

    [SkippableFact]
    public async Task Cards_OfAPollWithMoreTime_KeepTheirLanguageAndTheSchema()
    {
        var extension = new Extension(Fernshaw.Facilitator, A.Opened, A.Closes, A.Closes.AddDays(3), "**Two** schools were closed.");
        var poll = A.Poll() with { ClosesAt = extension.To, Extensions = [extension] };
        await CardCheck.CheckAsync(
        [
            ("owner's", OwnerCards.ForOwner(OwnerView.Opened(poll, A.Opened, "29:x")).Card),
            ("owner's, refused", OwnerCards.ForOwner(OwnerView.Opened(poll, A.Opened, null) with { Note = "Not changed yet. Write a reason.", Kept = new Dictionary<string, string> { [OwnerCards.UntilInput] = "1", [OwnerCards.WhyInput] = "x" } }).Card),
            ("not voted", OwnerCards.MoreTimeFor(new(poll, poll.Electorate.Seats[0], A.Head(1), null, 0, A.Opened, "29:x"), extension).Card),
            ("channel", PollChannelCards.ForChannel(poll, 0, A.Opened).Card),
            ("not yours", OwnerCards.NotYours().Card),
        ]);
    }

    private static string Partition => PollStore.Partition(Fernshaw.Tenant, new("poll-1"));

    private static async Task<World> OpenAsync()
    {
        var world = await new World().SetUpAsync();
        var poll = A.Poll() with
        {
            Tenant = Fernshaw.Tenant,
            Group = Fernshaw.AlderVale.Id,
            Wording = new(1, [Fernshaw.EarlyLanguage, new("o2", "Attendance of pupils", "Attendance"), new("o3", "Reading at the move to Year 7", "Reading")], atMost: 2),
            Electorate = Electorate.OfNetwork(world.Register, Fernshaw.AlderVale.Id),
            OpenedBy = Fernshaw.Facilitator,
            OpenedAt = world.Clock.GetUtcNow(),
            ClosesAt = Closes,
            Audit = AuditChain.Empty,
        };
        Assert.IsType<OpenOutcome.Opened>(await world.Open.TryOpenAsync(poll, default));
        await VoteAsync(world, 0, "o1");
        await world.RunAsync(TimeSpan.FromHours(1));
        return world;
    }

    private static async Task<VoteOutcome> VoteAsync(World world, int seat, string choices)
    {
        var voting = (await FindAsync(world)).Electorate.Seats[seat];
        return await new CastVote(world.Polls, world.Replica.Due, world.Clock).HandleAsync(Fernshaw.CallerOf(voting.Voters[0]), new("poll-1"), voting.Id, 1, choices, default);
    }

    private static async Task<string> PressAsync(World world, PersonId? who = null, (string Name, string Value)? data = null, DateTimeOffset? closes = null)
    {
        var all = new Dictionary<string, string> { ["poll"] = "poll-1", ["closes"] = PollForm.Value(closes ?? Closes), ["until"] = PollForm.Value(Later), ["extendReason"] = "Two schools were closed." };
        if (data is var (name, value))
        {
            all[name] = value;
        }

        var answer = await world.Map.PressHandler(OwnerCards.Extend)!(new Press(Fernshaw.CallerOf(who ?? Fernshaw.Facilitator), new Place.Personal(), null, all, null), default);
        return Json(Assert.IsType<Answer.Show>(answer).Message);
    }

    private static async Task<Poll> FindAsync(World world) => (await world.Polls.FindAsync(Fernshaw.Tenant, new("poll-1"), default))!;

    private static bool Tells(string card) => card.Contains("There is more time to vote", StringComparison.Ordinal);

    private static IReadOnlyList<string> CardsIn(World world, string conversation) =>
        [.. world.Teams.Posts.Where(post => post.Conversation == conversation).Select(post => Json(world.Teams.Cards[post.ActivityId]))];

    private static string Json(Message message) => Regex.Unescape(message.Card.ToJson());
}
