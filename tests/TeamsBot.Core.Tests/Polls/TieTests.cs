using System.Text.RegularExpressions;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Digests;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tests.Escalations;
using TeamsBot.Testing.Tables;
using Xunit;

namespace TeamsBot.Core.Tests.Polls;

/// <summary>A poll of five schools with two places: one option is clear, two are level for the second place (rule V15).</summary>
public sealed class TieTests
{
    private static readonly TimeSpan Run = TimeSpan.FromDays(1);

    [Fact]
    public async Task V15_Close_Tied_SendsUpWhatIsClearAndAsksTheFacilitatorOnce()
    {
        var world = await TiedAsync();

        Assert.Equal(["o1"], Raised(world));
        var asked = Assert.Single(CardsIn(world, World.ChatOf(Fernshaw.Facilitator)), card => card.Contains("to settle", StringComparison.Ordinal));
        Assert.Contains("= Tied for second place", asked, StringComparison.Ordinal);
        Assert.Contains("asks you, as its facilitator, to settle a tie", asked, StringComparison.Ordinal);
        Assert.Contains("at least 3 had to", asked, StringComparison.Ordinal); // V16
    }

    [Fact]
    public async Task V15_CastingVote_SettlesTheTie_GoesUpAndStandsOnEveryCopy()
    {
        var world = await TiedAsync();
        var frozen = await FindAsync(world);

        var answer = await PressAsync(world, TieCards.CastingVote, ("casting", "o3"), ("castingReason", " More pupils\u202E are affected. "));
        await world.RunAsync(Run);

        Assert.Contains("The tie is settled", answer, StringComparison.Ordinal);
        Assert.Equal(["o1", "o3"], Raised(world));
        var poll = await FindAsync(world);
        var settled = poll.Tie!.Settlement!;
        Assert.Equal((Fernshaw.Facilitator, Role.Facilitator, "More pupils are affected."), (settled.By, settled.As, settled.Why));
        Assert.Equal((frozen.Result!.Outcome, frozen.ClosedAt), (poll.Result!.Outcome, poll.ClosedAt));
        Assert.Equal(frozen.Result.Options.AsEnumerable(), poll.Result.Options.AsEnumerable()); // The result stays frozen.
        foreach (var place in new[] { World.ChannelOf(Fernshaw.AlderVale), World.ChatOf(Fernshaw.HeadOne), World.ChatOf(Fernshaw.Facilitator) })
        {
            Assert.Contains(CardsIn(world, place), words => words.Contains("The facilitator’s casting vote on", StringComparison.Ordinal) && words.Contains("More pupils are affected.", StringComparison.Ordinal));
        }

        Assert.Equal(["open", "close Tied", "ask to settle tie", "casting vote o3"], Audit(world));
        Assert.Equal(2, (await ToldAsync(world)).Count(update => update.Status == "✓ Agreed"));
    }

    [Fact]
    public async Task V15_E1_Settlement_WhoseDueWorkIsDoneBeforeItsCommit_GoesUpAllTheSame()
    {
        var world = await TiedAsync();
        var (ran, outcome) = (false, (DueOutcome?)null);
        world.Table.Before = call =>
        {
            if (!ran && call.IsCommit && call.Writes!.Any(write => write.Key == "poll"))
            {
                var now = world.Clock.GetUtcNow();
                (ran, outcome) = (true, world.Raise.HandleAsync(new(Fernshaw.Tenant, ClosePoll.AgreedKind, "poll-1", now, now), default).GetAwaiter().GetResult());
            }

            return null;
        };

        await PressAsync(world, TieCards.CastingVote, ("casting", "o3"), ("castingReason", "Because."));

        Assert.IsType<DueOutcome.Missing>(outcome); // Finished would have removed the row.
        await world.RunAsync(Run);
        Assert.Equal(["o1", "o3"], Raised(world));
    }

