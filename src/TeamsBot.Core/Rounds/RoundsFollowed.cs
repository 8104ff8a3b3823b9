using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Waiting;

namespace TeamsBot.Core.Rounds;

/// <summary>What rounds say of a school's proposals, for the list of what became of things.</summary>
public sealed class RoundsFollowedFeature(RoundsFollowed followed) : Feature
{
    public override void Map(FeatureMap map) => map.Follows(followed);
}

/// <summary>What became of what a person's schools proposed: joined, in the vote, agreed or not.</summary>
public sealed class RoundsFollowed(RoundStore rounds, ProposalStore proposals, PollStore polls, OpenStage open) : FollowReader
{
    private const int Most = 4;
    private const int LongestText = 80;

    public override IReadOnlyList<string> Kinds { get; } = [RoundIntents.CardsOf(Stage.Proposals)];

    public override async Task<Followed?> ReadAsync(Follower who, string subject, CancellationToken cancellation)
    {
        if (await rounds.FindAsync(who.Tenant, new(subject), cancellation) is not { } round)
        {
            return null;
        }

        var book = await proposals.ReadAsync(round, cancellation);
        var own = round.Electorate.SeatsOf(who.Person).SelectMany(seat => book.Of(seat.Id)).ToList();
        if (own.Count == 0)
        {
            return null;
        }

        var poll = await polls.FindAsync(who.Tenant, round.Poll, cancellation);
        var said = own.Take(Most).Select(one => SayOf(one.Proposal, one.JoinedInto, FateOf(round, poll, StandingOf(book, one.Proposal))));
        var more = own.Count > Most ? $" And {Words.Number(own.Count - Most)} more." : "";
        var at = poll?.Tie?.Settlement?.At ?? poll?.ClosedAt ?? poll?.OpenedAt ?? own[^1].Proposal.At;
        return new(at, StatusOf(round, poll), $"what you proposed to {round.GroupName}", string.Join(' ', said) + more, "Show the proposals", RoundCards.DataOf(round, Stage.Proposals));
    }

    /// <summary>The card of the stage in which schools propose, as it stands now.</summary>
    public override Task<Answer> OpenAsync(Press press, CancellationToken cancellation) => open.HandleAsync(press, cancellation);

    private static StandingProposal? StandingOf(ProposalBook book, Proposal proposal) => book.Standing.FirstOrDefault(standing => standing.Origins.Contains(proposal));

    private static string SayOf(Proposal proposal, StandingProposal? into, string fate) =>
        $"“{PlainText.Shorten(proposal.Text, LongestText)}”{(into is null ? "" : $", joined into “{PlainText.Shorten(into.Text, LongestText)}”,")} {fate}.";

    // Nothing of a running vote but that it runs (rule V17).
    private static string FateOf(Round round, Poll? poll, StandingProposal? standing)
    {
        if (poll?.Result is not { } result)
        {
            return poll is not null ? "is in the vote" : round.SkipOf(Stage.Vote) is not null ? "was not put to a vote" : "stands";
        }

        return poll.Agreed.Any(option => option.Option == standing?.Id) ? "was agreed"
            : poll.Tie?.Settlement is null && result.Tied.Any(option => option.Option == standing?.Id) ? "is tied"
            : result.Outcome is Outcome.NotQuorate ? "was not decided, because too few schools voted"
            : "was not agreed";
    }

    private static string StatusOf(Round round, Poll? poll) =>
        poll?.Result is not null ? "• The vote has closed"
        : poll is not null ? "• The vote is open"
        : round.SkipOf(Stage.Vote) is not null ? "• Not put to a vote"
        : round.Stage <= Stage.Proposals ? "• Proposals are open"
        : "• Proposals are closed";
}
