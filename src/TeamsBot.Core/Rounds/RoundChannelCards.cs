using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Rounds;

/// <summary>A round's one card in the group's channel: where it stands, and the way it goes.</summary>
internal static class RoundChannelCards
{
    /// <param name="standing">The proposals that stand.</param>
    /// <param name="said">What the schools said in the stages after the vote.</param>
    public static Message ForChannel(Round round, IReadOnlyList<StandingProposal> standing, DateTimeOffset now, IReadOnlyList<Element>? said = null)
    {
        var (heading, words) = SayingOf(round, standing.Count);
        var isOpen = round.Stage is Stage.Proposals or Stage.Causes or Stage.Approaches && round.Takes(round.Stage, now);
        var card = new AdaptiveCard
        {
            FallbackText = $"{round.GroupName}: {heading}. {words}",
            Speak = $"{round.GroupName}. {heading}. {words}",
            Body =
            [
                FromLine(Bold(round.GroupName), round.IsBoards ? $" {(round.Confirms ? "confirms" : "chooses between")} what came up to it, without a meeting." : $" chooses what its {Words.Count(round.Electorate.Seats.Length, "school")} work on together, step by step and without a meeting."),
                Heading(heading),
                Paragraph(words),
                .. round.Stage is Stage.Merging && standing.Count > 0 ? (IEnumerable<Element>)[PartTitle("What stands"), .. RoundOwnerCards.ListOf(standing)] : [],
                .. round.Priorities.IsEmpty ? [] : (IEnumerable<Element>)[PartTitle($"The {(round.Confirms ? "confirmed" : "agreed")} {Words.Plural(round.Priorities.Length, "priority", "priorities")}"), .. PointList(round.Priorities.Select(option => option.Text))],
                .. said ?? [],
                .. RoundCards.WayOf(round),
                WhoCanSeeThis(isOpen ? "everyone in this team. What you write opens in a view of your own." : "everyone in this team.", underLine: true),
                .. isOpen ? (Element[])[Buttons(Main(new ActionExecute(RoundCards.ButtonOf(round.Stage), RoundCards.Open, RoundCards.DataOf(round, round.Stage))))] : [],
            ],
        };
        return new(card, $"{round.GroupName}: {heading}");
    }

    /// <summary>Where a round stands: our heading, and a sentence or two.</summary>
    internal static (string Heading, string Words) SayingOf(Round round, int standing) => round.IsBoards ? SayingOfBoard(round, standing) : round.Stage switch
    {
        Stage.Planned => ("A round begins soon", $"Proposals open on {When.DayAtTime(round.Plan.Starts)}."),
        Stage.Proposals => ("Proposals are open", $"Every head and deputy has a card to say what the network should work on, until {When.DayAtTime(round.Plan.ProposalsClose)}."),
        Stage.Merging when round.SkipOf(Stage.Vote) is not null => ("Proposals have closed", "There is no vote this time."),
        Stage.Merging when round.WaitsSince is not null => ("The vote waits", $"{Round.ObstacleOf(standing) ?? "The vote opens in a moment."} The facilitator says how it goes on. Nothing is lost."),
        Stage.Merging => ("Proposals have closed", $"{Words.Sentence(Words.Some(standing, "proposal stands", "proposals stand"))}. The facilitator joins those that say the same, and voting opens on {When.DayAtTime(round.Plan.VoteOpens)}."),
        Stage.Vote => ("The network votes", $"Every head and deputy has a ballot. It counts until {When.DayAtTime(round.Plan.VoteCloses)}, and the poll has a card of its own in this channel."),
        Stage.Causes => ("What lies behind it?", $"Every head and deputy has a card to name the causes of each priority, until {When.DayAtTime(round.EndsAt!.Value)}."),
        Stage.Approaches => ("What would help?", $"Every head and deputy has a card to suggest practical approaches, until {When.DayAtTime(round.EndsAt!.Value)}."),
        _ => round.End switch
        {
            RoundEnd.Agreed when round.BoardName is { } board => ("✓ The round is complete", $"What was agreed goes up to {board}, with what the schools said about it. The answer comes back here."),
            RoundEnd.Agreed => ("✓ The round is complete", "What was agreed stands below."),
            RoundEnd.NotVoted => ("The round has ended", "There was no vote, so nothing was agreed. The proposals stay on the record."),
            _ => ("The round has ended", "No priority had enough votes, so nothing goes up. The result stands in the poll’s card; the facilitator can start a new round."),
        },
    };

    private static (string Heading, string Words) SayingOfBoard(Round round, int standing) => round.Stage switch
    {
        Stage.Planned => ("A round begins soon", $"It begins on {When.DayAtTime(round.Plan.Starts)}, with what came up to this board."),
        Stage.Merging when round.SkipOf(Stage.Vote) is not null => ("The round ends", "There is no vote this time."),
        Stage.Merging when round.WaitsSince is not null => ("The vote waits", $"{Round.ObstacleOf(standing) ?? "The vote opens in a moment."} The board’s officers say how it goes on. Nothing is lost."),
        Stage.Merging => ("A round has begun", $"{Words.Sentence(Words.Some(standing, "proposal stands", "proposals stand"))}: what came up and has no answer yet. The board’s officers join those that say the same, and voting opens on {When.DayAtTime(round.Plan.VoteOpens)}."),
        Stage.Vote => ("The board votes", $"Its chair, vice-chair and every member have a ballot. It counts until {When.DayAtTime(round.Plan.VoteCloses)}, and the poll has a card of its own in this channel."),
        _ => round.End switch
        {
            RoundEnd.Agreed when round.BoardName is { } above => ("✓ The round is complete", $"What was agreed goes up to {above} with the tally, and with what the networks sent. Each network hears. What was not agreed still waits for an answer."),
            RoundEnd.Agreed => ("✓ Confirmed", "Those who sent up what was confirmed are told. What was not confirmed still waits for an answer."),
            RoundEnd.NotVoted => ("The round has ended", "There was no vote, so nothing was agreed. What came up still waits for an answer."),
            _ => ("The round has ended", "No priority had enough votes. What came up still waits for an answer."),
        },
    };
}

/// <summary>Posts a round's card in the channel, and brings that one up to date at every stage.</summary>
public sealed class RoundChannel(RoundStore rounds, ProposalStore proposals, IEnumerable<StageCards> stages, PollClock clock) : Dispatch
{
    public override string Kind => RoundIntents.Channel;

    public override async Task<IReadOnlyList<Recipient>?> RecipientsAsync(Intent intent, CancellationToken cancellation) =>
        await rounds.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is { } round
            ? [new(round.Group.Value, new Target.Channel(round.Group), intent.Name == RoundIntents.FirstChannel(round) ? null : (RoundIntents.FirstChannel(round), round.Group.Value), PostIfNone: true)]
            : null;

    public override async Task<Message?> MessageAsync(Intent intent, Recipient recipient, string? teamsUserId, bool reminder, CancellationToken cancellation)
    {
        if (await rounds.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is not { } round)
        {
            return null;
        }

        var said = new List<Element>();
        foreach (var stage in stages.OrderBy(stage => stage.Stage))
        {
            said.AddRange(await stage.InChannelAsync(round, cancellation));
        }

        return RoundChannelCards.ForChannel(round, round.Stage is Stage.Merging ? (await proposals.ReadAsync(round, cancellation)).Standing : [], clock.Now, said);
    }
}
