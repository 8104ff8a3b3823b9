using TeamsBot.Core.Agreements;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Concerns;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Tables;
using Xunit;
using static TeamsBot.Core.Tests.Concerns.Town;

namespace TeamsBot.Core.Tests.Concerns;

/// <summary>Concerns about a school's engagement: who gets them, who learns what, and how they go on.</summary>
public sealed class ConcernTests
{
    [Theory]
    [InlineData(4, "Community school", ConcernRoute.Adviser, WhyAPerson.None)]
    [InlineData(4, "Pupil referral unit", ConcernRoute.Adviser, WhyAPerson.None)]
    [InlineData(5, "Community special school", ConcernRoute.Adviser, WhyAPerson.None)]
    [InlineData(5, "Foundation special school", ConcernRoute.Adviser, WhyAPerson.None)]
    [InlineData(5, "Non-maintained special school", ConcernRoute.Person, WhyAPerson.Kind)]
    [InlineData(5, "Other independent special school", ConcernRoute.Person, WhyAPerson.Kind)]
    [InlineData(10, "Academy converter", ConcernRoute.Representative, WhyAPerson.None)]
    [InlineData(10, "Academy special converter", ConcernRoute.Representative, WhyAPerson.None)]
    [InlineData(11, "Free schools", ConcernRoute.Representative, WhyAPerson.None)]
    [InlineData(3, "Other independent school", ConcernRoute.Person, WhyAPerson.Kind)]
    [InlineData(1, "Further education", ConcernRoute.Person, WhyAPerson.Kind)]
    [InlineData(6, "Welsh establishment", ConcernRoute.Person, WhyAPerson.Kind)]
    [InlineData(9, "Miscellaneous", ConcernRoute.Person, WhyAPerson.Kind)]
    [InlineData(13, "Online provider", ConcernRoute.Person, WhyAPerson.Kind)]
    internal async Task E9_Raise_ByTheSchoolsKind_GoesToAdviserRepresentativeOrPerson(int group, string type, ConcernRoute route, WhyAPerson why)
    {
        var town = await StartAsync([Of("990140", "Tarnside School", group, type)]);

        await town.RaiseAsync(school: "990140");

        var concern = await town.FindAsync();
        Assert.Equal((route, why, group, type), (concern.Route, concern.Why, concern.School.TypeGroup, concern.School.Type));
        var expected = route switch { ConcernRoute.Adviser => new[] { Adviser }, ConcernRoute.Representative => [Chair, Clerk], _ => [Clerk] };
        Assert.Equal(expected, ((PersonId[])[Adviser, Chair, Clerk, Vice, Representative, LocalChair, Theirs]).Where(person => town.ChatOf(person).Count > 0));
    }

