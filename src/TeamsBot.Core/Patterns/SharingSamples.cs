using System.Collections.Immutable;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Rounds;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Patterns;

/// <summary>The cards that ask for themes and offer approaches, in every state.</summary>
internal static class SharingSamples
{
    private const string TeamsUser = "29:adviser";

    private static readonly DateTimeOffset At = new(2026, 11, 27, 17, 0, 0, TimeSpan.Zero);
    private static readonly Party AlderVale = new(new("network-alder-vale"), "Alder Vale Network", Tier.Network), Tarnside = new(new("network-tarnside"), "Tarnside Network", Tier.Network);
    private static readonly Party Lantern = new(new("network-lantern-bay"), "Lantern Bay Network", Tier.Network), Board = new(new("locality-fernshaw"), "Fernshaw Locality Board", Tier.Locality);
    private static readonly Reader Adviser = new(new("adviser"), Role.Facilitator), Chair = new(new("network-chair"), Role.Chair);
    private static readonly ThemeId EarlyLanguage = new("early-language");
    private static readonly ThemeList Themes = new(0, [new(EarlyLanguage, "Early language", null, ["talking well"]), new(new("attendance"), "Attendance", null, []), new(new("literacy"), "Literacy", null, ["reading"])]);

    public static IEnumerable<CardSample> All() => [.. Tags(), .. Offers(), .. Wishes()];

    private static IEnumerable<CardSample> Tags()
    {
        var none = MatterOf(AlderVale, 0, "Early language: more children talking well by five");
        var other = MatterOf(AlderVale, 1, "Getting children here every day");
        var tagged = none with { Tagged = EarlyLanguage };
        Matter[] many = [.. Enumerable.Range(0, 5).Select(at => MatterOf(AlderVale, at, $"Reading at the move to Year {at + 3}"))];
        yield return Tag("Facilitator, one priority without a theme", View([none]));
        yield return Tag("Facilitator, two without a theme", View([none, other]));
        yield return Tag("Facilitator, five without a theme", View([.. many]));
        yield return Tag("Facilitator, one set and one to set", View([tagged, other]));
        yield return Tag("Facilitator, themes set", View([tagged, other], none: other.Id));
        yield return Tag("Clerk of the board, where the network has no facilitator", View([none]) with { Reader = new(new("clerk"), Role.Clerk) });
    }

    private static IEnumerable<CardSample> Offers()
    {
        var one = Offered(Tarnside);
        var two = Offered(Tarnside, Lantern);
        var asked = one with { Offer = one.Offer with { Wishes = [Wish(Tarnside)] } };
        yield return Sample("Facilitator, another network has an approach", OfferCards.Offered(one));
        yield return Sample("Chair of the network, two others have approaches", OfferCards.Offered(two with { Reader = Chair }));
        yield return Sample("Facilitator, contact asked for", OfferCards.Offered(asked));
        yield return Sample("Facilitator, in touch", OfferCards.Offered(asked with { Offer = asked.Offer with { Wishes = [Wish(Tarnside) with { IsDone = true }] } }));
    }

    private static IEnumerable<CardSample> Wishes()
    {
        var view = new WishView(Offered(Tarnside).Offer, Wish(Tarnside), "Early language", "Adviser for Fernshaw", new(new("other-adviser"), Role.Facilitator), TeamsUser);
        yield return Sample("Facilitator of the other network, asked for contact", OfferCards.Wished(view));
        yield return Sample("Facilitator of the other network, in touch", OfferCards.Wished(view with { Wish = view.Wish with { IsDone = true } }));
    }

    private static CardSample Tag(string state, TagView view) => Sample(state, TagCards.ForReader(view));

    private static CardSample Sample(string state, Message message) => new(PatternSamples.Part, state, message);

    private static TagView View(ImmutableArray<Matter> matters, MatterId? none = null) =>
        new(new(new("poll-1"), AlderVale, [Adviser], 1, [.. matters.Select(matter => new Untagged(matter.Id, matter.Id == none))]), matters, Themes, Adviser, TeamsUser);

    private static OfferView Offered(params Party[] others)
    {
        Matter[] matters = [.. others.Select((other, at) => MatterOf(other, at, "Early talk in every nursery") is var matter ? matter with { Evidence = matter.Evidence with { Gathered = Gathered(at + 1) } } : matter)];
        var offer = new ApproachOffer(AlderVale, new("poll-9~p1~locality"), EarlyLanguage, [.. matters.Select(matter => new KnownApproach(matter.Evidence.Origin, matter.Id, At))], [Adviser, Chair], At, 1, []);
        return new(offer, "Early language", matters.ToDictionary(matter => matter.Id), Adviser, TeamsUser);
    }

    private static ContactWish Wish(Party other) => new(other, Adviser.Person, Role.Facilitator, At.AddDays(1), [new(new("other-adviser"), Role.Facilitator)]);

    private static Gathered Gathered(int some) => new("Early language", [], [],
    [
        .. Enumerable.Range(0, some * 2 - 1).Select(at => new GatheredApproach("A talking hour every day in reception, with training for its staff", "Plover Sands Primary", new(2027, 1, 11 + at), "EEF toolkit", EvidenceStrength.Strong)),
    ]);

    private static Matter MatterOf(Party origin, int number, string text) => new()
    {
        Tenant = new("tenant"),
        Id = MatterId.Of(new($"poll-{origin.Id.Value.Length}"), $"p{number}", Tier.Locality),
        Evidence = new()
        {
            Poll = new("poll-1"), Option = new($"p{number}", text, StarterOptions.BriefOf(text)), WordingVersion = 1, Origin = origin, Ask = Ask.Support, Visibility = Visibility.Members,
            Backing = new(19, 14, 11, 8, "more than half"), Seats = [],
        },
        State = MatterState.Raised,
        Holder = Board,
        AboveChain = [Board],
        Moves = [new(1, Act.Raise, null, null, origin, Board, null, At, [])],
        Audit = AuditChain.Empty,
    };
}
