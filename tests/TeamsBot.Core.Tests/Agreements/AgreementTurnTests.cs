using Microsoft.Extensions.Logging.Abstractions;
using TeamsBot.Core.Agreements;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Tests.Polls;
using TeamsBot.Testing.Cards;
using Xunit;
using static TeamsBot.Core.Tests.Agreements.County;

namespace TeamsBot.Core.Tests.Agreements;

/// <summary>The whole way of a press from the activity to the row.</summary>
public sealed class AgreementTurnTests
{
    private County county = null!;

    [Fact]
    public async Task Agreements_Typed_ListsAllForItsKeepers_AHeadsOwnForThem_AndNothingForOthers()
    {
        county = await StartAsync();
        await county.RecordAsync(Agreed(ColdKeld));

        foreach (var keeper in (PersonId[])[Administrator, Clerk])
        {
            var list = await TypeAsync(keeper);
            Assert.Contains("Data-sharing agreements", list, StringComparison.Ordinal);
            Assert.Contains("Dunnock Lane Juniors", list, StringComparison.Ordinal);
        }

        foreach (var own in (PersonId[])[Head, Deputy])
        {
            var card = await TypeAsync(own);
            Assert.Contains("none on record", card, StringComparison.Ordinal);
            Assert.DoesNotContain("Cold Keld", card, StringComparison.Ordinal);
        }

        Assert.Contains("Early Help, Fernshaw Locality Board", await TypeAsync(Lead), StringComparison.Ordinal);
        Assert.Contains("You keep no agreements", await TypeAsync(LocalClerk), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(nameof(AgreementFilter.Without), "", "Dunnock", "Cold Keld Primary\"")]
    [InlineData(nameof(AgreementFilter.InForce), "", "Cold Keld", "Dunnock")]
    [InlineData("", "dunnock", "Dunnock", "Kestrel")]
    [InlineData("", "990101", "Kestrel", "Dunnock")]
    [InlineData("Forged", "", "Dunnock", "990104")]
    public async Task List_WithAFilter_ShowsThoseItLeaves(string filter, string find, string shown, string notShown)
    {
        county = await StartAsync();
        await county.RecordAsync(Agreed(ColdKeld));

        var list = await PressAsync(Clerk, AgreementCards.List, (AgreementCards.FilterInput, filter), (AgreementCards.FindInput, find));

        Assert.Contains(shown, list, StringComparison.Ordinal);
        Assert.DoesNotContain(notShown, list, StringComparison.Ordinal);
    }

    [Fact]
    public async Task V7_T6_Record_PressedTwice_IsOneRecord_OfWhoMadeIt()
    {
        county = await StartAsync();

        var answer = await RecordAsync(Clerk, "1", "2026-11-16");
        var again = await RecordAsync(Clerk, "1", "16/11/2026");

        Assert.Contains("✓ Recorded.", answer, StringComparison.Ordinal);
        Assert.Contains("✓ Recorded.", again, StringComparison.Ordinal);
        var record = Assert.Single((await BookAsync()).HistoryOf(AgreementParty.Of(Kestrel)));
        Assert.Equal((new Agreement(AgreementParty.Of(Kestrel), 1, Today, null), Clerk.Value), (record.Agreement, record.Who));
        Assert.Equal(["record school-990101 version 1 signed 2026-11-16"], Audit());
    }

    [Fact]
    public async Task T5_End_ClosesTheGateFromThatDay_AndTheFirstPressComingAgainDoesNotOpenIt()
    {
        county = await StartAsync();
        await RecordAsync(Administrator, "1", "2026-09-01");
        Assert.True((await county.Gate().TodayAsync(A.Tenant, default)).IsOpenTo(Kestrel));

        await PressAsync(Clerk, AgreementForm.End, ("party", "school-990101"), ("records", "1"), ("version", "1"), (AgreementForm.EndedInput, "2026-11-16"));
        Assert.False((await county.Gate().TodayAsync(A.Tenant, default)).IsOpenTo(Kestrel));

        await RecordAsync(Administrator, "1", "2026-09-01"); // Teams repeats the first press.
        Assert.False((await county.Gate().TodayAsync(A.Tenant, default)).IsOpenTo(Kestrel));
        Assert.Equal(2, Audit().Count);
    }

    [Fact]
    public async Task Record_FromAnOlderCard_ChangesNothingAndSaysSo()
    {
        county = await StartAsync();
        await RecordAsync(Administrator, "1", "2026-09-01");

        var late = await RecordAsync(Clerk, "2", "2026-10-01");

        Assert.Contains("something else was recorded since", late, StringComparison.Ordinal);
        Assert.Single(Audit());
    }

    [Theory]
    [InlineData("", "2026-11-16", "Choose the version")]
    [InlineData("0", "2026-11-16", "Choose the version")]
    [InlineData("100", "2026-11-16", "Choose the version")]
    [InlineData("1", "", "Choose the day it was signed")]
    [InlineData("1", "yesterday", "Choose the day it was signed")]
    [InlineData("1", "1026-11-16", "before the year 2000")]
    [InlineData("1", "2206-11-16", "more than a year ahead")]
    public async Task Record_WhatCannotBe_SaysWhyAndWritesNothing(string version, string day, string why)
    {
        county = await StartAsync();

        var answer = await RecordAsync(Clerk, version, day);

        Assert.Contains("Not recorded yet.", answer, StringComparison.Ordinal);
        Assert.Contains(why, answer, StringComparison.Ordinal);
        Assert.Empty(county.Keys());
    }

    [Theory]
    [InlineData("2026-09-01", "1", "Choose a later day")]
    [InlineData("", "1", "Choose the day it ended")]
    [InlineData("2026-10-01", "7", "no such agreement")]
    public async Task End_WhatCannotBe_SaysWhyAndWritesNothing(string ended, string version, string why)
    {
        county = await StartAsync();
        await RecordAsync(Clerk, "1", "2026-09-01");

        Assert.Contains(why, await PressAsync(Clerk, AgreementForm.End, ("party", "school-990101"), ("records", "1"), ("version", version), (AgreementForm.EndedInput, ended)), StringComparison.Ordinal);
        Assert.Single(Audit());
    }

    [Theory]
    [InlineData("head-990101", "school-990101")]
    [InlineData("local-clerk", "school-990101")]
    [InlineData("clerk", "school-999999")]
    [InlineData("clerk", "service-nobodys")]
    [InlineData("clerk", "a|b")]
    public async Task Press_SomebodyWhoKeepsNone_OrOfNobody_ChangesNothing(string person, string party)
    {
        county = await StartAsync();

        await PressAsync(new(person), AgreementForm.Record, ("party", party), ("records", "0"), (AgreementForm.VersionInput, "1"), (AgreementForm.SignedInput, "2026-09-01"));
        await PressAsync(new(person), AgreementForm.End, ("party", party), ("records", "0"), ("version", "1"), (AgreementForm.EndedInput, "2026-09-01"));
        var opened = await PressAsync(new(person), AgreementCards.Open, (AgreementCards.PartyInput, party));

        Assert.Empty(county.Keys());
        Assert.DoesNotContain(AgreementForm.Record, opened, StringComparison.Ordinal);
    }

    [SkippableFact]
    public async Task Samples_AndTheLongestNames_KeepTheCardLanguage()
    {
        var long_ = new string('*', 250);
        await CardCheck.CheckAsync(
        [
            .. AgreementSamples.All().Select(sample => (sample.State, sample.Message.Card)),
            ("long names", AgreementCards.ForParties([.. Enumerable.Range(0, 12).Select(n => new PartyLine(new(AgreementParty.Of(new Urn($"{990101 + n}")), long_), AgreementState.None, null))], new(1)).Card),
        ]);
    }

    private Task<string> RecordAsync(PersonId person, string version, string day) =>
        PressAsync(person, AgreementForm.Record, ("party", "school-990101"), ("records", "0"), (AgreementForm.VersionInput, version), (AgreementForm.SignedInput, day));

    private async Task<string> PressAsync(PersonId person, string verb, params (string Name, string Value)[] data)
    {
        var answer = await (await TurnAsync(person)).PressAsync(new(SenderOf(person), verb, "card-1", data.ToDictionary(pair => pair.Name, pair => pair.Value), Automatic: false), default);
        return Assert.IsType<Answer.Show>(answer).Message.Card.ToJson();
    }

    private async Task<string> TypeAsync(PersonId person)
    {
        var reply = await (await TurnAsync(person)).TakeAsync(new Incoming.Said(SenderOf(person), "agreements"), default);
        return Assert.IsType<Answer.Show>(reply!.Answer).Message.Card.ToJson();
    }

    private async Task<Turn> TurnAsync(PersonId person)
    {
        var (bindings, directory, store, terms) = (new Bindings(county.Table), new DirectoryStore(county.Table), county.Store, new AgreementTerms(1));
        await bindings.BindAsync(A.Tenant, SenderOf(person).Account, person, "bot", county.Clock.GetUtcNow(), default);
        var feature = new AgreementFeature(new(new(store, directory, county.Clock), store, directory, terms, county.Clock));
        return new(new([feature]), bindings, new(county.Table, bindings), new([A.Tenant]), NullLogger<Turn>.Instance);
    }

    private static Sender SenderOf(PersonId person) => new(PollWorld.CallerOf(person).Account, $"29:{person}", new(A.Tenant, $"a:{person}", new("https://teams.example/")), IsPersonal: true);

    private Task<AgreementBook> BookAsync() => county.Store.CurrentAsync(A.Tenant, default);

    private List<string> Audit() => [.. county.Table.AllRows.Where(row => row.Partition == AgreementStore.Partition(A.Tenant) && row.Key.StartsWith("audit|", StringComparison.Ordinal)).Select(row => row.Fields.Text("what"))];
}
