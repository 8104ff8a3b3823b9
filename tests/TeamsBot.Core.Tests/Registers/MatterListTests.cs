using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Registers;
using TeamsBot.Core.Tests.Escalations;
using Xunit;
using static TeamsBot.Core.Tests.Escalations.Fernshaw;
using static TeamsBot.Core.Tests.Registers.Registered;

namespace TeamsBot.Core.Tests.Registers;

/// <summary>Every matter with who has it now, its state and what is next, as each may read it (R2).</summary>
public sealed class MatterListTests
{
    [Fact]
    public async Task AMatter_ShowsWhoHasItAndWhatIsNext_AfterEachMove_R10()
    {
        var world = await Registered.StartAsync();
        await world.RaiseOneAsync();
        async Task<string> AfterAsync(PersonId person, Act act, int version, string text = "")
        {
            Assert.IsType<MoveOutcome.Moved>(await world.MoveAsync(person, act, version, text));
            return TextOf(await world.TypeAsync(HeadOne, "matters"));
        }

        var raised = TextOf(await world.TypeAsync(HeadOne, "matters"));
        Assert.Contains("↑ Sent up: \nEarly language\nAlder Vale Network asks for support. Sent on Monday 7 September 2026.\nWho has it: \nFernshaw Locality Board, since Monday 7 September 2026.\nWhat is next: \nFernshaw Locality Board answers by Monday 28 September.", raised, StringComparison.Ordinal);
        Assert.Contains("Alder Vale Network replies to a question by Monday 14 September.", await AfterAsync(Chair, Act.Ask, 1, "How many?"), StringComparison.Ordinal);
        Assert.Contains("Fernshaw Locality Board answers by Monday 28 September.", await AfterAsync(Facilitator, Act.Reply, 2, "Forty."), StringComparison.Ordinal);
        Assert.Contains("Who has it: \nCounty Partnership Board, since", await AfterAsync(Chair, Act.ReferUp, 3, "It needs more."), StringComparison.Ordinal);
        var accepted = await AfterAsync(CountyChair, Act.Accept, 4);
        Assert.Contains("✓ Accepted", accepted, StringComparison.Ordinal);
        Assert.Contains($"What is next: \n{MatterWords.Acting(await world.FindAsync()).Replace('\u00A0', ' ')}", accepted, StringComparison.Ordinal);
        Assert.Contains("The board says how it goes by ", accepted, StringComparison.Ordinal);
        Assert.Contains("Nobody now. It was with County Partnership Board until", await AfterAsync(CountyChair, Act.Resolve, 5, "All were seen."), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMatter_IsReadByItsNetworkAndByWhoeverIsUnderABoardThatHeldIt_AndByNobodyElse()
    {
        var world = await Registered.StartAsync();
        await world.RaiseOneAsync();
        async Task ReadByAsync(params PersonId[] readers)
        {
            foreach (var person in Registered.Register.People.Select(person => person.Id))
            {
                Assert.Equal(readers.Contains(person), TextOf(await world.TypeAsync(person, "matters")).Contains("Early language", StringComparison.Ordinal));
                Assert.Equal(readers.Contains(person), TextOf(await world.PressAsync(person, "registers.matter", ("matter", World.Matter.Value))).Contains("How it was agreed", StringComparison.Ordinal));
            }
        }

        PersonId[] first = [Chair, ViceChair, Clerk, Facilitator, HeadOne, HeadTwo, HeadThree, TarnsideHead, Stranger, NearLead, Editor, Administrator];
        await ReadByAsync(first);
        await world.MoveAsync(Chair, Act.ReferUp, 1, "It needs more.");
        await ReadByAsync([.. first, CountyChair, FarHead, FarLead]);
        Assert.DoesNotContain("Early language", TextOf(await world.TypeAsync(HeadOne, "matters", tenant: new("another"))), StringComparison.Ordinal); // T2
    }

    [Fact]
    public async Task WhatIsPublic_IsReadByEverybodyWithoutARole()
    {
        var world = await Registered.StartAsync();
        await world.RaiseOneAsync(Visibility.Public);
        Assert.Contains("Early language", TextOf(await world.TypeAsync(Observer, "matters")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsRestricted_StandsInNobodysListAndIsOpenedByNobody_EvenWhereARowOfItStands_T5()
    {
        var world = await Registered.StartAsync();
        var matter = await world.RaiseOneAsync(Visibility.Restricted);
        Assert.DoesNotContain(world.Table.AllRows, row => row.Partition.Contains("|register-", StringComparison.Ordinal));
        await new RegisterIndex(world.Table).NoteAsync(MatterEntries.Of(matter) with { Visibility = Visibility.Public }, default);

        foreach (var person in Registered.Register.People.Select(person => person.Id))
        {
            var card = await world.TypeAsync(person, "matters");
            Assert.DoesNotContain("Early language", card.Card.ToJson(), StringComparison.Ordinal);
            Assert.Null(DataOf(card, "Show older ones"));
            foreach (var verb in new[] { "registers.matter", "registers.history" })
            {
                Assert.Contains("There is nothing to open here", TextOf(await world.PressAsync(person, verb, ("matter", World.Matter.Value))), StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task TheSteps_AreReadAsTheChannelsShowThem_AndTurnedAPageAtATime()
    {
        var world = await Registered.StartAsync();
        await world.RaiseOneAsync();
        for (var n = 0; n < 6; n++)
        {
            await world.MoveAsync(Chair, Act.Ask, (2 * n) + 1, $"The board asks {n}.");
            await world.MoveAsync(Facilitator, Act.Reply, (2 * n) + 2, $"The network says {n}.");
        }

        var list = await world.TypeAsync(TarnsideHead, "matters", "early");
        var (mine, theirs) = (await world.PressAsync(HeadOne, "registers.matter", DataOf(list, "See its history")!), await world.PressAsync(TarnsideHead, "registers.matter", DataOf(list, "See its history")!));
        Assert.Contains("“The board asks 5.”", TextOf(mine), StringComparison.Ordinal);
        Assert.DoesNotContain("The board asks", TextOf(theirs), StringComparison.Ordinal);
        Assert.DoesNotContain("The board asks", TextOf(await world.PressAsync(Administrator, "registers.matter", ("matter", World.Matter.Value))), StringComparison.Ordinal); // no member of the network
        Assert.DoesNotContain("The network says", TextOf(mine), StringComparison.Ordinal);

        var first = await world.PressAsync(HeadOne, "registers.history", DataOf(mine, "See every step")!);
        Assert.Contains("Steps 1 to 8 of 13", TextOf(first), StringComparison.Ordinal);
        var second = await world.PressAsync(HeadOne, "registers.history", DataOf(first, "Show later steps")!);
        Assert.Contains("Steps 9 to 13 of 13", TextOf(second), StringComparison.Ordinal);
        Assert.Contains("Steps 1 to 8 of 13", TextOf(await world.PressAsync(HeadOne, "registers.history", DataOf(second, "Show earlier steps")!)), StringComparison.Ordinal);
        Assert.Contains("Steps 1 to 8 of 13", TextOf(await world.PressAsync(HeadOne, "registers.history", ("matter", World.Matter.Value), ("step", "9000000000"))), StringComparison.Ordinal);
        var again = await world.PressAsync(HeadOne, "registers.matter", DataOf(second, "Back to the matter")!);
        Assert.Contains("those with the words “early”", TextOf(await world.PressAsync(HeadOne, "registers.matters", DataOf(again, "Back to the matters")!)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task TheForm_LeavesOutWhatIsNotAskedFor()
    {
        var world = await Registered.StartAsync();
        await world.RaiseOneAsync();
        async Task FindsAsync(params (string Name, string Value, bool Found)[] asked)
        {
            foreach (var (name, value, found) in asked)
            {
                Assert.Equal(found, TextOf(await world.PressAsync(HeadOne, "registers.matters", ("form", "yes"), ($"by-{name}", value))).Contains("Who has it", StringComparison.Ordinal));
            }
        }

        await FindsAsync(("state", "Open", true), ("state", "Answered", false), ("state", "Over", false), ("state", "any", true), ("state", "no state", true), ("tier", "Locality", true), ("tier", "Partnership", false), ("tier", "Network", false),
            ("group", AlderVale.Id.Value, true), ("group", Board.Id.Value, true), ("group", Partnership.Id.Value, false), ("group", Tarnside.Id.Value, false), ("words", "talking", true), ("words", "reading", false), ("since", "2026-09-08", false));
        await world.MoveAsync(Chair, Act.ReferUp, 1, "It needs more.");
        await FindsAsync(("tier", "Partnership", true), ("tier", "Locality", false), ("group", Board.Id.Value, true), ("group", Partnership.Id.Value, true));
        await world.MoveAsync(CountyChair, Act.Accept, 2);
        await FindsAsync(("state", "Answered", true), ("state", "Open", false));
        await world.MoveAsync(CountyChair, Act.Resolve, 3, "All were seen.");
        await FindsAsync(("state", "Over", true), ("state", "Answered", false), ("tier", "Partnership", false));
        // Somebody of another locality finds by a board that is not theirs what went on to one that is.
        Assert.Contains("Who has it", TextOf(await world.PressAsync(FarHead, "registers.matters", ("form", "yes"), ("by-group", Board.Id.Value))), StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIsOverdue_IsWhatADayHasPassedFor_AndNotTheDayItself_R52()
    {
        var world = await Registered.StartAsync();
        await world.RaiseOneAsync();
        async Task<bool> IsOverdueAsync() => TextOf(await world.PressAsync(Chair, "registers.matters", ("form", "yes"), ("by-state", "Overdue"))).Contains("Who has it", StringComparison.Ordinal);

        await world.MoveAsync(Chair, Act.Accept, 1); // It says how it goes by 22 January.
        Assert.False(await IsOverdueAsync());
        world.Clock.MoveTo(new(2027, 1, 22, 23, 30, 0, TimeSpan.Zero));
        Assert.False(await IsOverdueAsync());
        world.Clock.MoveTo(new(2027, 1, 23, 0, 30, 0, TimeSpan.Zero));
        Assert.True(await IsOverdueAsync());
        await world.MoveAsync(Chair, Act.Resolve, 2, "All were seen.");
        Assert.False(await IsOverdueAsync());
    }

    [Fact]
    public async Task WhatNobodyAnsweredByItsDay_IsOverdue_UntilItIsAnswered_R52()
    {
        var world = await Registered.StartAsync();
        await world.RaiseOneAsync();
        async Task<bool> IsOverdueAsync() => TextOf(await world.PressAsync(Clerk, "registers.matters", ("form", "yes"), ("by-state", "Overdue"))).Contains("Who has it", StringComparison.Ordinal);

        world.Clock.MoveTo(new(2026, 9, 28, 22, 30, 0, TimeSpan.Zero));
        Assert.False(await IsOverdueAsync());
        world.Clock.MoveTo(new(2026, 9, 28, 23, 30, 0, TimeSpan.Zero)); // Half past midnight in Lancashire.
        Assert.True(await IsOverdueAsync());
        await world.MoveAsync(Chair, Act.Decline, 1, "No therapist can be found.");
        Assert.False(await IsOverdueAsync());
    }

    [Fact]
    public async Task APageOfACountyWithTwoThousandMatters_ReadsAFewOfThem()
    {
        var world = await Registered.StartAsync();
        for (var n = 1; n <= 2_000; n++)
        {
            var raised = Fernshaw.Raised();
            await world.Matters.InsertAsync(raised with { Id = MatterId.Of(new($"poll-{n}"), "o1", Tier.Locality), Moves = [raised.Moves[0] with { At = Monday.AddMinutes(n) }] }, [], default);
        }

        var (read, calls) = (new HashSet<string>(), 0);
        world.Table.After = (call, _) =>
        {
            calls++;
            if (call.Partition.Contains("|matter|", StringComparison.Ordinal))
            {
                read.Add(call.Partition);
            }
        };
        var first = await world.TypeAsync(HeadOne, "matters");
        Assert.InRange(read.Count, RegisterPages.Size, RegisterPages.Size + 1);
        Assert.InRange(calls, 1, 60);

        // However far back it is asked for, and where nothing is like it.
        await world.PressAsync(HeadOne, "registers.matters", DataOf(first, "Show older ones")!);
        Assert.InRange(read.Count, 1, 3 * RegisterPages.Size);
        var none = await world.TypeAsync(HeadOne, "matters", "nothing is like this");
        Assert.InRange(read.Count, 1, RegisterPages.MostRead + (3 * RegisterPages.Size));
        Assert.Contains("This page looked back to", TextOf(none), StringComparison.Ordinal);
        Assert.NotNull(DataOf(none, "Show older ones"));
    }
}
