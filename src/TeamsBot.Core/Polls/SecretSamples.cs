using TeamsBot.Core.Audit;
using TeamsBot.Core.Conversations;

namespace TeamsBot.Core.Polls;

/// <summary>The cards of a secret poll in every state, for every reader.</summary>
internal static class SecretSamples
{
    private const string Part = "Secret polls";
    private const string TeamsUser = "29:head-of-kestrel-bank";

    public static IEnumerable<CardSample> All()
    {
        var open = PollSamples.Open with { Secrecy = Secrecy.Secret };
        var (seat, closes) = (open.Electorate.Seats[0], open.ClosesAt);
        var (head, deputy) = (seat.Voters[0], seat.Voters[1]);
        var during = closes.AddDays(-3);
        var marker = new Marker(seat.Id, head, 0, during.AddHours(-2), AuditChain.Empty);
        VoterView View(Poll poll, PersonId voter, bool voted, int count, DateTimeOffset now) => new(poll, seat, voter, null, count, now, TeamsUser) { Marker = voted ? marker : null };

        yield return new(Part, "Head, to vote", PollCards.ForVoter(View(open, head, voted: false, 11, during)));
        yield return new(Part, "Head, not counted yet", PollCards.ToVote(View(open, head, voted: false, 11, during), "You ticked 4. Tick 3 at most.", "p1,p2,p3,p4"));
        yield return new(Part, "Head, voted", PollCards.ForVoter(View(open, head, voted: true, 12, during)));
        yield return new(Part, "Deputy, the head has voted", PollCards.ForVoter(View(open, deputy, voted: true, 12, during)));
        yield return new(Part, "Head, while it is counted", PollCards.ForVoter(View(open, head, voted: true, 14, closes)));
        yield return new(Part, "Channel, open", PollChannelCards.ForChannel(open, 11, during));
        yield return new(Part, "Facilitator, opened", OwnerCards.ForOwner(OwnerView.Opened(open, open.OpenedAt, teamsUserId: null)));

        (string Name, Poll Poll, int Count)[] closed = [("agreed", Closed(open, 11, 9, 8, 4, 3, 2, 1), 14), ("tied", Closed(open, 10, 9, 8, 8, 2, 0, 0), 14), ("too few votes", open.Close(TallyOf(open, 4), closes), 4)];
        foreach (var (name, poll, count) in closed)
        {
            yield return new(Part, $"Head, {name}", PollCards.ForVoter(View(poll, head, voted: true, count, closes)));
            yield return new(Part, $"Channel, {name}", PollChannelCards.ForChannel(poll, count, closes));
        }

        yield return new(Part, "Head, did not vote", PollCards.ForVoter(View(closed[0].Poll, head, voted: false, 14, closes)));
        yield return new(Part, "Head, too late, too few votes", ResultCards.TooLate(closed[^1].Poll, seat, null, ["Early language"], closes.AddMinutes(4)));
        yield return new(Part, "Head, asks for votes by school", SecretCards.NoVotesBySchool(closed[0].Poll));
    }

    private static Poll Closed(Poll open, params IReadOnlyList<int> counts) => open.Close(TallyOf(open, 14, counts), open.ClosesAt);

    private static Tally TallyOf(Poll poll, int cast, params IReadOnlyList<int> counts) =>
        new(poll.Electorate.Seats.Length, cast, Abstained: 1, [.. poll.Wording.Options.Select((option, at) => new OptionCount(option.Id, counts.ElementAtOrDefault(at)))]);
}
