using TeamsBot.Core.Audit;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Themes;
using TeamsBot.Core.Waiting;

namespace TeamsBot.Core.Resources;

/// <summary>An invented strength in every state, as each of its readers sees it.</summary>
internal static class StrengthSamples
{
    private const string Part = "Strengths";
    private const string Board = "Fernshaw Locality Board";

    private static readonly DateTimeOffset Now = new(2026, 11, 30, 9, 0, 0, TimeSpan.Zero);
    private static readonly Offerer School = new("school-990299", "Tarnside Primary", new("990299"), new("network-of-samples")), Network = new("network-of-samples", "Alder Vale Network", null, new("network-of-samples"));

    internal static Strength Offered { get; } = new(
        new("strength-1"), School, new("locality-of-samples"), new("early-literacy"), "Our infants read with ease. We show how we teach phonics, and come to you for a day.", "primary schools of the county", new(2027, 7, 16), StrengthState.Offered, "", 1, Now, AuditChain.Empty);

    private static readonly Strength Confirmed = Offered with { State = StrengthState.Confirmed, Version = 2 };
    private static readonly Strength Removed = Offered with { State = StrengthState.Removed, Reason = "The school has asked for help with this itself since.", Version = 2 };
    private static readonly Strength Longest = Offered with { Text = Fill(Strength.LongestText), ForWhom = Fill(Strength.LongestForWhom) };

    public static IEnumerable<CardSample> Of(ThemeList themes) =>
    [
        Entry("Another school", Offered),
        Entry("Another school, confirmed", Confirmed),
        Entry("Whoever offers it", Longest, isOfferer: true),
        Entry("Whoever offers it, on offer now", Offered, isOfferer: true, note: "✓ It is on offer. Requests come to you in this chat."),
        Entry("Clerk of the board", Offered, isOfficer: true),
        Entry("Clerk of the board, confirmed", Confirmed, isOfficer: true, note: "✓ Confirmed. Whoever offers it is told."),
        Entry("Clerk of the board, no reason yet", Offered, isOfficer: true, note: $"Not done yet. Write a reason, in at most {Strength.LongestReason} characters."),
        Entry("Removed", Removed, isOfferer: true),
        Entry("Taken back", Offered with { State = StrengthState.Withdrawn }, isOfferer: true, note: "✓ Taken back. It is no longer shown."),
        new(Part, "Head, to offer", StrengthCards.ToOffer(new("strength-new"), [School], themes, new(2026, 11, 30))),
        new(Part, "Facilitator and head, not offered yet", StrengthCards.ToOffer(
            new("strength-new"), [School, Network], themes, new(2026, 11, 30), "Choose a theme.", new Dictionary<string, string> { [StrengthCards.TextInput] = Fill(Strength.LongestText), [StrengthCards.ForWhomInput] = Fill(Strength.LongestForWhom) })),
        Register("The board’s register, nothing yet"),
        Register("The board’s register", Offered, Offered with { By = Network }, Confirmed),
        Register("The board’s register, all confirmed", Confirmed),
        Register("The board’s register, many", [.. Enumerable.Repeat(Longest, 23)]),
        new(Part, "Told, confirmed", StrengthCards.Told(Confirmed, new(Confirmed.Id, 2, StrengthState.Confirmed, Board, "", []))),
        new(Part, "Told, removed", StrengthCards.Told(Removed, new(Removed.Id, 2, StrengthState.Removed, Board, Removed.Reason, []))),
        new(Part, "Not allowed", StrengthCards.NotAllowed()),
    ];

    private static CardSample Entry(string state, Strength strength, bool isOfficer = false, bool isOfferer = false, string? note = null) =>
        new(Part, state, StrengthCards.Entry(new(strength, "Early literacy", isOfficer, isOfferer, isOfferer ? null : new("request-new")), note));

    private static CardSample Register(string state, params Strength[] strengths) => new(
        Part, state, StrengthCards.ForBoard(Board, [.. strengths.Select(StrengthCards.EntryOf)], strengths.Count(strength => strength.State is StrengthState.Offered), Page.Of("", strengths.Length)));

    private static string Fill(int length) => string.Concat(Enumerable.Repeat("Reading every day — with joy. ", 40))[..length].TrimEnd();
}

/// <summary>A request for help, at each end of it.</summary>
internal static class RequestSamples
{
    private const string Part = "Requests for help";

    private static readonly DateTimeOffset Now = new(2026, 11, 30, 9, 0, 0, TimeSpan.Zero);
    private static readonly HelpRequest Asked = new(
        new("11111111-2222-3333-4444-555555555555"), new("request-1"), "English Hub", new("person-1"), "Kestrel Bank Primary", "Could a literacy specialist come to our project of three schools for two days in spring?", Now, [new("person-2")], null, AuditChain.Empty);
    private static readonly HelpRequest Answered = Asked with { Answer = new(new("person-2"), "Alder Vale Network", "Yes: the hub has days in March. I put you in touch this week.", Now.AddDays(1)) };
    private static readonly Dictionary<string, string> About = new() { ["request"] = "request-1", ["resource"] = "resource-1" };

    public static IEnumerable<CardSample> All() =>
    [
        new(Part, "Asker, sent", RequestCards.ForReader(Asked, isAsker: true, teamsUserId: "29:head-of-kestrel-bank")),
        new(Part, "Asker, answered", RequestCards.ForReader(Answered, isAsker: true)),
        new(Part, "Asker, not sent yet", RequestCards.NotSent("English Hub", About, "Say in a sentence or two what you need, in at most 500 characters.", "")),
        new(Part, "Contact, to answer", RequestCards.ForReader(Asked, isAsker: false)),
        new(Part, "Contact, not sent yet", RequestCards.ForReader(Asked, isAsker: false, "Not sent yet. Write your answer, in at most 500 characters.")),
        new(Part, "Contact, answered", RequestCards.ForReader(Answered, isAsker: false, "✓ Your answer is sent.")),
        new(Part, "Contact, answered by another", RequestCards.ForReader(Answered, isAsker: false, "Your answer was not sent: Alder Vale Network answered on Tuesday 1\u00A0December at 9\u00A0am.")),
        new(Part, "Not there", RequestCards.NotThere()),
    ];
}
