using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Language;
using TeamsBot.Core.Registers;
using TeamsBot.Core.Tests.Escalations;
using Xunit;
using static TeamsBot.Core.Tests.Escalations.Fernshaw;
using static TeamsBot.Core.Tests.Registers.Registered;

namespace TeamsBot.Core.Tests.Registers;

/// <summary>What was decided, by whom, when and why, as each may read it (R3).</summary>
public sealed class DecisionTests
{
    [Fact]
    public async Task AClosedPollAndABoardsAnswer_StandWithTheirWhyAndTheirAsk_NewestFirst()
    {
        var world = await Registered.StartAsync();
        await world.RaiseOneAsync();
        await world.MoveAsync(Chair, Act.Decline, 1, "No therapist can be found.");

        var said = TextOf(await world.TypeAsync(HeadOne, "decisions"));

        Assert.Contains("✕ Declined: \nEarly language\nFernshaw Locality Board, Monday 7 September 2026\n“No therapist can be found.” Behind it: 2 of 3 schools voted.", said, StringComparison.Ordinal);
        Assert.Contains("✓ Agreed: \nEarly language\nAlder Vale Network, Monday 7 September 2026\n2 of 3 schools voted. 2 of them chose Early language. 2 were needed: more than half of the votes.", said, StringComparison.Ordinal);
        Assert.True(said.IndexOf("Declined", StringComparison.Ordinal) < said.IndexOf("Agreed", StringComparison.Ordinal));
    }

