using TeamsBot.Core.Audit;
using TeamsBot.Core.Digests;
using TeamsBot.Core.Projects;
using TeamsBot.Core.Tests.Polls;
using TeamsBot.Core.Tests.Resources;
using TeamsBot.Core.Tests.Themes;
using TeamsBot.Core.Waiting;
using TeamsBot.Testing.Cards;
using Xunit;

namespace TeamsBot.Core.Tests.Projects;

/// <summary>School-to-school projects, the whole way of a press from the activity to what people are sent.</summary>
public sealed class ProjectTests
{
    [Fact]
    public async Task Invite_EachHeadAndDeputy_GetsACardOnce_AndTheFirstYesStartsIt()
    {
        var town = await ProjectTown.InvitingAsync(2, 4);

        Assert.Equal([A.Deputy(1), A.Deputy(2), A.Deputy(4), A.Head(2), A.Head(4)], (await town.PostedAsync()).Select(post => post.To));
        Assert.Equal(ProjectState.Inviting, (await town.FindAsync()).State);
        Assert.Contains("so it has started", await town.PressAsync(A.Head(2), ProjectCards.Yes, school: 2), StringComparison.Ordinal);

        var project = await town.FindAsync();
        Assert.Equal((ProjectState.UnderWay, 2), (project.State, project.Schools.Count()));
        Assert.All(await town.PostedAsync(), post => Assert.Equal("School 2 said yes. Two schools are in it now, so it has started.", post.Words));
        await town.PressAsync(A.Deputy(4), ProjectCards.Yes, school: 4);
        Assert.Equal([A.Deputy(1), A.Deputy(2), A.Head(1), A.Head(2), A.Head(4)], (await town.PostedAsync()).Select(post => post.To));
    }

    [Fact]
    public async Task V7_EveryPress_Repeated_WritesNothingAndTellsNobody()
    {
        var town = await ProjectTown.StartAsync();
        (PersonId By, Func<PersonId, Task<string>> Press)[] presses =
        [
            (A.Head(1), by => town.SetUpAsync(by)),
            (A.Head(1), by => town.InviteAsync(by, 2, 4)),
            (A.Head(2), by => town.PressAsync(by, ProjectCards.Yes, school: 2)),
            (A.Head(4), by => town.PressAsync(by, ProjectCards.No, school: 4)),
            (A.Head(5), by => town.AskAsync(by, 5)),
            (A.Head(1), by => town.PressAsync(by, ProjectCards.Accept, school: 5)),
            (A.Head(6), by => town.AskAsync(by, 6, Part.TransitionPartner)),
            (A.Head(1), by => town.PressAsync(by, ProjectCards.TurnDown, school: 6)),
            (A.Head(5), by => town.PressAsync(by, ProjectCards.Leave, school: 5)),
            (A.Head(1), by => town.PressAsync(by, ProjectCards.Finish, null, (ProjectCards.LearntInput, "Ten minutes a day."))),
        ];

        foreach (var (by, press) in presses)
        {
            await press(by);
            await town.PostedAsync();
            var (rows, version) = (town.Rows, (await town.FindAsync()).Version);
            await press(by);
            Assert.Equal((rows, version), (town.Rows, (await town.FindAsync()).Version));
            Assert.Empty(await town.PostedAsync());
        }

        // T6: every act that changed something, and nothing else, stands on the record.
        var audit = town.Town.Rows(ProjectStore.Partition(A.Tenant, new("p1")), "audit|");
        Assert.Equal(presses.Length, audit.Count);
        Assert.NotNull(AuditChain.Follow("audit", audit));
    }

    [Fact]
    public async Task V3_TheHeadsAnswer_ReplacesTheDeputys_AndNeverTheOtherWayRound()
    {
        var town = await ProjectTown.InvitingAsync(2, 4);

        await town.PressAsync(A.Deputy(2), ProjectCards.No, school: 2);
        await town.PressAsync(A.Head(2), ProjectCards.Yes, school: 2);
        var late = await town.PressAsync(A.Deputy(2), ProjectCards.Leave, school: 2);
        await town.PressAsync(A.Head(4), ProjectCards.No, school: 4);
        await town.PressAsync(A.Deputy(4), ProjectCards.Yes, school: 4);

        Assert.Contains("the head of School 2 answered on", late, StringComparison.Ordinal);
        var project = await town.FindAsync();
        Assert.Equal((PlaceState.In, PlaceState.SaidNo), (project.PlaceOf(new("2"))!.State, project.PlaceOf(new("4"))!.State));
    }

