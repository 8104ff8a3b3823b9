using TeamsBot.Core.Language;
using TeamsBot.Core.Rounds;
using TeamsBot.Core.Themes;
using TeamsBot.Core.Waiting;
using TeamsBot.Testing.Cards;
using Xunit;
using static TeamsBot.Core.Tests.Escalations.Fernshaw;

namespace TeamsBot.Core.Tests.Rounds;

/// <summary>What people press on a round's cards, and what they are shown. All that a card carries is a claim.</summary>
public sealed class RoundTurnTests
{
    [Fact]
    public async Task Round_TypedByAFacilitator_OffersWorkingDays_AndStarts()
    {
        var world = await new RoundWorld().SetUpAsync();

        var form = Words(await world.TypeAsync(Facilitator));
        Assert.Contains("2026-09-14", form, StringComparison.Ordinal); // Five working days.
        Assert.Contains("2026-09-23", form, StringComparison.Ordinal); // Voting opens on the 16th.
        Assert.Contains("Saturday 12", Words(await StartAsync(world, "2026-09-12")), StringComparison.Ordinal);
        Assert.Contains("A round begins soon", Words(await StartAsync(world, "2026-09-14")), StringComparison.Ordinal);
        await world.World.RunAsync(TimeSpan.FromMinutes(1));

        Assert.Contains("Proposals are open", Words(await world.TypeAsync(Facilitator)), StringComparison.Ordinal);
        Assert.Contains("A facilitator starts rounds", Words(await world.TypeAsync(HeadOne)), StringComparison.Ordinal);
    }

    [Fact]
    public async Task AForgedRoundOrSeat_LooksLikeNoneAtAll()
    {
        var world = await RoundWorld.OpenAsync();
        (string, string)[][] forgeries =
        [
            [("round", "other"), ("seat", "school-100001")],
            [("round", "round-1"), ("seat", "school-100002")],
            [("round", "round-1"), ("seat", "a|b")],
            [("round", "a|b"), ("seat", "school-100001")],
            [("round", ""), ("seat", "")],
        ];
        foreach (var forged in forgeries)
        {
            var data = forged.Append(("proposal", "p")).Append((ProposalCards.TextInput, "Talk")).Append((ProposalCards.ThemeInput, RoundWorld.Theme)).ToArray();
            Assert.Contains("not yours to answer", Words(await world.PressAsync(HeadOne, ProposalCards.Propose, data)), StringComparison.Ordinal);
            Assert.Contains("not yours to run", Words(await world.PressAsync(HeadOne, RoundOwnerCards.Merge, forged.Append(("merge", "m")).ToArray())), StringComparison.Ordinal);
        }

        Assert.Empty(world.Keys("proposal|"));
        Assert.Empty(world.Keys("merge|"));
    }

    [Fact]
    public async Task AProposalThatDoesNotDo_ComesBackWithWhatWasTyped()
    {
        var world = await RoundWorld.OpenAsync();

        var refused = Words(await ProposeAsync(world, "Reading for pleasure", "no-such-theme"));
        Assert.Contains("Choose a theme from the list", refused, StringComparison.Ordinal);
        Assert.Contains("Reading for pleasure", refused, StringComparison.Ordinal);
        Assert.Contains("unique pupil number", Words(await ProposeAsync(world, "Pupil A123456789012 needs help", RoundWorld.Theme)), StringComparison.Ordinal); // T4
        Assert.Contains("at most 200", Words(await ProposeAsync(world, new string('x', 10_000), RoundWorld.Theme)), StringComparison.Ordinal);
        Assert.Empty(world.Keys("proposal|"));
        Assert.Contains("Your school has made one proposal", Words(await ProposeAsync(world, "Reading *for*\u202E pleasure", RoundWorld.Theme)), StringComparison.Ordinal);
        Assert.Equal("Reading *for* pleasure", (await world.BookAsync()).Standing[0].Text); // T3
    }

    [Fact]
    public async Task Todo_ListsARoundUntilTheSchoolHasProposed_AndTheFacilitatorsDay()
    {
        var world = await RoundWorld.OpenAsync();
        Assert.Contains("Propose what Alder Vale Network should work on, for Kestrel Bank Primary", await TitlesAsync(world, HeadOne));

        await world.ProposeAsync("a", HeadOne, 1, "Early talk");
        Assert.Empty(await TitlesAsync(world, HeadOne));
        await world.RunToAsync(new(2026, 9, 11, 16, 1, 0, TimeSpan.Zero));

        Assert.Contains("Look at the proposals of Alder Vale Network before the vote opens", await TitlesAsync(world, Facilitator));
        Assert.Empty(await TitlesAsync(world, HeadTwo));
    }

    [Fact]
    public async Task Cards_OfAsMuchAsThereCanBe_FitIntoAMessage()
    {
        var world = await RoundWorld.OpenAsync();
        var round = await world.FindAsync();
        var long200 = string.Concat(Enumerable.Repeat("é*", 100));
        var book = new ProposalBook(Enumerable.Range(100, 400).Select(n => new Proposal($"p{n}-0123456789abcdef0123", RoundWorld.Seat((n % 3) + 1), HeadOne, 0, $"{n} {long200}"[..200], "language", null, Monday.AddSeconds(n))), [], []);
        var themes = new ThemeList(0, Enumerable.Range(0, 60).Select(n => new Theme(new($"theme-number-{n}"), $"{n} A theme with a name that is as long as names may be now", null, [])));
        var few = new ProposalBook(Enumerable.Range(0, 5).Select(n => new Proposal($"q{n}", RoundWorld.Seat(1), HeadOne, 0, $"{n} {long200}"[..200], "language", null, Monday)).Concat(Enumerable.Range(10, 100).Select(n => new Proposal($"r{n}", RoundWorld.Seat(2), HeadTwo, 0, $"{n} {long200}"[..200], "language", null, Monday))), [], []);
        var seat = round.Electorate.Find(RoundWorld.Seat(1))!;

        await CardCheck.CheckAsync(
        [
            ("owner", RoundOwnerCards.ForOwner(new(round with { Stage = Stage.Merging }, book, 3, themes, "fresh", "29:x")).Card),
            ("channel", RoundChannelCards.ForChannel(round with { Stage = Stage.Merging }, book.Standing, Monday).Card),
            ("voter", ProposalCards.ForVoter(new(round, seat, HeadOne, few, themes, Monday.AddDays(1), "fresh", "29:x")).Card),
        ]);
    }

    private static Task<Message> ProposeAsync(RoundWorld world, string text, string theme) =>
        world.PressAsync(HeadOne, ProposalCards.Propose, ("round", "round-1"), ("stage", "Proposals"), ("seat", "school-100001"), ("proposal", "p1"), (ProposalCards.TextInput, text), (ProposalCards.ThemeInput, theme), (ProposalCards.WhyInput, ""));

    private static Task<Message> StartAsync(RoundWorld world, string proposals) => world.PressAsync(
        Facilitator, RoundForm.Start, ("round", "round-1"), ("roundGroup", AlderVale.Id.Value), ("roundAtMost", "3"), ("roundAsk", "Support"), ("proposalsDay", proposals), ("voteDay", "2026-09-23"));

    private static async Task<IReadOnlyList<string>> TitlesAsync(RoundWorld world, PersonId person) =>
        [.. (await new ListWaiting(new(world.World.Table)).HandleAsync(CallerOf(person), world.World.Map, default)).Select(waiting => waiting.Item.Title)];

    private static string Words(Message message) => System.Text.RegularExpressions.Regex.Unescape(message.Card.ToJson()).Replace('\u00A0', ' ');
}
