using TeamsBot.Core.Audit;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Minutes;

/// <summary>What a seat's ballot, its history and its audit chain say of each other: the same acts, told three times (rules V6, T6).</summary>
internal static class SeatRecord
{
    public static IEnumerable<string> Differences(SeatId seat, Ballot? ballot, IReadOnlyList<Ballot> history, IReadOnlyList<Row> audit)
    {
        var chain = PollRows.SeatAudit(seat);
        if (ballot is null)
        {
            return ["its ballot is missing; the history and the audit say that it voted."];
        }

        return
        [
            .. ballot.Number == history.Count && history.Select(entry => entry.Number).SequenceEqual(Enumerable.Range(1, ballot.Number)) ? [] : (string[])[$"its history has {history.Count} entries, and its ballot says that it is number {ballot.Number}."],
            .. history.Count == 0 || history[^1] == ballot ? [] : (string[])["its ballot is not the last entry of its history."],
            .. AuditChain.Follow(chain, audit) == ballot.Audit ? [] : (string[])["its audit chain is broken; an act was changed, removed or put in."],
            .. Agrees(ballot, audit) ? [] : (string[])["its ballot is not what the audit says was cast."],
            .. history.Where(entry => !Agrees(entry, audit)).Select(entry => $"entry {entry.Number} of its history is not what the audit says was cast."),
        ];
    }

    /// <summary>Of a seat in a secret poll: that it voted, once, is all that is kept (rule V18).</summary>
    public static IEnumerable<string> Differences(SeatId seat, Marker? marker, IReadOnlyList<Row> audit) =>
        marker is null ? ["its marker is missing; the audit says that it voted."]
        : AuditChain.Follow(PollRows.SeatAudit(seat), audit) != marker.Audit || marker.Audit.Count != 1 ? ["its audit chain is broken; an act was changed, removed or put in."]
        : audit[0].Fields.Text("who") != marker.Person.Value || audit[0].Fields.Instant("at") != marker.At ? ["its marker is not what the audit says."]
        : [];

    // Each ballot keeps the head of the chain as its own act left it, so it names its audit row.
    private static bool Agrees(Ballot cast, IReadOnlyList<Row> audit) =>
        cast.Audit.Count == cast.Number && cast.Number <= audit.Count && audit[cast.Number - 1].Fields is var act
        && act.Text("hash") == cast.Audit.Hash && act.Text("what") == PollStore.ActOf(cast) && act.Text("who") == cast.Person.Value && act.Instant("at") == cast.At && act.Number("version") == cast.WordingVersion;
}
