using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Waiting;

namespace TeamsBot.Core.Escalations;

/// <summary>
/// Where the matters stand that a person's vote stood behind, or that their group sent up. Restricted ones stand in nobody's list: they come as cards to the people
/// named, and only so (rule T5).
/// </summary>
public sealed class MattersFollowed(MatterStore matters, PollStore polls, DirectoryStore directory) : FollowReader
{
    private const int LongestReason = 160;

    public override IReadOnlyList<string> Kinds { get; } = [MatterIntents.Origin, MatterIntents.Board, MatterIntents.Officers];

    public override async Task<Followed?> ReadAsync(Follower who, string subject, CancellationToken cancellation) =>
        await matters.FindAsync(who.Tenant, new(subject), cancellation) is { } matter && MayFollow(matter, who)
            ? ItemOf(matter, await StoodBehindAsync(matter, who.Person, cancellation))
            : null;

    /// <summary>The card as the network's channel has it.</summary>
    public override async Task<Answer> OpenAsync(Press press, CancellationToken cancellation)
    {
        var (tenant, person) = (press.Caller.Tenant, press.Caller.Person);
        return MatterId.IsWellFormed(press["matter"]) && await matters.FindAsync(tenant, new(press["matter"]), cancellation) is { } matter
            && MayFollow(matter, new(tenant, person, Places.GroupsOf(await directory.CurrentAsync(tenant, cancellation), person)))
            ? new Answer.Show(MatterChannelCards.ForOrigin(matter, inPerson: true))
            : new Answer.Show(MatterTurn.NotFound);
    }

    /// <param name="stoodBehind">The names of the person's schools that chose it.</param>
    internal static Followed ItemOf(Matter matter, IReadOnlyList<string> stoodBehind)
    {
        var (origin, option) = (matter.Evidence.Origin, matter.Evidence.Option);
        var behind = stoodBehind.Count == 0 ? "" : $" {Words.Join(stoodBehind)} voted for it.";
        return new(
            matter.Last.At,
            MatterWords.StatusOf(matter).ToString(),
            option.Brief,
            $"{Stands(matter)} {origin.Name} agreed it and asks for {MatterWords.Of(matter.Evidence.Ask)}.{behind}",
            "See how it stands",
            new Dictionary<string, string> { ["matter"] = matter.Id.Value });
    }

    private static bool MayFollow(Matter matter, Follower who) =>
        matter.MayBeShownInChannels && (matter.Arrivals.Any(arrival => who.Groups.Contains(arrival.By.Id)) || matter.Evidence.Voters.Contains(who.Person));

    private static string Stands(Matter matter)
    {
        var (holder, on) = (matter.Holder.Name, When.Day(matter.Last.At));
        return matter.State switch
        {
            MatterState.Accepted when matter.Last.Act is Act.Confirm => $"{holder} confirmed it by its vote on {on}.",
            MatterState.Accepted => $"{holder} accepted it on {on}.",
            MatterState.Declined => $"{holder} declined it on {on}: “{PlainText.Shorten(matter.Last.Text!, LongestReason)}”",
            MatterState.QuestionAsked => $"{holder} asked a question on {on}.",
            _ => $"It is with {holder} since {on}.",
        };
    }

    private async Task<IReadOnlyList<string>> StoodBehindAsync(Matter matter, PersonId person, CancellationToken cancellation)
    {
        if (await polls.FindAsync(matter.Tenant, matter.Evidence.Poll, cancellation) is not { } poll)
        {
            return [];
        }

        var behind = new List<string>();
        foreach (var seat in poll.Electorate.SeatsOf(person))
        {
            if (await polls.FindBallotAsync(poll, seat.Id, cancellation) is { } ballot && ballot.Choices.Ids.Contains(matter.Evidence.Option.Id))
            {
                behind.Add(seat.Name);
            }
        }

        return behind;
    }
}
