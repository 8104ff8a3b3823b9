using TeamsBot.Core.Audit;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Minutes;

/// <summary>The cards about minutes of an invented network.</summary>
internal static class MinutesSamples
{
    private const string Part = "Minutes";

    public static IEnumerable<CardSample> All()
    {
        var poll = PollSamples.Tied;
        var brief = Of(poll, []);
        return
        [
            new(Part, "Choose a decision", MinutesCards.Choose([poll])),
            new(Part, "In brief", MinutesCards.Brief(brief)),
            new(Part, "In brief, a recount differs", MinutesCards.Brief(Of(poll, ["Ballots: the result says 14, the ballots make 13.", "Kestrel Bank Primary: its ballot is missing; the history and the audit say that it voted."]))),
            new(Part, "None to show", MinutesCards.Nothing()),
            new(Part, "The record cannot be read", MinutesCards.Unreadable()),
        ];
    }

    private static PollMinutes Of(Poll poll, string[] differences)
    {
        var acts = new List<Row>();
        var chain = AuditChain.Empty;
        foreach (var (who, what, at) in ((string, string, DateTimeOffset)[])[(poll.OpenedBy.Value, "open", poll.OpenedAt), ("bot", "remind 1 first", poll.ClosesAt.AddDays(-3)), ("bot", $"close {poll.Result!.Outcome}", poll.ClosesAt)])
        {
            (chain, var write) = chain.Append(PollRows.PollAudit, who, what, at, 1);
            acts.Add(new("", write.Key, "", ((Write.InsertOne)write).Fields));
        }

        var record = new PollRecord(poll with { Audit = chain }, [poll.Wording], null, [], [], [], new Dictionary<string, IReadOnlyList<Row>> { [PollRows.PollAudit] = acts });
        return new(new(poll.Id, record, [.. differences]), [], register: null);
    }
}
