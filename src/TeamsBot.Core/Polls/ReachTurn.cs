using System.Globalization;
using TeamsBot.Core.Calendar;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Polls;

/// <summary>Answers the buttons of the reach card, for whoever opened the poll and the clerks of its group.</summary>
public sealed class ReachTurn(ReachReaders readers, RemindVoters remind, TellChannel tell, Outbox outbox, ReachClock clock)
{
    public async Task<Answer> ShowAsync(Press press, CancellationToken cancellation) =>
        await FindAsync(press, cancellation) is { } read ? await CardAsync(press, read, note: null, cancellation) : NotYours();

    /// <summary>Sends one of the poll's two reminders at once. In quiet hours nothing is sent.</summary>
    public Task<Answer> RemindAsync(Press press, CancellationToken cancellation) => Race.RetryAsync<Answer>(async () =>
    {
        if (await FindAsync(press, cancellation) is not { } read)
        {
            return NotYours();
        }

        if (IsOver(read) || press["sent"] != read.Reminders.Sent.Length.ToString(CultureInfo.InvariantCulture))
        {
            return await CardAsync(press, read, note: null, cancellation);
        }

        if (clock.QuietUntil is { } morning)
        {
            return await CardAsync(press, read, Quiet(morning), cancellation);
        }

        return await remind.SendAsync(read, Reminders.Asked, press.Caller.Person.Value, cancellation) is { } sent && await FindAsync(press, cancellation) is { } now
            ? await CardAsync(press, now, sent ? "✓ The reminder is on its way." : null, cancellation)
            : null;
    });

    /// <summary>Falls back to the channel: says there, once, how many schools get no card and that they can vote from the channel (rule S3).</summary>
    public Task<Answer> TellAsync(Press press, CancellationToken cancellation) => Race.RetryAsync<Answer>(async () =>
    {
        if (await FindAsync(press, cancellation) is not { } read)
        {
            return NotYours();
        }

        if (!IsOver(read) && clock.QuietUntil is { } morning)
        {
            return await CardAsync(press, read, Quiet(morning), cancellation);
        }

        return await tell.HandleAsync(read, press.Caller.Person, cancellation) is { } told && await FindAsync(press, cancellation) is { } now
            ? await CardAsync(press, now, told ? "✓ The channel is being told." : null, cancellation)
            : null;
    });

    private bool IsOver(StoredReminders read) => read.Poll.Poll.State is not PollState.Open || clock.Now >= read.Poll.Poll.ClosesAt;

    private static string Quiet(DateTimeOffset morning) => $"Not sent: nobody is disturbed in the evening or on days off. Press again after {When.DayAndTime(morning)}.";

    // Whatever was pressed on the card that was sent, and whatever came of it, the card arrived.
    private async Task<StoredReminders?> FindAsync(Press press, CancellationToken cancellation)
    {
        var read = await readers.FindAsync(press, cancellation);
        if (read is not null && press is { Place: Place.Personal, CardActivityId: { } card } && press["owners"] == "no")
        {
            await outbox.SettleByPressAsync(PollStore.Partition(press.Caller.Tenant, read.Poll.Poll.Id), ReachDispatch.Name, press.Caller.Person.Value, card, cancellation);
        }

        return read;
    }

    private async Task<Answer> CardAsync(Press press, StoredReminders read, string? note, CancellationToken cancellation) =>
        new Answer.Show(ReachCards.For(new(await readers.ReachAsync(read, cancellation), clock.Now, press.TeamsUserId, press["owners"] == "yes", note)));

    internal static Answer.Show NotYours() => new(new Refusal
    {
        From = [CardParts.Bold("The bot"), " looked for a poll that you run."],
        Heading = "This is for its facilitator",
        WhatHappened = "Who has voted is shown before the close to whoever opened the poll, and to the clerk. Nothing was sent.",
        WhatToDo = "Ask the facilitator of the network.",
    }.ToMessage());
}

/// <summary>Who reads the card about reach: whoever opened the poll, and the clerks of its group.</summary>
public sealed class ReachReaders(RemindStore reminders, ReachPoll reach, DirectoryStore directory)
{
    internal static IEnumerable<PersonId> Of(Poll poll, Register? register) =>
        (register?.HoldersOf(Role.Clerk, poll.Group).Select(person => person.Id) ?? []).Append(poll.OpenedBy).Distinct();

    /// <summary>The poll that a card names, if the presser is one of its readers; no such poll looks the same (rule T2).</summary>
    public async Task<StoredReminders?> FindAsync(Press press, CancellationToken cancellation) =>
        PollId.IsWellFormed(press["poll"]) && await reminders.FindAsync(press.Caller.Tenant, new(press["poll"]), cancellation) is { } read
        && Of(read.Poll.Poll, await directory.CurrentAsync(press.Caller.Tenant, cancellation)).Contains(press.Caller.Person)
            ? read
            : null;

    internal Task<Reach> ReachAsync(StoredReminders read, CancellationToken cancellation) => reach.HandleAsync(read.Poll.Poll, read.Reminders, cancellation);
}

/// <summary>The instant, whether it is quiet, and when a poll's card about reach is due.</summary>
public sealed class ReachClock(SchoolCalendar calendar, TimeProvider clock)
{
    public DateTimeOffset Now => clock.GetUtcNow();

    public DateTimeOffset? DueFor(Poll poll) => RemindPlan.For(poll, calendar).Reach;

    /// <summary>When quiet ends; null where it is not quiet now.</summary>
    public DateTimeOffset? QuietUntil => calendar.IsQuiet(Now) ? calendar.NextWorking(Now) : null;
}
