using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Rounds;
using TeamsBot.Testing.Cards;
using Xunit;
using static TeamsBot.Core.Tests.Escalations.Fernshaw;
using World = TeamsBot.Core.Tests.Escalations.World;

namespace TeamsBot.Core.Tests.Rounds;

/// <summary>The round of a board, on what networks sent up to it (requirements R41, R42).</summary>
public sealed class BoardRoundTests
{
    private static readonly RoundId Local = new("round-local");
    private static readonly RoundId County = new("round-county");

    [Fact]
    public void OfBoard_HasAPlaceForChairViceChairAndMembers_V1()
    {
        var electorate = Electorate.OfBoard(
            new(
                1,
                [Board],
                [],
                [
                    Holder("chair", Role.Chair, Role.BoardMember), Holder("vice", Role.ViceChair), Holder("clerk", Role.Clerk), Holder("ann", Role.BoardMember), Holder("bea", Role.BoardMember),
                ]),
            Board.Id);

        Assert.Equal(["Chair", "Member 1", "Member 2", "Vice-chair"], electorate.Seats.Select(seat => seat.Name).Order(StringComparer.Ordinal));
        Assert.Equal("Chair", Assert.Single(electorate.SeatsOf(new("chair"))).Name);
        Assert.Empty(electorate.SeatsOf(new("clerk")));
        Assert.DoesNotContain(electorate.Seats, seat => seat.Id.Value.Contains("ann", StringComparison.Ordinal));
        Assert.Equal(SeatWords.OfBoard, electorate.Says);
    }

    [Fact]
    public async Task FromNetworksMatters_ToThePartnershipsConfirm_E1_E6_E7()
    {
        var world = await RaisedAsync();
        await RunLocalRoundAsync(world);

        // Both networks' matters in the agreed words went up, each on its own row, with the tally and what was frozen; the others still wait.
        foreach (var up in new[] { await MatterAsync(world, "poll-1", "o1"), await MatterAsync(world, "poll-2", "o1") })
        {
            Assert.Equal(Partnership.Id, up.Holder.Id);
            Assert.Equal((Act.ReferUp, null), (up.Last.Act, up.Last.Person));
            Assert.Contains("2 of 2 members of the board voted. 2 of the 2 chose this; 2 were needed", up.Last.Text!.Replace('\u00A0', ' '), StringComparison.Ordinal);
            Assert.Equal(2, up.Evidence.Backing.Chosen);
        }

        Assert.Equal(Board.Id, (await MatterAsync(world, "poll-1", "o2")).Holder.Id);
        Assert.Contains(world.World.ShownIn($"19:{AlderVale.Id}"), words => words.Contains("Referred up", StringComparison.Ordinal));

        var attendance = await MatterAsync(world, "poll-1", "o2");
        await world.World.Move.HandleAsync(CallerOf(Chair), new(attendance.Id, Act.ReferUp, attendance.Version, "It needs the county."), default);
        Assert.IsType<StartOutcome.Started>(await StartAsync(world, CountyChair, County, Partnership.Id, new(2026, 9, 30)));
        await world.RunToAsync(new(2026, 9, 22, 8, 1, 0, TimeSpan.Zero));
        Assert.Contains(world.World.ShownIn(World.ChatOf(CountyChair)), words => words.Contains("confirm one priority", StringComparison.Ordinal));
        await VoteAsync(world, County, CountyChair, Partnership.Id);
        await world.RunToAsync(new(2026, 10, 2, 9, 0, 0, TimeSpan.Zero));

        var confirmed = await MatterAsync(world, "poll-1", "o1");
        Assert.Equal((MatterState.Accepted, Act.Confirm), (confirmed.State, confirmed.Last.Act));
        Assert.Equal(Act.Confirm, (await MatterAsync(world, "poll-2", "o1")).Last.Act);
        Assert.False((await MatterAsync(world, "poll-1", "o2")).IsAnswered);
        Assert.Contains(world.World.ShownIn($"19:{AlderVale.Id}"), words => words.Contains("✓ Confirmed", StringComparison.Ordinal));
        Assert.Equal(2, world.World.WordsIn(World.ChatOf(HeadOne)).Count(words => words.Contains("Confirmed", StringComparison.Ordinal))); // Once for each matter.
    }

