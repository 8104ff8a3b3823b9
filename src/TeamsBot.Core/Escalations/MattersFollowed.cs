using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Registers;
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

    /// <summary>The card that the register of matters opens too; the facilitator's own for its facilitator.</summary>
    public override async Task<Answer> OpenAsync(Press press, CancellationToken cancellation)
    {
        var (tenant, person) = (press.Caller.Tenant, press.Caller.Person);
        var register = await directory.CurrentAsync(tenant, cancellation);
        var who = new Follower(tenant, person, Places.GroupsOf(register, person));
        if (MatterTurn.IdOf(press) is not { } id || await matters.FindAsync(tenant, id, cancellation) is not { } matter || !MayFollow(matter, who))
        {
            return new Answer.Show(MatterTurn.NotFound);
        }

        return register is not null && Officers.RoleOfOrigin(register, person, matter.Evidence.Origin) is not null
            ? new Answer.Show(MatterFacilitatorCards.Of(matter, matter.MayBeSentAgain ? await matters.FindAsync(tenant, id.Next, cancellation) : null, press.TeamsUserId))
            : new Answer.Show(MatterReading.Draw(matter, ofOrigin: who.Groups.Contains(matter.Evidence.Origin.Id) || matter.Evidence.Voters.Contains(person), back: null));
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
        var (holder, on, said) = (matter.Holder.Name, When.Day(matter.Last.At), PlainText.Shorten(matter.Last.Text ?? "", LongestReason));
        return matter.State switch
        {
            MatterState.Acknowledged => $"{holder} has had it since {on}, and will answer.",
            MatterState.Accepted when matter.Last.Act is Act.Confirm => $"{holder} confirmed it by its vote on {on}.",
            MatterState.Accepted => $"{holder} accepted it on {on}.{Plan(matter)}",
            MatterState.InProgress => $"{holder} said on {on} how it goes: “{said}”{Plan(matter)}",
            MatterState.Resolved => $"{holder} finished it on {on}: “{said}”",
            MatterState.Declined => $"{holder} declined it on {on}: “{said}”",
            MatterState.Returned => $"{holder} returned it on {on}: “{said}”",
            MatterState.Withdrawn => $"{matter.Evidence.Origin.Name} withdrew it on {on}: “{said}”",
            MatterState.QuestionAsked => $"{holder} asked a question on {on}.",
            _ => $"It is with {holder} since {on}.",
        };
    }

    private static string Plan(Matter matter) => MatterWords.Plan(matter.Owner, matter.NextDate) is { Length: > 0 } plan ? $" {plan}" : "";

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
