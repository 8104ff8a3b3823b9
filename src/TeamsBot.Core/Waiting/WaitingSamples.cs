using TeamsBot.Core.Conversations;

namespace TeamsBot.Core.Waiting;

/// <summary>The list of an invented county's head, chair and facilitator in every state.</summary>
internal static class WaitingSamples
{
    private const string Part = "Waiting for you";
    private const string TeamsUser = "29:head-of-kestrel-bank";
    private const string School = "Kestrel Bank Primary", Network = "Alder Vale Network", Board = "Fernshaw Locality Board";

    private static readonly DateTimeOffset Now = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    private static readonly Waiting Vote = Ballot("Vote on Alder Vale Network’s priorities for Kestrel Bank Primary", Now.AddDays(3).AddHours(8));

    private static readonly Waiting Tie =
        new("polls.tie", new("Settle the tie in Alder Vale Network’s vote", Now.AddDays(-4), Due: null, "Settle the tie", new Dictionary<string, string> { ["poll"] = "poll-0" }));

    private static readonly Waiting Answer =
        new("escalations.chair", new("Answer Tarnside Network for Fernshaw Locality Board: Early language", Now.AddDays(-2), Due: null, "Give the answer", OfMatter("poll-3~p1~locality")));

    private static readonly Waiting Reply =
        new("escalations.question", new("Reply to Fernshaw Locality Board for Alder Vale Network: Attendance", Now.AddDays(-1), Due: null, "Write the reply", OfMatter("poll-2~p2~locality")));

    public static IEnumerable<CardSample> All()
    {
        Waiting[] many = [.. Enumerable.Range(1, 23).Select(n => Ballot($"Vote on Alder Vale Network’s priorities for {string.Concat(Enumerable.Repeat("Saint Cuthbert’s Church of England Voluntary Aided Primary School ", 5))}{n}", Now.AddDays(n)))];
        return
        [
            Of("None", "", [School]),
            Of("One", "", [School], Vote),
            Of("One without a date", "", [Board], Answer),
            Of("Three", "", [School, Network], Ballot(Vote.Item.Title, Now.AddHours(8)), Ballot("Vote in the run-off of Alder Vale Network for Kestrel Bank Primary", Now.AddDays(1)), Vote),
            Of("Every kind", "", [School, Network, Board], Vote, Tie, Answer, Reply),
            Of("Many, the first", "", [Network], many),
            Of("Many, in the middle", "2", [Network], many),
            Of("Many, the last", "3", [Network], many),
        ];
    }

    private static CardSample Of(string state, string page, string[] where, params Waiting[] all) =>
        new(Part, state, WaitingCards.ForPerson(new(where, all, Page.Of(page, all.Length), Now, TeamsUser)));

    private static Waiting Ballot(string title, DateTimeOffset due) =>
        new("polls.cards", new(title, Now.AddDays(-7), due, "Vote now", new Dictionary<string, string> { ["poll"] = "poll-1", ["seat"] = "school-1" }));

    private static Dictionary<string, string> OfMatter(string id) => new() { ["matter"] = id, ["board"] = "locality-fernshaw" };
}