    [Fact]
    public async Task AnswerByVote_OfThePartnershipUnderAChildrensBoard_ConfirmsAsItsVotersWereTold_R42()
    {
        var children = new Group(new("children"), "Children’s Board", Tier.Children, null);
        var world = await RaisedAsync(new(2, [children, Partnership with { Parent = children.Id }, Board, AlderVale, Tarnside], Escalations.Fernshaw.Register.Schools, Escalations.Fernshaw.Register.People));
        await RunLocalRoundAsync(world);
        var attendance = await MatterAsync(world, "poll-1", "o2");
        await world.World.Move.HandleAsync(CallerOf(Chair), new(attendance.Id, Act.ReferUp, attendance.Version, "It needs the county."), default);
        Assert.IsType<StartOutcome.Started>(await StartAsync(world, CountyChair, County, Partnership.Id, new(2026, 9, 30)));
        await world.RunToAsync(new(2026, 9, 22, 8, 1, 0, TimeSpan.Zero));
        await VoteAsync(world, County, CountyChair, Partnership.Id);
        await world.RunToAsync(new(2026, 10, 2, 9, 0, 0, TimeSpan.Zero));

        var confirmed = await MatterAsync(world, "poll-1", "o1");
        Assert.Equal((MatterState.Accepted, Act.Confirm, Partnership.Id), (confirmed.State, confirmed.Last.Act, confirmed.Holder.Id));
        Assert.Equal(children.Id, confirmed.Above!.Id);
    }

    [Fact]
    public async Task AnswerByVote_AgainAndAfterAnOfficersAnswer_MovesNothing_E2()
    {
        var world = await RaisedAsync();
        Assert.IsType<StartOutcome.Started>(await StartAsync(world, Chair, Local, Board.Id, new(2026, 9, 16)));
        var declined = await MatterAsync(world, "poll-2", "o1");
        await world.World.Move.HandleAsync(CallerOf(Chair), new(declined.Id, Act.Decline, 1, "It is done already."), default);
        await VoteLocallyAsync(world);

        Assert.Equal(MatterState.Declined, (await MatterAsync(world, "poll-2", "o1")).State);
        var up = await MatterAsync(world, "poll-1", "o1");
        Assert.Equal((Partnership.Id, 2), (up.Holder.Id, up.Version));
        var now = world.World.Clock.GetUtcNow();
        await world.World.ByVote.HandleAsync(new(Tenant, BoardRounds.AgreedKind, $"{Local}-vote", now, now), default);
        Assert.Equal(2, (await MatterAsync(world, "poll-1", "o1")).Version);
    }

    [Fact]
    public async Task AnswerByVote_OnceMoreForATie_LeavesWhatCameBackSinceTheVote_E2()
    {
        var world = await RaisedAsync();
        Assert.IsType<StartOutcome.Started>(await StartAsync(world, Chair, Local, Board.Id, new(2026, 9, 16)));
        await VoteLocallyAsync(world);
        var up = await MatterAsync(world, "poll-1", "o1");
        Assert.IsType<MoveOutcome.Moved>(await world.World.Move.HandleAsync(CallerOf(CountyChair), new(up.Id, Act.Return, 2, "The board can answer this."), default));

        var now = world.World.Clock.GetUtcNow();
        await world.World.ByVote.HandleAsync(new(Tenant, BoardRounds.AgreedKind, $"{Local}-vote", now, now), default);

        var back = await MatterAsync(world, "poll-1", "o1");
        Assert.Equal((Board.Id, MatterState.Raised, 3), (back.Holder.Id, back.State, back.Version));
    }

    [Fact]
    public async Task StartAsync_ByTheClerk_Starts_AndByOthersNothing_T2()
    {
        var world = await RaisedAsync();
        foreach (var person in new[] { Facilitator, HeadOne, CountyChair })
        {
            Assert.IsType<StartOutcome.NotAllowed>(await StartAsync(world, person, Local, Board.Id, new(2026, 9, 16)));
        }

        Assert.IsType<StartOutcome.NotAllowed>(await world.StartAsync(RoundWorld.Asked() with { Group = Board.Id }, Chair)); // A board has no network's round.
        Assert.True(Assert.IsType<StartOutcome.Started>(await StartAsync(world, Clerk, Local, Board.Id, new(2026, 9, 16))).IsNew);
        Assert.False(Assert.IsType<StartOutcome.Started>(await StartAsync(world, Clerk, Local, Board.Id, new(2026, 9, 16))).IsNew); // V7
    }