    [Fact]
    public async Task R3_WhatMembersDecided_IsReadByItsNetworkItsBoardTheNetworksUnderItAndWhoeverServesThem_AndByNobodyElse()
    {
        var world = await Registered.StartAsync();
        await world.VoteAsync(board: Board.Id);
        await world.RunAsync(TimeSpan.FromHours(2));

        (PersonId, bool)[] readers =
        [
            (HeadOne, true), (Facilitator, true), (Chair, true), (Clerk, true), (TarnsideHead, true), (Stranger, true), (NearLead, true), (Editor, true), (Administrator, true),
            (CountyChair, false), (FarHead, false), (FarLead, false), (Observer, false),
        ];
        foreach (var (person, reads) in readers)
        {
            Assert.Equal(reads, TextOf(await world.TypeAsync(person, "decisions")).Contains("Early language", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task WhatIsPublic_IsReadByEverybody_AndInAnotherTenantByNobody_T2()
    {
        var world = await Registered.StartAsync();
        await world.RaiseOneAsync(Visibility.Public);

        Assert.Contains("Early language", TextOf(await world.TypeAsync(Observer, "decisions")), StringComparison.Ordinal);
        Assert.Contains("Early language", TextOf(await world.TypeAsync(FarHead, "decisions")), StringComparison.Ordinal);
        Assert.DoesNotContain("Early language", TextOf(await world.TypeAsync(HeadOne, "decisions", tenant: new("another"))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsRestricted_StandsInNobodysListAndIsOpenedByNobody_EvenWhereARowOfItStands_T5()
    {
        var world = await Registered.StartAsync();
        var matter = await world.RaiseOneAsync(Visibility.Restricted);
        await world.MoveAsync(Chair, Act.Decline, 1, "No therapist can be found.");
        matter = await world.FindAsync();
        var poll = await world.Polls.FindAsync(Tenant, new("poll-1"), default);
        Assert.DoesNotContain(world.Table.AllRows, row => row.Partition.Contains("register-", StringComparison.Ordinal));

        // As a fault of another part could leave them.
        var index = new RegisterIndex(world.Table);
        await index.NoteAsync(Decision.EntryOfClose(poll!)! with { Visibility = Visibility.Public }, default);
        await index.NoteAsync(Decision.EntryOfAnswer(matter, matter.Last)! with { Visibility = Visibility.Public }, default);

        foreach (var person in Registered.Register.People.Select(person => person.Id))
        {
            var card = await world.TypeAsync(person, "decisions");
            Assert.DoesNotContain("Early language", card.Card.ToJson(), StringComparison.Ordinal);
            Assert.Null(DataOf(card, "Show older ones"));
            foreach (var (kind, subject) in new[] { ("poll", "poll-1"), ("tie", "poll-1"), ("answer", $"{World.Matter}.2"), ("answer", World.Matter.Value) })
            {
                Assert.Contains("There is nothing to open here", TextOf(await world.PressAsync(person, "registers.evidence", [("kind", kind), ("subject", subject)])), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task Evidence_IsTheResultOrTheMatter_ForWhoeverMayReadIt()
    {
        var world = await Registered.StartAsync();
        await world.VoteAsync(board: Board.Id);
        await world.RunAsync(TimeSpan.FromHours(2));
        await world.MoveAsync(Chair, Act.Decline, 1, "No therapist can be found.");
        var list = await world.TypeAsync(TarnsideHead, "decisions", "language");

        var result = await world.PressAsync(TarnsideHead, "registers.evidence", DataOf(list, "Open the result")!);
        Assert.Contains("How it was decided", TextOf(result), StringComparison.Ordinal);
        Assert.Null(DataOf(result, "See votes by school"));
        Assert.Contains("with the words “language”", TextOf(await world.PressAsync(TarnsideHead, "registers.decisions", DataOf(result, "Back to the decisions")!)), StringComparison.Ordinal);

        var matter = TextOf(await world.PressAsync(TarnsideHead, "registers.evidence", DataOf(list, "Open the matter")!));
        Assert.Contains("“No therapist can be found.”", matter, StringComparison.Ordinal);
        Assert.Contains("There is nothing to open here", TextOf(await world.PressAsync(FarHead, "registers.evidence", DataOf(list, "Open the matter")!)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ATieSettled_StandsBesideWhatWasAgreedAtTheClose_V15()
    {
        var world = await Registered.StartAsync();
        await world.VoteAsync("poll-1", Visibility.Members, null, ["o1", "o2"], ["o1", "o3"], ["o2", "o3"]);
        await world.RunAsync(TimeSpan.FromHours(2));
        Assert.DoesNotContain("Agreed", TextOf(await world.TypeAsync(HeadOne, "decisions")), StringComparison.Ordinal);

        await world.PressAsync(Facilitator, "polls.castingVote", ("poll", "poll-1"), ("round", "1"), ("casting", "o1,o3"), ("castingReason", "More schools can start on these."));
        var said = TextOf(await world.TypeAsync(HeadOne, "decisions"));

        Assert.Contains("✓ Agreed: \nEarly language and Reading\nAlder Vale Network", said, StringComparison.Ordinal);
        Assert.Contains("The reason given: More schools can start on these.", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARowNotedForACommitThatNeverCame_IsNoDecision()
    {
        var world = await Registered.StartAsync();
        var poll = await world.VoteAsync();
        world.Clock.MoveTo(poll.ClosesAt);
        var closed = poll.Close(await world.Polls.TallyAsync(poll, default), poll.ClosesAt);
        await new RegisterIndex(world.Table).NoteAsync(Decision.EntryOfClose(closed), default);
        Assert.DoesNotContain("Agreed", TextOf(await world.TypeAsync(HeadOne, "decisions")), StringComparison.Ordinal);

        // It closes a little later, and is noted again.
        world.Clock.MoveTo(poll.ClosesAt.AddSeconds(20));
        await world.RunAsync(TimeSpan.FromHours(1));
        Assert.Single(TextOf(await world.TypeAsync(HeadOne, "decisions")).Split("✓ Agreed").Skip(1));
    }

    [Fact]
    public async Task WhatHappenedBeforeTheRegistersWereKept_IsNotedByTheFill_Once()
    {
        var world = await Registered.StartAsync();
        await world.RaiseOneAsync();
        await world.MoveAsync(Chair, Act.Decline, 1, "No therapist can be found.");
        var before = TextOf(await world.TypeAsync(HeadOne, "decisions"));
        foreach (var row in world.Table.AllRows.Where(row => row.Partition.Contains("|register-", StringComparison.Ordinal)).ToList())
        {
            await world.Table.CommitAsync(row.Partition, [Core.Tables.Write.Delete(row)], default);
        }

        Assert.DoesNotContain("Early language", TextOf(await world.TypeAsync(HeadOne, "decisions")), StringComparison.Ordinal);
        await PlanOf(world).EnsureAsync(Tenant, default);
        await world.RunAsync(TimeSpan.FromMinutes(1));
        Assert.Equal(before, TextOf(await world.TypeAsync(HeadOne, "decisions")));

        // A later start looks only at the fortnight that runs.
        Assert.IsType<DueOutcome.Finished>(await FillOf(world).HandleAsync(new(Tenant, FillPlan.Kind, "all", world.Clock.GetUtcNow(), world.Clock.GetUtcNow()), default));
    }

    [Fact]
    public void ABoardsVote_IsADecisionOfItsMatterWhereItConfirms_AndNotBesideItselfWhereItRefersUp()
    {
        var referred = Fernshaw.Raised().Voted(new(Board.Id, "5 of 7 members of the board voted.", Monday.AddDays(1), Confirms: false), [], Monday.AddDays(1))!;
        var confirmed = referred.Voted(new(Partnership.Id, "6 of 9 members of the board voted.", Monday.AddDays(2), Confirms: true), [], Monday.AddDays(2))!;

        Assert.Null(Decision.EntryOfAnswer(referred, referred.Last));
        Assert.NotNull(Decision.EntryOfAnswer(confirmed, confirmed.Last));
        var decision = Decision.Of(confirmed, confirmed.Version, Monday.AddDays(2))!;
        Assert.Equal("✓ Confirmed", decision.Status.ToString());
        Assert.Equal(Partnership.Name, decision.By);
        Assert.StartsWith("6 of 9 members of the board voted. Behind it: ", decision.Why, StringComparison.Ordinal);
        Assert.Null(Decision.Of(confirmed, confirmed.Version, Monday));
        Assert.Null(Decision.Of(confirmed, 9, Monday.AddDays(2)));
    }

    [Fact]
    public void ATakeOver_IsADecisionOfTheBoardAbove()
    {
        var raised = Fernshaw.Raised();
        var taken = raised with { Moves = raised.Moves.Add(new(2, Act.TakeOver, CountyChair, Role.Chair, Party.Of(Partnership), Party.Of(Partnership), "We can pay for a therapist.", Monday.AddDays(1), [])) };

        Assert.NotNull(Decision.EntryOfAnswer(taken, taken.Last));
        var decision = Decision.Of(taken, 2, Monday.AddDays(1))!;
        Assert.Equal((Status.TakenOver, Partnership.Name), (decision.Status, decision.By));
        Assert.StartsWith("“We can pay for a therapist.” ", decision.Why, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnAcceptance_SaysWhoSeesToItAndByWhen_R10()
    {
        var world = await Registered.StartAsync();
        await world.RaiseOneAsync();
        await world.MoveAsync(Chair, Act.Accept, 1);
        await world.MoveAsync(Chair, Act.Progress, 2, "Two therapists start.");
        await world.MoveAsync(Chair, Act.Resolve, 3, "All were seen.");

        var said = TextOf(await world.TypeAsync(HeadOne, "decisions"));
        Assert.Contains("Who sees to it: the head of early help. The board says how it goes by Friday 22 January. Behind it:", said, StringComparison.Ordinal);
        Assert.Contains("“All were seen.” Behind it:", said, StringComparison.Ordinal);
        Assert.DoesNotContain("Two therapists start.", said, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheForm_KeepsWhatIsChosen_AndShowsOnlyThat()
    {
        var world = await Registered.StartAsync();
        await world.VoteAsync(board: Board.Id);
        await world.RunAsync(TimeSpan.FromHours(2));
        (string Name, string Value)[] Form(string group, string since, string words) => [("form", "yes"), ("by-group", group), ("by-since", since), ("by-words", words), ("by-theme", "any")];

        foreach (var (group, since, words, found) in new[]
        {
            ("any", "", "", true), (AlderVale.Id.Value, "", "", true), (Board.Id.Value, "", "", true), (Tarnside.Id.Value, "", "", false), ("no-such-group", "", "", false), ("any", "2026-09-07", "", true), ("any", "2026-09-08", "", false),
            ("any", "the seventh", "", true), ("any", "", "LANGUAGE talking", true), ("any", "", "langage", false),
        })
        {
            var card = await world.PressAsync(HeadOne, "registers.decisions", Form(group, since, words));
            Assert.Equal(found, TextOf(card).Contains("✓ Agreed", StringComparison.Ordinal));
        }

        var narrowed = await world.PressAsync(HeadOne, "registers.decisions", Form(AlderVale.Id.Value, "2026-09-07", "language"));
        Assert.Contains("those of Alder Vale Network, those since Monday 7 September 2026 and those with the words “language”.", TextOf(narrowed), StringComparison.Ordinal);
        var form = (await world.PressAsync(HeadOne, "registers.decisionForm", DataOf(narrowed, "Choose what to show")!)).Card.ToJson();
        Assert.Contains($"\"value\":\"{AlderVale.Id}\"", form, StringComparison.Ordinal);
        Assert.Contains("\"value\":\"2026-09-07\"", form, StringComparison.Ordinal);
        Assert.Contains("\"value\":\"language\"", form, StringComparison.Ordinal);
    }
}
