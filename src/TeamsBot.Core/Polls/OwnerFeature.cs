using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;

namespace TeamsBot.Core.Polls;

/// <summary>What whoever runs a poll may do (rule V12).</summary>
public sealed class OwnerFeature(OwnerTurn turn, MoreTimeCards moreTime, EveryVotedCards everyVoted) : Feature
{
    public override IEnumerable<CardSample> Samples => OwnerSamples.All();

    public override void Map(FeatureMap map)
    {
        map.OnPress(OwnerCards.Show, turn.ShowAsync);
        map.OnPress(OwnerCards.Extend, turn.ExtendAsync);
        map.OnPress(OwnerCards.CloseEarly, turn.CloseEarlyAsync);
        map.OnPress(OwnerCards.CloseNow, turn.CloseNowAsync);
        map.Sends(moreTime);
        map.Sends(everyVoted);
    }
}

/// <summary>New words for an open poll (rule V19).</summary>
public sealed class RewordFeature(RewordTurn turn, RewordedCards cards) : Feature
{
    public override IEnumerable<CardSample> Samples => OwnerSamples.Reworded();

    public override void Map(FeatureMap map)
    {
        map.OnPress(RewordCards.Open, turn.FormAsync);
        map.OnPress(RewordCards.Amend, turn.AmendAsync);
        map.Sends(cards);
    }
}

/// <summary>Who votes for a seat of an open poll (rule V1).</summary>
public sealed class SeatFeature(SeatTurn turn, LeftSeatCards left) : Feature
{
    public override IEnumerable<CardSample> Samples => OwnerSamples.Seats();

    public override void Map(FeatureMap map)
    {
        map.OnPress(SeatCards.Open, turn.FormAsync);
        map.OnPress(SeatCards.Give, turn.GiveAsync);
        map.Sends(left);
    }
}

/// <summary>The polls that somebody runs, and how a closed one is asked again (rule V12).</summary>
public sealed class PollListFeature(ListPolls list, AskAgainTurn again, NoteAskedAgain note) : Feature
{
    public override IEnumerable<CardSample> Samples => OwnerSamples.Lists();

    public override void Map(FeatureMap map)
    {
        map.OnCommand(ListPolls.Command, "the polls that you run", list.HandleAsync, Purpose.Decide, [Role.Facilitator, Role.Chair, Role.Clerk]);
        map.OnPress(OwnerCards.AskAgain, again.DrawAsync);
        map.OnDue(NoteAskedAgain.Kind, note.HandleAsync);
    }
}

/// <summary>Tells whoever may close a poll early that everybody has voted, once; after the close the card says how it ended.</summary>
public sealed class EveryVotedCards(PollStore polls, DirectoryStore directory, TimeProvider clock) : Dispatch
{
    public override string Kind => PollIntents.EveryVoted;

    public override async Task<IReadOnlyList<Recipient>?> RecipientsAsync(Intent intent, CancellationToken cancellation) =>
        await polls.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is { } poll && await directory.CurrentAsync(intent.Tenant, cancellation) is { } register
            ? [.. Deciders.Of(register, poll.Group).People.OrderBy(person => person.Value, StringComparer.Ordinal).Select(person => new Recipient(person.Value, new Target.Person(person), PollIntents.EveryVotedBefore(intent) is { } before ? (before, person.Value) : null))]
            : null;

    public override async Task<Message?> MessageAsync(Intent intent, Recipient recipient, string? teamsUserId, bool reminder, CancellationToken cancellation)
    {
        if (await polls.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is not { } poll
            || await directory.CurrentAsync(intent.Tenant, cancellation) is not { } register
            || PollRights.Of(register, poll.Group, new(recipient.Id)) is not { } rights)
        {
            return null;
        }

        var view = new OwnerView(poll, rights, await polls.VotedAsync(poll, cancellation), clock.GetUtcNow(), teamsUserId);
        return view.IsOpen || PollIntents.EveryVotedBefore(intent) is not null ? OwnerCards.ForOwner(view) : null;
    }
}
