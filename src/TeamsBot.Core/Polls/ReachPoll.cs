using System.Collections.Immutable;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;

namespace TeamsBot.Core.Polls;

/// <summary>Why nobody of a seat can be reached, and what to do about it.</summary>
internal sealed record Unreached(Seat Seat, string Why, string Do);

/// <summary>Whether the group's channel was told that some schools get no card.</summary>
internal enum ChannelNotice
{
    NotTold,
    Told,

    /// <summary>The channel takes no post either.</summary>
    Failed,
}

/// <summary>Who has voted, who has not, and who cannot be reached: every seat in exactly one of the three (rules V20, S3, S4).</summary>
internal sealed record Reach(Poll Poll, Reminders Reminders, ImmutableArray<Seat> Voted, ImmutableArray<Seat> NotYet, ImmutableArray<Unreached> Unreached, ChannelNotice Channel);

/// <summary>Sorts the seats of a poll by whether they voted and whether their voters can be reached.</summary>
public sealed class ReachPoll(PollStore polls, AddressBook addresses, DeliveryReport deliveries)
{
    internal async Task<Reach> HandleAsync(Poll poll, Reminders reminders, CancellationToken cancellation)
    {
        var voted = await polls.VotedSeatsAsync(poll, cancellation);
        var refused = await RefusedAsync(poll, cancellation);
        var (done, waiting, unreached) = (new List<Seat>(), new List<Seat>(), new List<Unreached>());
        foreach (var seat in poll.Electorate.Seats.OrderBy(seat => seat.Name, StringComparer.OrdinalIgnoreCase))
        {
            if (voted.Contains(seat.Id))
            {
                done.Add(seat);
            }
            else if (await WhyNotAsync(poll, seat, refused, cancellation) is { } why)
            {
                unreached.Add(new(seat, why.What, why.Do));
            }
            else
            {
                waiting.Add(seat);
            }
        }

        return new(poll, reminders, [.. done], [.. waiting], [.. unreached], await NoticeAsync(poll, cancellation));
    }

    /// <summary>Why none of a seat's voters can be reached, in the words for the first of them; null where one can.</summary>
    private async Task<(string What, string Do)?> WhyNotAsync(Poll poll, Seat seat, Dictionary<string, string> refused, CancellationToken cancellation)
    {
        if (seat.Voters.IsEmpty)
        {
            return ("No head or deputy is on record.", "ask the administrator to name them for the next poll.");
        }

        (string, string)? first = null;
        foreach (var voter in seat.Voters)
        {
            var why = await addresses.FindAsync(poll.Tenant, new Target.Person(voter), cancellation) is Route.None none ? none.Why
                : refused.GetValueOrDefault(PollIntents.RecipientOf(seat.Id, voter));
            if (why is null)
            {
                return null;
            }

            first ??= InWords(why);
        }

        return first;
    }

    // What the last card a voter was sent met; a card that arrived later speaks for them.
    private async Task<Dictionary<string, string>> RefusedAsync(Poll poll, CancellationToken cancellation)
    {
        var refused = new Dictionary<string, string>(StringComparer.Ordinal);
        var partition = PollStore.Partition(poll.Tenant, poll.Id);
        foreach (var intent in PollIntents.VoterCards)
        {
            foreach (var recipient in await deliveries.SentToAsync(partition, intent, cancellation))
            {
                refused.Remove(recipient);
            }

            foreach (var trouble in (await deliveries.OfIntentAsync(partition, intent, cancellation))?.Troubles ?? [])
            {
                if (!trouble.IsUncertain && trouble.Why != "no longer needed")
                {
                    refused[trouble.Recipient] = trouble.Why;
                }
            }
        }

        return refused;
    }

    private async Task<ChannelNotice> NoticeAsync(Poll poll, CancellationToken cancellation) =>
        await deliveries.OfIntentAsync(PollStore.Partition(poll.Tenant, poll.Id), TellChannel.Intent, cancellation) switch
        {
            null => ChannelNotice.NotTold,
            { Counts.Failed: > 0 } => ChannelNotice.Failed,
            _ => ChannelNotice.Told,
        };

    // The reasons that the address book and the connector give.
    private static (string What, string Do) InWords(string why) => why switch
    {
        "no account" => ("The head’s account is not known here.", "ask the administrator to match it."),
        "app removed" or "the app is not installed there" => ("The app is not on the head’s account.", "ask the school office to add it."),
        "this person has blocked the bot" => ("The app is blocked on the head’s account.", "ring the school."),
        _ when why.Contains("blocked or not installed", StringComparison.Ordinal) => ("The app is blocked, or not on the head’s account.", "ring the school."),
        "an administrator has disabled the bot" => ("An administrator has switched the app off for the head.", "ask the administrator to allow it."),
        _ => ("Teams does not deliver to the head’s account.", "ring the school."),
    };
}
