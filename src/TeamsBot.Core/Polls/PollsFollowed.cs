using TeamsBot.Core.Conversations;
using TeamsBot.Core.Language;
using TeamsBot.Core.Waiting;

namespace TeamsBot.Core.Polls;

/// <summary>What became of the polls that a person was asked in, or that their group held.</summary>
public sealed class PollsFollowed(PollStore polls, VoterTurn turn) : FollowReader
{
    private const int MostSeats = 3;

    public override IReadOnlyList<string> Kinds { get; } = [PollIntents.Cards, PollIntents.Channel];

    public override async Task<Followed?> ReadAsync(Follower who, string subject, CancellationToken cancellation)
    {
        if (await polls.FindAsync(who.Tenant, new(subject), cancellation) is not { } poll)
        {
            return null;
        }

        var seats = poll.Electorate.SeatsOf(who.Person).ToList();
        if (seats.Count == 0 && poll.OpenedBy != who.Person && (poll.Visibility is Visibility.Restricted || !who.Groups.Contains(poll.Group)))
        {
            return null;
        }

        var chose = new List<string>();
        foreach (var seat in seats.Take(MostSeats))
        {
            chose.Add(SayOf(poll, seat, await polls.FindBallotAsync(poll, seat.Id, cancellation), await polls.HasVotedAsync(poll, seat.Id, cancellation)));
        }

        return ItemOf(poll, who.Person, string.Concat(chose.Select(said => $" {said}")));
    }

    /// <summary>The voter's card, or for whoever opened the poll its result.</summary>
    public override Task<Answer> OpenAsync(Press press, CancellationToken cancellation) => turn.FindBallotAsync(press, cancellation);

    /// <param name="chose">What the person's schools chose, a sentence each; empty for somebody without a seat.</param>
    internal static Followed ItemOf(Poll poll, PersonId person, string chose)
    {
        var hasCard = poll.Electorate.SeatsOf(person).Any() || (poll.OpenedBy == person && poll.Result is not null);
        var data = new Dictionary<string, string> { ["poll"] = poll.Id.Value };
        var title = poll.RunOffOf is null ? $"{poll.GroupName}’s priorities" : $"the run-off of {poll.GroupName}";
        // A list stands open longer than a card is looked at: what is restricted is only in the card (rule T5).
        if (poll.IsRestricted)
        {
            return new(poll.Tie?.Settlement?.At ?? poll.ClosedAt ?? poll.OpenedAt, poll.Result is null ? "• Voting is open" : "• Voting has closed", title, "It is restricted: open it to see it.", hasCard || poll.Result is null ? "Open it" : null, data);
        }

        return poll.Result is { } result
            ? new(poll.Tie?.Settlement?.At ?? poll.ClosedAt!.Value, StatusOf(poll, result).ToString(), title, $"{Agreed(poll)}{ResultCards.Turnout(poll, result)}.{chose}", hasCard ? "Show the result" : null, data)
            : new(poll.OpenedAt, "• Voting is open", title, $"It closes on {When.DayAtTime(poll.ClosesAt)}.{chose}", hasCard ? "Open my ballot" : null, data);
    }

    private static Status StatusOf(Poll poll, Result result) => poll.Tie?.Settlement is not null ? Status.Agreed : ResultCards.StatusOf(result.Outcome);

    private static string Agreed(Poll poll) => poll.Agreed.Any() ? $"Agreed: {Words.Join(poll.Agreed.Select(option => ResultCards.BriefOf(poll, option)))}. " : "";

    private static string SayOf(Poll poll, Seat seat, Ballot? ballot, bool hasVoted) =>
        ballot is null && hasVoted ? $"{seat.Name} voted. It is a secret vote: what it chose is kept nowhere with its name."
        : ballot is null ? $"{seat.Name} {(poll.Result is null ? "has not voted yet" : "did not vote")}."
        : ballot.Choices.IsAbstention ? $"{seat.Name} chose none of these."
        : $"{seat.Name} chose {Words.Join(PollCards.Briefs(poll, ballot.Choices.ToString()))}.";
}