    [Fact]
    public async Task E2_AnOldCard_IsAnsweredWithTheProjectAsItStands_AndChangesNothing()
    {
        var town = await ProjectTown.InvitingAsync(2, 4);
        await town.PressAsync(A.Head(2), ProjectCards.Yes, school: 2);
        await town.PressAsync(A.Head(1), ProjectCards.Finish, null, (ProjectCards.LearntInput, "Ten minutes a day."));
        var rows = town.Rows;

        var late = await town.PressAsync(A.Head(4), ProjectCards.Yes, school: 4);

        Assert.Contains("the project has moved on since your card was made", late, StringComparison.Ordinal);
        Assert.Contains("Ten minutes a day.", late, StringComparison.Ordinal);
        Assert.Contains("the project has moved on", await town.InviteAsync(A.Head(1), 7), StringComparison.Ordinal);
        Assert.Contains("the project has moved on", await town.PressAsync(A.Head(1), ProjectCards.CallOff), StringComparison.Ordinal);
        Assert.Equal(rows, town.Rows);
    }

    [Fact]
    public async Task Ask_TheLeadIsAsked_AndWhoIsTakenInIsToldToEverybody()
    {
        var town = await ProjectTown.UnderWayAsync();

        Assert.Contains("✓ The lead school has been asked", await town.AskAsync(A.Deputy(3), 3, Part.TransitionPartner), StringComparison.Ordinal);
        Assert.Equal([A.Deputy(1), A.Head(1), A.Head(3)], (await town.PostedAsync()).Select(post => post.To));
        await town.PressAsync(A.Deputy(1), ProjectCards.Accept, school: 3);

        Assert.Equal(Part.TransitionPartner, (await town.FindAsync()).Schools.Single(place => place.School == new Urn("3")).Part);
        var told = await town.PostedAsync();
        Assert.Equal([A.Deputy(2), A.Deputy(3), A.Head(1), A.Head(2), A.Head(3)], told.Select(post => post.To));
        Assert.All(told, post => Assert.Equal("School 3 has joined as transition partner.", post.Words));
    }

    [Fact]
    public async Task TurnDown_IsToldToTheAskingSchoolAlone_WithTheLeadsWords()
    {
        var town = await ProjectTown.UnderWayAsync();
        await town.AskAsync(A.Head(5), 5);
        await town.PostedAsync();

        await town.PressAsync(A.Head(1), ProjectCards.TurnDown, 5, ("words", "turnDownWords1"), ("turnDownWords1", "Ask us again in summer."));

        var told = await town.PostedAsync();
        Assert.Equal([A.Deputy(5), A.Head(5)], told.Select(post => post.To));
        Assert.All(told, post => Assert.Contains("cannot take it in this time", post.Words, StringComparison.Ordinal));
        Assert.DoesNotContain("School 5", await town.PressAsync(A.Head(2), ProjectCards.Open), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ProjectCards.Accept)]
    [InlineData(ProjectCards.TurnDown)]
    [InlineData(ProjectCards.Finish)]
    [InlineData(ProjectInviteCards.Invite)]
    [InlineData(ProjectCards.Yes)]
    [InlineData(ProjectCards.Leave)]
    [InlineData(ProjectCards.Ask)]
    public async Task Press_SomebodyWhoDoesNotActForThatSchool_ChangesNothing(string verb)
    {
        var town = await ProjectTown.UnderWayAsync();
        var rows = town.Rows;

        // Lead's acts are tried by a member, a school's own by the head of another.
        var answer = await town.PressAsync(A.Head(2), verb, 7, (ProjectCards.LearntInput, "All."), (ProjectInviteCards.TickedInput, "7"), (ProjectCards.AskWordsInput, "Us."), (ProjectCards.AskPartInput, nameof(Part.SharingSchool)));

        Assert.Contains("A head or deputy does this", answer, StringComparison.Ordinal);
        Assert.Equal(rows, town.Rows);
    }