    [Fact]
    public async Task E9_Raise_NoNetworkNoAdviserOrNoRepresentative_GoesToThePartnershipBoardsClerkAndSaysWhy()
    {
        var town = await StartAsync([Of("990140", "Far School", 4) with { Network = null }], [.. People.Where(person => person.Id != Representative && person.Id != Adviser)]);

        await town.RaiseAsync(school: "990140", id: "far");
        await town.RaiseAsync(school: "990102", id: "maintained");
        await town.RaiseAsync(school: "990110", id: "academy");

        Assert.Equal([WhyAPerson.NoNetwork, WhyAPerson.NoAdviser, WhyAPerson.NoRepresentative], [(await town.FindAsync("far")).Why, (await town.FindAsync("maintained")).Why, (await town.FindAsync("academy")).Why]);
        Assert.Equal(3, town.ChatOf(Clerk).Count);
        Assert.Empty(town.ChatOf(Chair));
        Assert.Contains("the directory names no regional representative. You decide who takes it up.", town.ChatOf(Clerk)[2], StringComparison.Ordinal);
        Assert.DoesNotContain("\"value\":\"Representative\"", town.ChatOf(Clerk)[2], StringComparison.Ordinal); // nobody there to choose
        Assert.Contains("\"value\":\"Board\"", town.ChatOf(Clerk)[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task E9_Raise_AFormDrawnBeforeAConversion_GoesByTheStatusOfTheDay()
    {
        var town = await StartAsync([Of("990150", "Mill School", 4)]);
        Assert.Contains("Mill School", await town.TypeAsync(Head, "mill"), StringComparison.Ordinal);
        await town.ImportAsync([Own, Academy, Of("990160", "Mill Academy", 10, "Academy converter")], 2, null, new SchoolLink(new("990150"), new("990160"), new(2026, 9, 28)));

        var shown = await town.RaiseAsync(school: "990150");

        Assert.Contains("Mill Academy", shown, StringComparison.Ordinal);
        var concern = await town.FindAsync();
        Assert.Equal((new Urn("990160"), ConcernRoute.Representative), (concern.School.Urn, concern.Route));
        Assert.Empty(town.ChatOf(Adviser));
    }

    [Fact]
    public async Task E9_Raise_TheSchoolConvertsAfterwards_StaysOnItsWay()
    {
        var town = await StartAsync();
        await town.RaiseAsync(school: "990102");
        await town.ImportAsync([Own, Academy, Of("990160", "Cold Keld Academy", 10, "Academy converter")], 2, [.. People.Where(person => person.Id != Theirs && person.Id != Governor)], new SchoolLink(new("990102"), new("990160"), null));

        Assert.Contains("How did the conversation go?", await town.MoveAsync(Adviser, ConcernCards.Begin, 2), StringComparison.Ordinal);
        Assert.Equal((ConcernState.InDialogue, 4), ((await town.FindAsync()).State, (await town.FindAsync()).School.TypeGroup));
    }

    [Fact]
    public async Task E9_Raise_AClosedSchoolThatBecameSeveral_IsForAPersonToChoose()
    {
        var town = await StartAsync();
        await town.ImportAsync([Own, Maintained, Academy], 2, [.. People.Where(person => person.Id != Theirs)], new SchoolLink(new("990009"), Maintained.Urn, null), new SchoolLink(new("990009"), Academy.Urn, null));

        var shown = await town.RaiseAsync(school: "990009", facts: "Kept words");

        Assert.Contains("more than one followed it", shown, StringComparison.Ordinal);
        Assert.Contains("Kept words", shown, StringComparison.Ordinal);
        Assert.Null(await town.Concerns.FindAsync(Tenant, new("c1"), default));
    }

    [Fact]
    public async Task E9_Routing_TheSchoolsOwnPeopleAndTheReporter_NeverGetItByAnotherRole()
    {
        Person[] people =
        [
            Of(Head, new Appointment(Role.Head, Own.Urn, null), new Appointment(Role.Chair, null, Board.Id)),
            Of(Theirs, new Appointment(Role.Head, Maintained.Urn, null), new Appointment(Role.Facilitator, null, Network.Id), new Appointment(Role.Clerk, null, Board.Id), new Appointment(Role.RegionalRepresentative, null, null), new Appointment(Role.Chair, null, Locality.Id)),
            Of(Governor, new Appointment(Role.Governor, Maintained.Urn, null), new Appointment(Role.Facilitator, null, Network.Id)), Of(Vice, new Appointment(Role.ViceChair, null, Board.Id)),
        ];
        var town = await StartAsync(people: people, options: new(TellsLocalityChair: true));

        await town.RaiseAsync(school: "990102");

        Assert.Equal((ConcernRoute.Person, WhyAPerson.NoAdviser), ((await town.FindAsync()).Route, (await town.FindAsync()).Why));
        Assert.Empty(town.ChatOf(Theirs).Concat(town.ChatOf(Governor)).Concat(town.ChatOf(Head)));
        Assert.Single(town.ChatOf(Vice));
        Assert.Contains("This is not with you", await town.ShowAsync(Theirs), StringComparison.Ordinal);
        Assert.DoesNotContain("\"value\":\"Adviser\"", town.ChatOf(Vice)[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task E9_TheReporter_IsKnownToAdviserAndBoardAndToNobodyElse()
    {
        var town = await StartAsync();
        await town.RaiseAsync(school: "990110");
        Assert.All(town.ChatOf(Clerk).Concat(town.ChatOf(Chair)), card => Assert.Contains("Name of head", card, StringComparison.Ordinal));

        await town.MoveAsync(Clerk, ConcernCards.Send, 1, word: "They have a new head.");

        var theirs = Assert.Single(town.ChatOf(Representative));
        Assert.Contains("A head of the county", theirs, StringComparison.Ordinal);
        Assert.Contains("They have a new head.", theirs, StringComparison.Ordinal);
        Assert.DoesNotContain("Name of head", theirs, StringComparison.Ordinal);
        Assert.DoesNotContain(Own.Name, theirs, StringComparison.Ordinal);
        var opened = await town.MoveAsync(Representative, ConcernCards.Begin, 2);
        Assert.DoesNotContain("Name of head", opened, StringComparison.Ordinal);
        Assert.DoesNotContain(Own.Name, opened, StringComparison.Ordinal);

        await town.RaiseAsync(school: "990102", id: "c2");
        Assert.Contains("Name of head", Assert.Single(town.ChatOf(Adviser)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task E9_TheReporter_HearsEachStateAndOnlyTheWordsThatAreForThem()
    {
        var town = await StartAsync();
        Assert.Contains("↑ Raised", await town.RaiseAsync(school: "990110"), StringComparison.Ordinal);
        await town.MoveAsync(Clerk, ConcernCards.Send, 1, word: "Between us: be gentle.");
        await town.MoveAsync(Representative, ConcernCards.Begin, 2, word: "I see them on Friday.");
        await town.MoveAsync(Representative, ConcernCards.Resolve, 3, word: "They will come.");

        Assert.Equal(["Your restricted concern: ↑ Sent on", "Your restricted concern: … In dialogue", "Your restricted concern: ✓ Resolved"],
            town.Teams.Posts.Where(post => post.Conversation == $"a:account-{Head}").Select(post => post.Words));
        var last = town.ChatOf(Head)[^1];
        Assert.Contains("I see them on Friday.", last, StringComparison.Ordinal);
        Assert.Contains("They will come.", last, StringComparison.Ordinal);
        Assert.DoesNotContain("be gentle", string.Concat(town.ChatOf(Head)), StringComparison.Ordinal);
        Assert.DoesNotContain("be gentle", await town.ShowAsync(Head), StringComparison.Ordinal);
        Assert.Contains("✓ Resolved", Assert.Single(town.ChatOf(Clerk)), StringComparison.Ordinal); // brought up to date in its place
    }

    [Fact]
    public async Task E9_ThePersonWhoDecides_MaySendItAnywhereOrTakeItUp()
    {
        var town = await StartAsync();
        await town.RaiseAsync(school: "990130");
        Assert.Contains("Choose who takes it up.", await town.MoveAsync(Clerk, ConcernCards.Send, 1, word: "Stays"), StringComparison.Ordinal);
        Assert.Contains("Stays", await town.MoveAsync(Clerk, ConcernCards.Send, 1, word: "Stays", to: "Adviser"), StringComparison.Ordinal); // no network: nobody there
        Assert.Equal(ConcernState.Raised, (await town.FindAsync()).State);

        Assert.Contains("Can you start a conversation?", await town.MoveAsync(Clerk, ConcernCards.Send, 1, to: "Board"), StringComparison.Ordinal);
        await town.MoveAsync(Clerk, ConcernCards.Begin, 2);
        await town.MoveAsync(Clerk, ConcernCards.NoChange, 3);

        Assert.Equal(ConcernState.NoChange, (await town.FindAsync()).State);
        Assert.Single(town.ChatOf(Clerk));
        Assert.Empty(await town.TodoAsync(Clerk));
    }

    [Fact]
    public async Task E2_Move_AnOldCardOrTheSamePressAgain_ChangesNothingAndShowsHowItStands()
    {
        var town = await StartAsync();
        await town.RaiseAsync(school: "990110");
        await town.MoveAsync(Chair, ConcernCards.Send, 1);

        Assert.Contains("Already sent on by the partnership board on Monday 5", (await town.MoveAsync(Clerk, ConcernCards.Send, 1)).Replace('\u00A0', ' '), StringComparison.Ordinal);
        Assert.DoesNotContain("Already", await town.MoveAsync(Chair, ConcernCards.Send, 1), StringComparison.Ordinal);
        Assert.Contains("This is not with you", await town.MoveAsync(Clerk, ConcernCards.Begin, 2), StringComparison.Ordinal);
        Assert.Contains("This is not with you", await town.MoveAsync(Head, ConcernCards.Begin, 2), StringComparison.Ordinal);
        Assert.Equal(2, (await town.FindAsync()).Version);
        Assert.Single(town.ChatOf(Representative));
    }

    [Fact]
    public async Task T6_EveryMove_IsOnTheRecordWithoutTheSchool()
    {
        var town = await StartAsync();
        await town.RaiseAsync(school: "990102");
        await town.MoveAsync(Adviser, ConcernCards.Begin, 2);
        var rows = town.Table.AllRows.Where(row => row.Partition == ConcernStore.Partition(Tenant, new("c1")) && row.Key.StartsWith("audit|", StringComparison.Ordinal)).ToList();

        Assert.Equal(["head Raise", "bot Send to Adviser", "adviser Begin"], rows.Select(row => $"{row.Fields.Text("who")} {row.Fields.Text("what")}"));
        Assert.Equal((await town.FindAsync()).Audit, AuditChain.Follow("audit", rows));
    }

    [Fact]
    public async Task T5_NothingOfIt_ReachesAChannelAToastAListALogOrAnAudit()
    {
        var town = await StartAsync(options: new(TellsLocalityChair: true));
        await town.RaiseAsync(school: "990110");
        await town.MoveAsync(Clerk, ConcernCards.Send, 1);
        await town.MoveAsync(Representative, ConcernCards.Begin, 2);

        Assert.DoesNotContain(town.Teams.Posts, post => post.Conversation.StartsWith("19:", StringComparison.Ordinal));
        Assert.All(town.Teams.Posts.Select(post => post.Words).Concat(town.Teams.Updates.Select(update => update.Words)).Concat(town.Replica.Log), words => Assert.DoesNotContain("Curlew", words, StringComparison.Ordinal));
        Assert.All(await town.TodoAsync(Representative), title => Assert.Equal("Say how a restricted concern went", title));
        Assert.DoesNotContain("Curlew", string.Concat(town.ChatOf(LocalChair)), StringComparison.Ordinal);
        Assert.DoesNotContain("Curlew", await town.TypeAsync(Representative), StringComparison.Ordinal);
        Assert.Contains("… In dialogue", await town.TypeAsync(Representative), StringComparison.Ordinal);
        var named = town.Table.AllRows.Where(row => row.Fields.Any(field => field.Value is string text && (text.Contains("Curlew", StringComparison.Ordinal) || text.Contains("990110", StringComparison.Ordinal)))).Select(row => row.Partition);
        Assert.Equal([ConcernStore.Partition(Tenant, new("c1"))], named.Where(partition => !partition.Contains("|register|", StringComparison.Ordinal)).Distinct());
        foreach (var card in town.Teams.Cards.Values.Select(message => System.Text.Json.JsonDocument.Parse(message.Card.ToJson()).RootElement))
        {
            Assert.DoesNotContain("Curlew", card.GetProperty("fallbackText").GetString()! + card.GetProperty("speak").GetString(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task T5_ALocalityChair_HearsThatThereIsOneOnlyWhereTheCountyWantsIt()
    {
        var silent = await StartAsync();
        await silent.RaiseAsync();
        Assert.Empty(silent.ChatOf(LocalChair));

        var telling = await StartAsync(options: ConcernOptions.Read("true"));
        await telling.RaiseAsync();
        Assert.DoesNotContain("Cold Keld", Assert.Single(telling.ChatOf(LocalChair)), StringComparison.Ordinal);
        Assert.Contains("This is not with you", await telling.ShowAsync(LocalChair), StringComparison.Ordinal);
        Assert.Throws<FormatException>(() => ConcernOptions.Read("perhaps"));
    }

    [Fact]
    public async Task T5_EveryReading_IsRecorded()
    {
        var town = await StartAsync();
        await town.RaiseAsync();
        await town.ShowAsync(Adviser);
        await town.ShowAsync(Chair); // no part in it: sees nothing

        var readings = await town.Readings.OfAsync(ConcernStore.Partition(Tenant, new("c1")), default);
        Assert.Equal([(Adviser, Shown.Sent), (Head, Shown.Opened)], readings.Select(reading => (reading.Who, reading.How)).OrderBy(reading => reading.Who.Value, StringComparer.Ordinal));
    }

    [Fact]
    public async Task T5_InAChannel_NothingIsDrawnOrDone()
    {
        var town = await StartAsync();
        await town.RaiseAsync();
        foreach (var verb in town.Map.Verbs)
        {
            var words = await town.PressAsync(Adviser, new Place.Channel(Network.Id), verb, ("concern", "c1"), ("version", "2"), ("newConcern", "c2"));
            Assert.Contains("Please use your own chat", words, StringComparison.Ordinal);
            Assert.DoesNotContain("Cold Keld", words, StringComparison.Ordinal);
        }

        Assert.Equal(2, (await town.FindAsync()).Version);
    }

    [Fact]
    public async Task T5_ASchoolWithoutAnAgreement_IsRefusedWithTheReason()
    {
        var town = await StartAsync(agreed: false);

        Assert.Contains("Kestrel Bank Primary has no data-sharing agreement on record.", await town.TypeAsync(Head), StringComparison.Ordinal);
        Assert.Contains("has no data-sharing agreement on record", await town.RaiseAsync(), StringComparison.Ordinal);
        Assert.Null(await town.Concerns.FindAsync(Tenant, new("c1"), default));
    }

    [Fact]
    public async Task T5_TheReportersAgreementEnds_TheyAreShownNothingMoreOfIt()
    {
        var town = await StartAsync();
        await town.RaiseAsync();
        Agreement ended = new(AgreementParty.Of(Own.Urn), 1, new(2026, 9, 1), new NodaTime.LocalDate(2026, 10, 5));
        await town.Agreements.AppendAsync(Tenant, await town.Agreements.ReadAsync(Tenant, default), [ended], "admin", "end", town.Clock.GetUtcNow(), default);

        await town.MoveAsync(Adviser, ConcernCards.Begin, 2);

        Assert.Contains("data-sharing agreement ended", Assert.Single(town.ChatOf(Head)), StringComparison.Ordinal);
        Assert.DoesNotContain("Cold Keld", town.ChatOf(Head)[0] + await town.ShowAsync(Head), StringComparison.Ordinal);
    }

    [Fact]
    public async Task V7_Raise_PressedTwice_MakesOne_AndAnothersIdIsTheirsAlone()
    {
        var town = await StartAsync();
        await town.RaiseAsync();
        await town.RaiseAsync();
        Assert.Single(town.ChatOf(Adviser));

        var shown = await town.RaiseAsync(by: Deputy, facts: "Other facts");
        Assert.Contains("Other facts", shown, StringComparison.Ordinal);
        Assert.Contains("fresh-", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("Nobody has come since January.", shown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("990102", "", "I rang.", "Write what you have seen.")]
    [InlineData("990102", "Seen.", " ", "Write what was tried so far")]
    [InlineData("990102", "NHS 943 476 5919", "I rang.", "designated safeguarding lead")] // T4
    [InlineData("990102", "Seen.", "Born 3/4/2015", "designated safeguarding lead")] // T4
    [InlineData("", "Seen.", "I rang.", "Choose the school.")]
    [InlineData("123456", "Seen.", "I rang.", "Search again")]
    [InlineData("990101", "Seen.", "I rang.", "That is your own school.")]
    public async Task T4_Raise_SomethingWrong_IsToldAndNothingIsKept(string school, string facts, string tried, string says)
    {
        var town = await StartAsync();

        Assert.Contains(says, await town.RaiseAsync(school: school, facts: facts, tried: tried), StringComparison.Ordinal);
        Assert.DoesNotContain(town.Table.AllRows, row => row.Partition.Contains("|concern", StringComparison.Ordinal));
    }

    [Fact]
    public async Task T4_Move_WordsAboutAPupil_AreRefusedAndStayOnTheCard()
    {
        var town = await StartAsync();
        await town.RaiseAsync();

        var shown = await town.MoveAsync(Adviser, ConcernCards.Begin, 2, word: "Born 3/4/2015");

        Assert.Contains("designated safeguarding lead", shown, StringComparison.Ordinal);
        Assert.Equal(ConcernState.Sent, (await town.FindAsync()).State);
    }

    [Fact]
    public async Task Type_ByWhoIsNoHead_SaysSo_AndByOneWhoHandlesThemListsThemWithoutTheSchool()
    {
        var town = await StartAsync();
        await town.RaiseAsync();

        Assert.Contains("Heads and deputies raise concerns", await town.TypeAsync(LocalChair), StringComparison.Ordinal);
        Assert.Contains("With you: one concern", await town.TypeAsync(Adviser), StringComparison.Ordinal);
        Assert.Contains("Find the school", await town.TypeAsync(Deputy), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("cold keld", "990102")]
    [InlineData("KELD,", "990102")]
    [InlineData("990110", "990110")]
    [InlineData("990009", "990110")] // the number it had before it became an academy
    public async Task Find_PartOfTheNameOrANumber_OffersTheSchoolOfToday(string typed, string urn)
    {
        var town = await StartAsync();
        await town.ImportAsync([Own, Maintained, Academy, Independent], 2, null, new SchoolLink(new("990009"), Academy.Urn, null));

        var shown = await town.PressAsync(Head, ConcernFormCards.Find, ("newConcern", "c1"), (ConcernFormCards.SearchInput, typed), (ConcernFormCards.FactsInput, "Kept"));

        Assert.Contains($"\"value\":\"{urn}\"", shown, StringComparison.Ordinal);
        Assert.Contains("Kept", shown, StringComparison.Ordinal);
        Assert.DoesNotContain("\"value\":\"990101\"", shown, StringComparison.Ordinal);
        Assert.Contains("No open school", await town.PressAsync(Head, ConcernFormCards.Find, ("newConcern", "c1"), (ConcernFormCards.SearchInput, "Kestrel")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Raise_EveryCommitLostOrUnknown_MakesOneOrNone()
    {
        foreach (var fault in (TeamsBot.Testing.Tables.TableFault[])[TeamsBot.Testing.Tables.TableFault.LoseAnswer, TeamsBot.Testing.Tables.TableFault.LoseRequest])
        {
            for (var at = 1; at <= 6; at++)
            {
                var town = await StartAsync();
                var left = at;
                town.Table.Before = call => call.IsCommit && --left == 0 ? fault : null;
                await town.RaiseAsync();
                town.Table.Before = null;
                Assert.Equal(ConcernState.Sent, (await town.FindAsync()).State);
                Assert.Single(town.ChatOf(Adviser));
            }
        }
    }

    [Fact]
    public async Task Store_ALongHistoryAndEveryField_IsReadBackAlike()
    {
        var town = await StartAsync();
        await town.RaiseAsync(school: "990110");
        await town.MoveAsync(Clerk, ConcernCards.Send, 1, word: "Please.");
        var concern = await town.FindAsync();

        Assert.Equal(("Nobody has come since January.", "I rang twice.", "A visit."), (concern.Wording.Facts, concern.Wording.Tried, concern.Wording.WouldHelp));
        Assert.Equal((ConcernAct.Send, Clerk, Taker.Board, Taker.Representative, "Please."), (concern.Last.Act, concern.Last.Person!.Value, concern.Last.By!.Value, concern.Last.To!.Value, concern.Last.Text));
        Assert.Equal(Representative, Assert.Single(concern.Last.Readers));
        Assert.Equal(Committed.Lost, await town.Concerns.InsertAsync(concern with { Moves = [concern.Moves[0]] }, [], default));
    }
}