    [Fact]
    public async Task V7_CastingVote_PressedAgain_WritesNothing_AndAnotherChoiceIsAnsweredWithWhatStands()
    {
        var world = await TiedAsync();
        await PressAsync(world, TieCards.CastingVote, ("casting", "o3"), ("castingReason", "Because."));
        var rows = world.Rows(Partition).Count();

        var again = await PressAsync(world, TieCards.CastingVote, ("casting", "o3"), ("castingReason", "Because."));
        var other = await PressAsync(world, TieCards.CastingVote, ("casting", "o2"), ("castingReason", "Because."));
        var runOff = await PressAsync(world, TieCards.RunOff, ("runOffReason", "Because."));

        Assert.DoesNotContain("nothing was changed", again, StringComparison.Ordinal);
        Assert.All([other, runOff], words => Assert.Contains("nothing was changed by it", words, StringComparison.Ordinal));
        Assert.Equal("o3", Assert.Single((await FindAsync(world)).Tie!.Settlement!.Chosen));
        Assert.Equal(rows, world.Rows(Partition).Count());
    }

    [Theory]
    [InlineData("o1", "Because.", "not tied")]
    [InlineData("gone", "Because.", "not tied")]
    [InlineData("o2,o3", "Because.", "Choose exactly one")]
    [InlineData("", "Because.", "Choose exactly one")]
    [InlineData("o2", " \u202E ", "Write a reason")]
    [InlineData("o2", "LONG", "at most 500 characters")]
    [InlineData("o2", "For Sam Alder, born 3 May 2018.", "pupil")]
    public async Task V8_V15_T4_CastingVote_ThatIsNotRight_IsRefusedWithWhatIsAllowed(string chosen, string reason, string why)
    {
        var world = await TiedAsync();

        var answer = await PressAsync(world, TieCards.CastingVote, ("casting", chosen), ("castingReason", reason == "LONG" ? new string('r', 10_000) : reason));

        Assert.Contains(why, answer, StringComparison.Ordinal);
        Assert.True((await FindAsync(world)).Tie!.Waits);
    }

    [Theory]
    [InlineData("head-1", "poll-1", "1", "not yours")]
    [InlineData("chair", "poll-1", "1", "not yours")]
    [InlineData("facilitator", "no-such-poll", "1", "not yours")]
    [InlineData("facilitator", "poll|1", "1", "not yours")]
    [InlineData("facilitator", "poll-1", "2", "older one")]
    [InlineData("facilitator", "poll-1", "x", "older one")]
    public async Task T2_V15_Settling_BySomebodyElseOrOnAForgedCard_ChangesNothing(string who, string poll, string round, string answered)
    {
        var world = await TiedAsync();

        foreach (var verb in new[] { TieCards.CastingVote, TieCards.RunOff })
        {
            var answer = await PressAsync(world, verb, new PersonId(who), ("poll", poll), ("round", round), ("casting", "o2"), ("castingReason", "Because."), ("runOffReason", "Because."));
            Assert.Contains(answered, answer, StringComparison.OrdinalIgnoreCase);
        }

        Assert.True((await FindAsync(world)).Tie!.Waits);
        Assert.Single(world.Table.AllRows, row => row.Key == "poll");
    }