    [Fact]
    public async Task Projects_AGovernor_SeesNone()
    {
        var town = await ProjectTown.UnderWayAsync();

        Assert.Contains("There is no such project", await town.PressAsync(Town.Governor, ProjectCards.Open), StringComparison.Ordinal);
        Assert.DoesNotContain("More children read", await town.Town.TypeAsync(Town.Governor, "projects early literacy"), StringComparison.Ordinal);
        Assert.Contains("More children read", await town.Town.TypeAsync(Town.Facilitator, "projects early literacy"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task R95_TheList_StandsByStart_AndAThemeHasWhatIsUnderIt()
    {
        var town = await ProjectTown.StartAsync();
        await town.SetUpAsync(A.Head(1));
        await town.SetUpAsync(A.Head(3), ("newProject", "p2"), ("school", "3"), (ProjectStartCards.AimInput, "Zebra counting"), (ProjectStartCards.StartsInput, "2027-01-11"), (ProjectStartCards.ThemeInput, "language-and-literacy"));

        var list = await town.Town.PressAsync(A.Head(5), ProjectListCards.Show, (ProjectListCards.ThemeInput, "language-and-literacy"));

        Assert.InRange(list.IndexOf("Zebra counting", StringComparison.Ordinal), 0, list.IndexOf("More children read", StringComparison.Ordinal));
        Assert.DoesNotContain("Zebra", await town.Town.PressAsync(A.Head(5), ProjectListCards.Show, (ProjectListCards.ThemeInput, "early-literacy")), StringComparison.Ordinal);
        Assert.DoesNotContain("Zebra", await town.Town.PressAsync(A.Head(1), ProjectListCards.Show, (ProjectListCards.OwnKey, "true")), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ProjectStartCards.AimInput, "", "Write the aim")]
    [InlineData(ProjectStartCards.BaselineInput, "", "Say where you begin")]
    [InlineData(ProjectStartCards.ThemeInput, "no-such-theme", "Choose a theme")]
    [InlineData(ProjectStartCards.StartsInput, "soon", "Choose when it starts")]
    [InlineData(ProjectStartCards.StartsInput, "2020-01-01", "Choose a start within a year")]
    [InlineData(ProjectStartCards.EndsInput, "2026-12-06", "Choose an end after the start")]
    [InlineData(ProjectStartCards.EndsInput, "2031-12-06", "Choose an end within three years")]
    [InlineData(ProjectStartCards.BaselineInput, "UPN A123456789012", "unique pupil number")] // T4
    [InlineData("school", "2", "Choose a school that you act for")]
    public async Task SetUp_SomethingWrong_SaysWhatToDoAndKeepsWhatWasTyped(string input, string text, string why)
    {
        var town = await ProjectTown.StartAsync();

        var answer = await town.SetUpAsync(A.Head(1), (input, text));

        Assert.Contains(why, answer, StringComparison.Ordinal);
        Assert.Contains(input == ProjectStartCards.AimInput ? "A third do not." : "More children read with ease", answer, StringComparison.Ordinal);
        Assert.Equal(0, town.Rows);
    }

    [Fact]
    public async Task Find_InACountyOfManySchools_ShowsAFewAndSaysHowManyMore()
    {
        var town = await ProjectTown.StartAsync(schools: 700);
        await town.SetUpAsync(A.Head(1));

        var own = await town.PressAsync(A.Head(1), ProjectInviteCards.Find);
        var named = await town.PressAsync(A.Head(1), ProjectInviteCards.Find, null, (ProjectInviteCards.NameInput, "school 69"));

        Assert.Contains("319 more fit", own, StringComparison.Ordinal); // of 349 others of the network
        Assert.Contains("School 699", named, StringComparison.Ordinal);
        Assert.DoesNotContain("more fit", named, StringComparison.Ordinal);
        await town.InviteAsync(A.Head(1), 698, 1, 999);
        Assert.Equal(["1", "698"], (await town.FindAsync()).Places.Select(place => place.School.Value));
    }

    [Fact]
    public async Task Invite_MoreThanItHolds_IsRefusedWhole()
    {
        var town = await ProjectTown.StartAsync(schools: 60);
        await town.SetUpAsync(A.Head(1));

        Assert.Contains("at most 40 schools", await town.InviteAsync(A.Head(1), [.. Enumerable.Range(2, 40)]), StringComparison.Ordinal);
        Assert.Single((await town.FindAsync()).Places);
        await town.InviteAsync(A.Head(1), [.. Enumerable.Range(2, 39)]);
        Assert.Equal(40, (await town.FindAsync()).Places.Length);
    }

    [Fact]
    public async Task Yes_OfManySchoolsAtOnce_StartsItOnce()
    {
        var town = await ProjectTown.InvitingAsync(2, 3, 4, 5, 6, 7);

        await Task.WhenAll(Enumerable.Range(2, 6).Select(school => Task.Run(() => town.PressAsync(A.Head(school), ProjectCards.Yes, school))));

        Assert.Equal(7, (await town.FindAsync()).Schools.Count());
        Assert.Single(town.Town.Rows(ProjectStore.Partition(A.Tenant, new("p1")), "move|"), move => move.Fields.Flag("starts"));
    }

    [Fact]
    public async Task Lists_WhatWaitsAndWhatBecameOfIt()
    {
        var town = await ProjectTown.InvitingAsync(2);
        var follower = new Follower(A.Tenant, A.Head(2), new HashSet<GroupId>());

        Assert.Contains("Say whether School 2 joins School 1", Assert.Single((await town.Lists.Asks.ReadAsync(A.Tenant, A.Head(2), "p1", default)).Items).Title, StringComparison.Ordinal);
        Assert.Empty((await town.Lists.Asks.ReadAsync(A.Tenant, A.Head(4), "p1", default)).Items);
        await town.PressAsync(A.Head(2), ProjectCards.Yes, school: 2);
        Assert.Empty((await town.Lists.Asks.ReadAsync(A.Tenant, A.Head(2), "p1", default)).Items);
        await town.AskAsync(A.Head(5), 5);
        Assert.Contains("Answer School 5", Assert.Single((await town.Lists.Asks.ReadAsync(A.Tenant, A.Deputy(1), "p1", default)).Items).Title, StringComparison.Ordinal);
        Assert.Equal("• Under way", (await town.Lists.Followed.ReadAsync(follower, "p1", default))!.Status);
        Assert.Null(await town.Lists.Followed.ReadAsync(follower with { Person = A.Head(8) }, "p1", default));

        Assert.Empty((await town.Lists.Ends.ReadAsync(A.Tenant, A.Head(1), "p1", default)).Items);
        town.Town.Clock.MoveTo(new(2027, 7, 16, 8, 0, 0, TimeSpan.Zero));
        Assert.Contains("Say what was learnt", Assert.Single((await town.Lists.Ends.ReadAsync(A.Tenant, A.Head(1), "p1", default)).Items).Title, StringComparison.Ordinal);
        Assert.Empty((await town.Lists.Ends.ReadAsync(A.Tenant, A.Head(2), "p1", default)).Items);
        await town.PressAsync(A.Head(1), ProjectCards.Finish, null, (ProjectCards.LearntInput, "Ten minutes a day."));
        Assert.True((await town.Lists.Asks.ReadAsync(A.Tenant, A.Head(2), "p1", default)).IsOver);
    }

    [Fact]
    public async Task Digest_SaysThatItStartedAndFinished_ToMembers()
    {
        var town = await ProjectTown.UnderWayAsync();
        town.Town.Clock.MoveTo(town.Town.Clock.GetUtcNow().AddMinutes(1));
        await town.PressAsync(A.Head(1), ProjectCards.Finish, null, (ProjectCards.LearntInput, "Ten minutes a day."));

        var happenings = await town.Periods.ReadAsync(A.Tenant, Period.Containing(town.Town.Clock.GetUtcNow()), default);
        var said = new List<Update>();
        foreach (var happening in happenings)
        {
            said.AddRange(await town.Teller.TellAsync(happening, default));
        }

        Assert.Equal(["✓ Project started", "✓ Project finished"], said.Select(update => update.Status));
        Assert.All(said, update => Assert.Equal(("Alder Vale Network", Visibility.Members, "School 1 and one other school: More children read with ease"), (update.GroupName, update.Visibility, update.Text)));
        Assert.Empty(await town.Teller.TellAsync(happenings[0] with { Subject = "p1~9" }, default));
    }

    [SkippableFact]
    public Task Samples_KeepTheCardLanguage() => CardCheck.CheckAsync(ProjectSamples.Of(ThemeListTests.Starter).Select(sample => (sample.State, sample.Message.Card)));
}
