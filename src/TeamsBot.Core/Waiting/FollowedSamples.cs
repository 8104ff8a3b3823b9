using TeamsBot.Core.Conversations;

namespace TeamsBot.Core.Waiting;

/// <summary>What became of an invented head's votes, in every state.</summary>
internal static class FollowedSamples
{
    private const string Part = "What became of it";
    private const string TeamsUser = "29:head-of-kestrel-bank";
    private const string School = "Kestrel Bank Primary", Network = "Alder Vale Network";

    private static readonly DateTimeOffset Now = new(2026, 11, 30, 9, 0, 0, TimeSpan.Zero);

    public static IEnumerable<CardSample> All()
    {
        Followable[] states =
        [
            Matter("✓ Accepted", "Early language", "Fernshaw Locality Board accepted it on Thursday 3\u00A0December."),
            Matter("✕ Declined", "Mental health waits", "Fernshaw Locality Board declined it on Wednesday 2\u00A0December: “No therapist can be found before Easter.”"),
            Matter("? Question asked", "Attendance", "Fernshaw Locality Board asked a question on Tuesday 1\u00A0December."),
            Matter("↑ Referred up", "Special school places", "It is with County Partnership Board since Tuesday 1\u00A0December."),
            Matter("↑ Sent up", "Family support", "It is with Fernshaw Locality Board since Monday 30\u00A0November."),
            Poll("✓ Agreed", "Agreed: Early language, Attendance and Family support. 14\u00A0of\u00A019\u00A0schools voted. Kestrel Bank Primary chose Attendance and Early language.", "Show the result"),
            Poll("= Tied", "14\u00A0of\u00A019\u00A0schools voted. Kestrel Bank Primary chose none of these.", "Show the result"),
            Poll("… Not quorate", "6\u00A0of\u00A019\u00A0schools voted. Kestrel Bank Primary did not vote.", "Show the result"),
            Poll("• Voting is open", "It closes on Friday 27\u00A0November at 5\u00A0pm. Kestrel Bank Primary has not voted yet.", "Open my ballot"),
            Poll("– Not agreed", "14\u00A0of\u00A019\u00A0schools voted.", button: null),
        ];
        var longest = Matter(
            "✕ Declined",
            string.Concat(Enumerable.Repeat("Waiting times for mental health support between the first call and the first visit. ", 5)),
            $"The Locality Board of Fernshaw, Tarnside and the Upper Valley declined it on Wednesday 2\u00A0December: “{string.Concat(Enumerable.Repeat("No therapist can be found — “none”. ", 60))}…”");
        Followable[] many = [.. Enumerable.Repeat(longest, 23)];
        return
        [
            Of("None", "", [School]),
            Of("One", "", [School], states[0]),
            Of("Three", "", [School, Network], states[..3]),
            Of("Every state", "", [School, Network, "Fernshaw Locality Board"], states),
            Of("Many, the first", "", [Network], many),
            Of("Many, in the middle", "2", [Network], many),
            Of("Many, the last", "3", [Network], many),
        ];
    }

    private static CardSample Of(string state, string page, string[] where, params Followable[] all) =>
        new(Part, state, FollowedCards.ForPerson(new(where, all, Page.Of(page, all.Length), TeamsUser)));

    private static Followable Matter(string status, string title, string text) => new(
        "escalations.origin",
        new(Now, status, title, $"{text} Alder Vale Network agreed it and asks for support. Kestrel Bank Primary voted for it.", "See how it stands", new Dictionary<string, string> { ["matter"] = "poll-1~p1~locality" }));

    private static Followable Poll(string status, string text, string? button) =>
        new("polls.cards", new(Now, status, "Alder Vale Network’s priorities", text, button, new Dictionary<string, string> { ["poll"] = "poll-1" }));
}