    [Fact]
    public async Task V15_ANetworkWithAChair_HasItsTieSettledByTheChairAndNotTheFacilitator()
    {
        var world = await TiedAsync(new Appointment(Role.Chair, null, Fernshaw.AlderVale.Id));

        Assert.Empty(CardsIn(world, World.ChatOf(Fernshaw.Facilitator)));
        Assert.Contains("not yours", await PressAsync(world, TieCards.CastingVote, ("casting", "o3"), ("castingReason", "Because.")), StringComparison.Ordinal);
        Assert.Contains("The chair’s casting vote", await PressAsync(world, TieCards.CastingVote, new PersonId("network-chair"), ("casting", "o3"), ("castingReason", "Because.")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task V15_RunOff_AsksTheSameSchoolsBetweenTheTied_AndItsOutcomeSettlesTheTie()
    {
        var world = await TiedAsync();

        await PressAsync(world, TieCards.RunOff, ("runOffReason", "The schools should decide."));
        await PressAsync(world, TieCards.RunOff, ("runOffReason", "The schools should decide.")); // V7
        await world.RunAsync(Run);

        var held = (await FindAsync(world)).Tie!.RunOff!;
        var runOff = (await world.Polls.FindAsync(Fernshaw.Tenant, held.Poll, default))!;
        Assert.Equal(2, world.Table.AllRows.Count(row => row.Key == "poll"));
        Assert.Equal((new PollId("poll-1"), 1, 1), (runOff.RunOffOf, runOff.Wording.AtMost, runOff.Rule.Places));
        Assert.Equal(["o2", "o3"], runOff.Wording.Options.Select(option => option.Id).Order());
        Assert.Equal((await FindAsync(world)).Electorate.Seats.Select(seat => seat.Id), runOff.Electorate.Seats.Select(seat => seat.Id));
        Assert.Contains(CardsIn(world, World.ChannelOf(Fernshaw.AlderVale)), words => words.Contains("A run-off between the tied options", StringComparison.Ordinal));

        await VoteAsync(world, runOff, "o2", "o2", "o2", "o3", "o3");
        await world.RunAsync(TimeSpan.FromDays(10));

        var settled = (await FindAsync(world)).Tie!.Settlement!;
        Assert.Equal((runOff.Id, null, "The schools should decide."), (settled.RunOff, settled.By, settled.Why));
        Assert.Equal(["o1", "o2"], Raised(world));
        Assert.All(world.Table.AllRows.Where(row => row.Key == "matter"), row => Assert.Contains("poll-1", row.Partition, StringComparison.Ordinal)); // E1: as the first poll's.
        Assert.Contains(CardsIn(world, World.ChatOf(Fernshaw.HeadTwo)), words => words.Contains("A run-off settled it", StringComparison.Ordinal));
        Assert.Equal(2, (await ToldAsync(world)).Count(update => update.Status == "✓ Agreed"));
    }

    [Fact]
    public async Task V18_RunOff_OfASecretPoll_IsSecretToo_AndWhoeverVotedHearsTheEndOfIt()
    {
        var world = await TiedAsync(["o1,o2", "o1,o2", "o1,o3", "o1,o3", "o2,o3"], Secrecy.Secret, []);

        var runOff = await HeldAsync(world, "poll-1", "o2", "o2", "o2", "o3", "o3");

        Assert.Equal((Secrecy.Secret, 5, Outcome.Agreed), (runOff.Secrecy, runOff.Result!.QuorumNeeded, runOff.Result.Outcome));
        Assert.DoesNotContain(world.Table.AllRows, row => row.Key.StartsWith("ballot|", StringComparison.Ordinal) || row.Key.StartsWith("history|", StringComparison.Ordinal));
        Assert.Equal(["o1", "o2"], Raised(world));
        Assert.Equal(2, world.Table.Forgot); // Once for each of the two polls.
        var evidence = (await world.Matters.FindAsync(Fernshaw.Tenant, MatterId.Of(new("poll-1"), "o2", Tier.Locality), default))!.Evidence;
        Assert.Equal((await FindAsync(world)).Electorate.Seats.Select(seat => (PersonId?)seat.Voters[0]), evidence.Seats.Select(seat => seat.Voter)); // E7: all of them hear what comes of it.
    }

    [Fact]
    public async Task V15_RunOff_ThatDecidesNothing_ComesBackForASecondRound()
    {
        var world = await TiedAsync();
        await HeldAsync(world, "poll-1", "o2", "o3"); // Two of five schools are no quorum.

        Assert.Equal((2, true), ((await FindAsync(world)).Tie!.Round, (await FindAsync(world)).Tie!.Waits));
        Assert.Single(CardsIn(world, World.ChatOf(Fernshaw.Facilitator)), card => card.Contains("The run-off settled nothing: the tie is yours to settle again.", StringComparison.Ordinal));
        Assert.Contains("older one", await PressAsync(world, TieCards.CastingVote, ("round", "1"), ("casting", "o2"), ("castingReason", "Because.")), StringComparison.Ordinal);

        Assert.Contains("settled", await PressAsync(world, TieCards.CastingVote, ("round", "2"), ("casting", "o2"), ("castingReason", "Because.")), StringComparison.Ordinal);
        await world.RunAsync(Run);
        Assert.Equal(["o1", "o2"], Raised(world));
    }

    [Fact]
    public async Task V15_RunOff_ThatIsTiedItself_IsSettledLikeAnyTieAndThenSettlesTheFirst()
    {
        string[] level = ["o1,o2", "o1,o3", "o2,o3"];
        var world = await TiedAsync(level);
        var runOff = await HeldAsync(world, "poll-1", level);
        Assert.True(runOff.Tie!.Waits);

        await PressAsync(world, TieCards.CastingVote, ("poll", runOff.Id.Value), ("casting", "o1,o3"), ("castingReason", "Because."));
        await world.RunAsync(Run);

        Assert.Equal(["o1", "o3"], (await FindAsync(world)).Tie!.Settlement!.Chosen.AsEnumerable());
        Assert.Equal(["o1", "o3"], Raised(world));
    }

    [Theory, InlineData(TableFault.LoseAnswer), InlineData(TableFault.LoseRequest)]
    public async Task V15_CastingVote_WithAnyAnswerLost_IsRecordedOnceAndGoesUp(TableFault fault)
    {
        var failed = true;
        for (var at = 1; failed; at++)
        {
            var world = await TiedAsync();
            var commits = 0;
            world.Table.Before = call => call.IsCommit && ++commits == at ? fault : null;
            await PressAsync(world, TieCards.CastingVote, ("casting", "o3"), ("castingReason", "Because."));
            failed = commits >= at;
            world.Table.Before = null;
            await world.RunAsync(Run);

            Assert.Equal(["o1", "o3"], Raised(world));
            Assert.Single(Audit(world), what => what == "casting vote o3");
        }
    }

    private static string Partition => PollStore.Partition(Fernshaw.Tenant, new("poll-1"));

    private static Task<World> TiedAsync(params Appointment[] chair) => TiedAsync(["o1,o2", "o1,o2", "o1,o3", "o1,o3", "o2,o3"], chair);

    private static Task<World> TiedAsync(string[] votes, params Appointment[] chair) => TiedAsync(votes, Secrecy.Named, chair);

    private static async Task<World> TiedAsync(string[] votes, Secrecy secrecy, Appointment[] chair)
    {
        var register = new Register(
            1,
            Fernshaw.Register.Groups,
            [.. Fernshaw.Register.Schools, .. new[] { 4, 5 }.Select(n => new School(new($"10000{n}"), $"School {n}", "Primary", "Community school", 4, "Open", null, Fernshaw.AlderVale.Id))],
            [
                .. Fernshaw.Register.People,
                .. new[] { 4, 5 }.Select(n => new Person(new($"head-{n}"), $"Head {n}", $"h{n}@x.example", [new(Role.Head, new($"10000{n}"), null)])),
                .. chair.Select(appointment => new Person(new("network-chair"), "Chair", "c@x.example", [appointment])),
            ]);
        var world = await new World(register).SetUpAsync();
        var poll = new Poll
        {
            Tenant = Fernshaw.Tenant,
            Id = new("poll-1"),
            Group = Fernshaw.AlderVale.Id,
            GroupName = Fernshaw.AlderVale.Name,
            BoardName = Fernshaw.Board.Name,
            Wording = new(1, [Fernshaw.EarlyLanguage, new("o2", "Attendance of pupils", "Attendance"), new("o3", "Reading at the move to Year 7", "Reading")], atMost: 2),
            Electorate = Electorate.OfNetwork(register, Fernshaw.AlderVale.Id),
            Rule = AgreementRule.MoreThanHalf(2),
            Ask = Ask.Support,
            Visibility = Visibility.Members,
            Secrecy = secrecy,
            OpenedBy = Fernshaw.Facilitator,
            OpenedAt = world.Clock.GetUtcNow(),
            ClosesAt = world.Clock.GetUtcNow().AddHours(1),
            State = PollState.Open,
            Audit = AuditChain.Empty,
        };
        Assert.IsType<OpenOutcome.Opened>(await world.Open.TryOpenAsync(poll, default));
        await VoteAsync(world, poll, votes);
        await world.RunAsync(Run);
        return world;
    }

    /// <summary>Holds a run-off in which the first schools vote so, and runs it to its end.</summary>
    private static async Task<Poll> HeldAsync(World world, string first, params string[] votes)
    {
        await PressAsync(world, TieCards.RunOff, ("poll", first), ("runOffReason", "The schools should decide."));
        await world.RunAsync(Run);
        var runOff = (await world.Polls.FindAsync(Fernshaw.Tenant, (await world.Polls.FindAsync(Fernshaw.Tenant, new(first), default))!.Tie!.RunOff!.Poll, default))!;
        await VoteAsync(world, runOff, votes);
        await world.RunAsync(TimeSpan.FromDays(10));
        return (await world.Polls.FindAsync(Fernshaw.Tenant, runOff.Id, default))!;
    }

    private static async Task VoteAsync(World world, Poll poll, params string[] votes)
    {
        var cast = new CastVote(world.Polls, world.Replica.Due, world.Clock);
        foreach (var (seat, choices) in poll.Electorate.Seats.Zip(votes))
        {
            var outcome = await cast.HandleAsync(Fernshaw.CallerOf(seat.Voters[0]), poll.Id, seat.Id, 1, choices, default);
            Assert.True(poll.Secrecy is Secrecy.Secret ? outcome is VoteOutcome.InBox : outcome is VoteOutcome.Counted);
        }
    }

    private static Task<string> PressAsync(World world, string verb, params (string Name, string Value)[] data) => PressAsync(world, verb, Fernshaw.Facilitator, data);

    private static async Task<string> PressAsync(World world, string verb, PersonId who, params (string Name, string Value)[] data)
    {
        var all = new Dictionary<string, string> { ["poll"] = "poll-1", ["round"] = "1" };
        foreach (var (name, value) in data)
        {
            all[name] = value;
        }

        var answer = await world.Map.PressHandler(verb)!(new Press(Fernshaw.CallerOf(who), new Place.Personal(), null, all, null), default);
        return Json(Assert.IsType<Answer.Show>(answer).Message);
    }

    /// <summary>The cards that stand in a conversation now.</summary>
    private static IReadOnlyList<string> CardsIn(World world, string conversation) =>
        [.. world.Teams.Posts.Where(post => post.Conversation == conversation).Select(post => Json(world.Teams.Cards[post.ActivityId]))];

    private static string Json(Message message) => Regex.Unescape(message.Card.ToJson());

    private static async Task<Poll> FindAsync(World world) => (await world.Polls.FindAsync(Fernshaw.Tenant, new("poll-1"), default))!;

    private static string[] Raised(World world) => [.. world.Table.AllRows.Where(row => row.Key == "matter").Select(row => row.Partition.Split('-', '~', '|').First(part => part is "o1" or "o2" or "o3")).Order(StringComparer.Ordinal)];

    private static string[] Audit(World world) => [.. world.Rows(Partition).Where(row => row.Key.StartsWith("audit|0", StringComparison.Ordinal)).Select(row => row.Fields.Text("what"))];

    private static async Task<IReadOnlyList<Update>> ToldAsync(World world)
    {
        var told = new List<Update>();
        foreach (var happening in await HappeningsAsync(world))
        {
            told.AddRange(await world.Map.Teller(happening.Kind)!(happening, default));
        }

        return told;
    }

    private static async Task<IReadOnlyList<Happening>> HappeningsAsync(World world)
    {
        var first = await world.Index.ReadAsync(Fernshaw.Tenant, Period.Containing(Fernshaw.Monday), default);
        var last = Period.Containing(world.Clock.GetUtcNow());
        return last.Id == Period.Containing(Fernshaw.Monday).Id ? first : [.. first, .. await world.Index.ReadAsync(Fernshaw.Tenant, last, default)];
    }
}
