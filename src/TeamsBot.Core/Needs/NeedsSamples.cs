using TeamsBot.Core.Audit;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Themes;
using TeamsBot.Core.Waiting;

namespace TeamsBot.Core.Needs;

/// <summary>The register of an invented county, its entries, and what services observed, for every reader.</summary>
internal static class NeedsSamples
{
    private const string Part = "Needs";

    private static readonly DateTimeOffset At = new(2026, 11, 3, 10, 0, 0, TimeSpan.Zero);
    private static readonly Group Fernshaw = new(new("locality-fernshaw"), "Fernshaw Locality Board", Tier.Locality, new("partnership"));
    private static readonly Party Saltmarsh = new(new("locality-saltmarsh"), "Saltmarsh Locality Board", Tier.Locality);
    private static readonly ThemeList Themes = new(0, [new(new("early-language"), "Early language", null, []), new(new("mental-health"), "Mental health waits", null, [])]);

    private static readonly UnmetNeed Open = new(
        "request-1~health--locality-fernshaw", new("early-language"), "health--locality-fernshaw", "Health", Party.Of(Fernshaw), "request-1", Visibility.Members, At, 1, null, AuditChain.Empty);

    private static readonly ObservedNeed Seen = new(
        "need-1", new("early-language"), "health--locality-fernshaw", "Health", Party.Of(Fernshaw), new("lead"), "More children come to the two-year check without words.",
        "Health visitors’ checks since May.", HowMany.TwentyToFortyNine, At, null, AuditChain.Empty);

    public static IEnumerable<CardSample> All()
    {
        UnmetNeed[] entries = [Open, Open with { Id = "request-2~health--locality-fernshaw", Request = "request-2" }, Open with { Id = "request-3~health--locality-saltmarsh", Service = "health--locality-saltmarsh", Place = Saltmarsh, Theme = new("mental-health") }];
        return [.. Registers(entries), .. Entries(), .. ObservedSamples()];
    }

    private static IEnumerable<CardSample> Registers(UnmetNeed[] entries)
    {
        var view = new RegisterView(NeedAudience.Sum(entries), entries, [(Themes.Find(new("early-language"))!, 3)], Themes, new Page(1, 1), IsCounty: true, Logs: false);
        return
        [
            new(Part, "Partnership board, the county’s register", NeedCards.Register(view)),
            new(Part, "Head, the register of an area, a later page", NeedCards.Register(view with { IsCounty = false, Observed = [], Page = new(1, 2) })),
            new(Part, "Lead of a service, nothing open", NeedCards.Register(new([], [], [], Themes, new Page(1, 1), IsCounty: false, Logs: true))),
            new(Part, "Nobody’s register", NeedCards.NotForYou),
        ];
    }

    private static IEnumerable<CardSample> Entries() =>
    [
        new(Part, "Entry, for a member", NeedCards.ForEntry(Open, "Early language", mayOffer: false, mayClose: false)),
        new(Part, "Entry, for the service", NeedCards.ForEntry(Open, "Early language", mayOffer: true, mayClose: false)),
        new(Part, "Entry, for the board", NeedCards.ForEntry(Open, "Early language", mayOffer: false, mayClose: true)),
        new(Part, "Entry, restricted", NeedCards.ForEntry(Open with { Visibility = Visibility.Restricted }, "Early language", mayOffer: true, mayClose: true)),
        new(Part, "Entry, met by the service", NeedCards.ForEntry(Open with { Met = new(MetBy.Service, new("lead"), "A clinic day each week from May.", At.AddDays(60)) }, "Early language", mayOffer: true, mayClose: false)),
        new(Part, "Entry, closed by the board", NeedCards.ForEntry(Open with { Met = new(MetBy.Board, new("chair"), "The hospital takes it on.", At.AddDays(60)) }, "Early language", mayOffer: false, mayClose: true, "It was closed before. Your press changed nothing.")),
        new(Part, "Entry, not found", NeedCards.NotFound),
    ];

    private static IEnumerable<CardSample> ObservedSamples()
    {
        var view = new LogView("need-2", [new("health--locality-fernshaw", "Health", UnderReview: false, [new("lead")])], [Fernshaw], Themes);
        return
        [
            new(Part, "Lead, to log a need", ObservedCards.Draw(view, _ => null)),
            new(Part, "Lead, not logged yet", ObservedCards.Draw(view, name => name == ObservedCards.WordsInput ? "Three children wait." : null, SmallNumbers.Problem("Three children wait."))),
            new(Part, "Lead, logged", ObservedCards.Logged(Seen, "Early language")),
            new(Part, "Lead, taken back", ObservedCards.Logged(Seen with { TakenBackAt = At.AddDays(2) }, "Early language")),
            new(Part, "Member, what services observe", ObservedCards.OfTheme("Early language", [Seen, Seen with { Id = "need-3", About = HowMany.FewerThanFive }])),
            new(Part, "Not a lead", ObservedCards.NotALead),
        ];
    }
}