    [Fact]
    public async Task StartAsync_WithRestrictedMattersAlone_SaysThatNoneWait_T5()
    {
        var world = await new RoundWorld().SetUpAsync();
        await world.World.VoteAsync(visibility: Visibility.Restricted, choices: [["o1", "o2"], ["o1", "o2"]]);
        await world.World.RunAsync(TimeSpan.FromHours(2));

        Assert.Contains("No proposals wait for this board", Assert.IsType<StartOutcome.Wrong>(await StartAsync(world, Chair, Local, Board.Id, new(2026, 9, 16))).Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Round_TypedByAnOfficer_OffersTheirBoard_AndStarts()
    {
        var world = await RaisedAsync();

        var form = await world.TypeAsync(Chair);
        await CardCheck.CheckAsync([("form", form.Card)]);
        Assert.Contains("four matters", form.Card.ToJson(), StringComparison.Ordinal);
        Assert.Contains("when schools are closed", (await PressAsync(world, "2026-09-12")).Card.ToJson(), StringComparison.Ordinal);
        Assert.Contains("A round begins soon", (await PressAsync(world, "2026-09-16")).Card.ToJson(), StringComparison.Ordinal);
        await world.World.RunAsync(TimeSpan.FromMinutes(1));

        var running = (await world.TypeAsync(ViceChair)).Card.ToJson();
        Assert.Contains("A round has begun", running, StringComparison.Ordinal);
        Assert.Contains("from Alder Vale Network", running, StringComparison.Ordinal);
        Assert.Contains("A facilitator starts rounds", (await world.TypeAsync(HeadOne)).Card.ToJson(), StringComparison.Ordinal);
    }

    private static Person Holder(string id, params Role[] roles) => new(new(id), id, $"{id}@county.example", [.. roles.Select(role => new Appointment(role, null, Board.Id))]);

    // Two polls of the network that each agree the same two priorities: four matters, two proposals.
    private static async Task<RoundWorld> RaisedAsync(Register? register = null)
    {
        var world = await new RoundWorld().SetUpAsync();
        if (register is not null)
        {
            await world.World.ImportAsync(register);
        }

        await world.World.VoteAsync("poll-1", choices: [["o1", "o2"], ["o1", "o2"]]);
        await world.World.VoteAsync("poll-2", choices: [["o1", "o2"], ["o1", "o2"]]);
        await world.World.RunAsync(TimeSpan.FromHours(2));
        return world;
    }

    private static async Task RunLocalRoundAsync(RoundWorld world)
    {
        Assert.IsType<StartOutcome.Started>(await StartAsync(world, Chair, Local, Board.Id, new(2026, 9, 16)));
        await VoteLocallyAsync(world);
    }

    private static async Task VoteLocallyAsync(RoundWorld world)
    {
        await world.RunToAsync(new(2026, 9, 9, 8, 1, 0, TimeSpan.Zero));
        await VoteAsync(world, Local, Chair, Board.Id);
        await VoteAsync(world, Local, ViceChair, Board.Id);
        await world.RunToAsync(new(2026, 9, 17, 9, 0, 0, TimeSpan.Zero));
    }

    private static Task<StartOutcome> StartAsync(RoundWorld world, PersonId by, RoundId id, GroupId board, NodaTime.LocalDate vote) =>
        world.StartBoard.HandleAsync(CallerOf(by), new(id, board, 3, vote), default);

    private static async Task VoteAsync(RoundWorld world, RoundId round, PersonId person, GroupId board)
    {
        var poll = await world.World.Polls.FindAsync(Tenant, new($"{round}-vote"), default);
        var option = poll!.Wording.Options.Single(option => option.Text == EarlyLanguage.Text).Id;
        var outcome = await new CastVote(world.World.Polls, world.World.Replica.Due, world.World.Clock).HandleAsync(CallerOf(person), poll.Id, SeatId.OfPlace(board, person), 1, option, default);
        Assert.IsType<VoteOutcome.Counted>(outcome);
    }

    private static async Task<Matter> MatterAsync(RoundWorld world, string poll, string option) =>
        (await world.World.Matters.FindAsync(Tenant, MatterId.Of(new(poll), option, Tier.Locality), default))!;

    private static Task<TeamsBot.Core.Language.Message> PressAsync(RoundWorld world, string day) =>
        world.PressAsync(Chair, BoardRoundForm.Start, ("round", "round-local"), ("roundBoard", Board.Id.Value), ("roundAtMost", "2"), ("voteDay", day));
}
