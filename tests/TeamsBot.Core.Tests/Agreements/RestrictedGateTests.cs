using NodaTime;
using TeamsBot.Core.Agreements;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Tests.Polls;
using TeamsBot.Testing.Cards;
using Xunit;
using static TeamsBot.Core.Tests.Agreements.County;

namespace TeamsBot.Core.Tests.Agreements;

public sealed class RestrictedGateTests
{
    [Fact]
    public async Task T5_Refusal_OfASchoolWithoutAnAgreement_SaysWhyAndWhatToDo()
    {
        var county = await StartAsync();
        await county.RecordAsync(Agreed(ColdKeld));

        var gate = await county.Gate().TodayAsync(A.Tenant, default);

        Assert.Null(gate.Refusal(ColdKeld, Way.In));
        Assert.True(gate.IsOpenTo(ColdKeld));
        Assert.False(gate.IsOpenTo(Kestrel));
        var told = gate.Refusal(Kestrel, Way.In)!;
        Assert.Equal("Kestrel Bank Primary has no data-sharing agreement on record.", told.Why);
        Assert.Contains("nothing was shown", told.ToMessage().Card.ToJson(), StringComparison.Ordinal);
        Assert.Contains("nothing was sent", gate.Refusal(Kestrel, Way.Out)!.ToMessage().Card.ToJson(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task T5_Refusal_OfAService_IsAsOfASchool()
    {
        var county = await StartAsync();
        Assert.Equal("Early Help, Fernshaw Locality Board has no data-sharing agreement on record.", (await county.Gate().TodayAsync(A.Tenant, default)).Refusal(EarlyHelp, Way.Out)!.Why);

        await county.RecordAsync(new Agreement(AgreementParty.Of(EarlyHelp), 1, new(2026, 9, 1), null));

        Assert.True((await county.Gate().TodayAsync(A.Tenant, default)).IsOpenTo(EarlyHelp));
    }

    [Fact]
    public void T5_Refusal_OfASchoolThatFollowedAnother_AsksForItsOwnAgreement_AndSaysThatTheOtherDoesNotCarryOver() // R89, R110
    {
        School before = new(ColdKeld, "Cold Keld Primary", "Primary", "Community school", 4, "Closed", null, null), after = new(Dunnock, "Cold Keld Academy", "Primary", "Academy converter", 10, "Open", null, null);
        var register = new Register(1, [], [before, after], [], links: [new(ColdKeld, Dunnock, null)]);
        GateToday GateOf(params Agreement[] agreements) =>
            new(new(1, agreements.Select(agreement => new AgreementRecord(agreement, "bot", A.Opened))), register, new(1), Today);

        var gate = GateOf(Agreed(ColdKeld));
        foreach (var asked in new[] { ColdKeld, Dunnock })
        {
            Assert.False(gate.IsOpenTo(asked));
            var told = gate.Refusal(asked, Way.In)!;
            Assert.Equal(AgreementParty.Of(Dunnock), told.Party);
            Assert.Equal("Cold Keld Academy has no data-sharing agreement on record. The one of the school that it followed (URN 990102) was signed for another legal body and does not carry over, so a new one is needed.", told.Why);
        }

        var signed = GateOf(Agreed(ColdKeld), Agreed(Dunnock));
        Assert.True(signed.IsOpenTo(Dunnock));
        Assert.True(signed.IsOpenTo(ColdKeld)); // What was raised under the old number is the new school's.
    }

    [Theory]
    [InlineData(1, 15, null, 1, AgreementState.InForce)]
    [InlineData(1, 16, null, 1, AgreementState.InForce)] // The day it is signed is the first on which it holds.
    [InlineData(1, 17, null, 1, AgreementState.NotYet)]
    [InlineData(1, 2, 16, 1, AgreementState.Ended)] // The day it ends is the first on which it does not.
    [InlineData(1, 2, 17, 1, AgreementState.InForce)]
    [InlineData(1, 2, null, 2, AgreementState.OldVersion)]
    [InlineData(2, 2, null, 2, AgreementState.InForce)]
    [InlineData(3, 2, null, 2, AgreementState.InForce)]
    public async Task T5_On_ADay_AsksForAnAgreementThatHoldsAndIsNewEnough(int version, int begins, int? ended, int required, AgreementState state)
    {
        var county = await StartAsync();
        var book = await county.RecordAsync(Agreed(Kestrel, version, new LocalDate(2026, 11, begins), ended is { } day ? new LocalDate(2026, 11, day) : null));

        Assert.Equal(state, book.On(AgreementParty.Of(Kestrel), Today, new(required)).State);
        Assert.Equal(state is AgreementState.InForce, (await county.Gate(required).TodayAsync(A.Tenant, default)).IsOpenTo(Kestrel));
    }

    [Fact]
    public async Task On_WithSeveralVersions_TakesTheLatestThatHolds_AndTheLastRecordOfEach()
    {
        var county = await StartAsync();

        var book = await county.RecordAsync(
            Agreed(Kestrel), Agreed(Kestrel, 2), Agreed(Kestrel, 2, ended: new LocalDate(2026, 10, 1)),
            Agreed(ColdKeld, 2), Agreed(ColdKeld, 1));

        Assert.Equal((AgreementState.OldVersion, 1), Of(book, Kestrel));
        Assert.Equal((AgreementState.InForce, 2), Of(book, ColdKeld));
        Assert.Equal(3, book.HistoryOf(AgreementParty.Of(Kestrel)).Length); // Nothing is overwritten.

        static (AgreementState, int) Of(AgreementBook book, Urn school) => book.On(AgreementParty.Of(school), Today, new(2)) is { Agreement: { } agreement } found ? (found.State, agreement.Version) : default;
    }

    [Theory]
    [InlineData(null, 1)]
    [InlineData(" ", 1)]
    [InlineData("3", 3)]
    public void Read_TheRequiredVersion_IsASetting(string? setting, int required) => Assert.Equal(required, AgreementTerms.Read(setting).RequiredVersion);

    [Theory]
    [InlineData("0")]
    [InlineData("100")]
    [InlineData("two")]
    public void Read_WhatIsNoVersion_IsRefusedByName(string setting) => Assert.Contains(AgreementTerms.Setting, Assert.Throws<FormatException>(() => AgreementTerms.Read(setting)).Message, StringComparison.Ordinal);

    [SkippableFact]
    public async Task ToMessage_OfEveryReason_KeepsTheCardLanguage()
    {
        var agreement = Agreed(Kestrel, 1, new LocalDate(2026, 9, 1), new LocalDate(2026, 10, 1));
        await CardCheck.CheckAsync(
            from state in Enum.GetValues<AgreementState>()
            where state is not AgreementState.InForce
            from way in Enum.GetValues<Way>()
            select ($"{state} {way}", new GateRefusal(agreement.Party, "*Kestrel* Bank", way, state, agreement, new(2)).ToMessage().Card));
    }
}
