using System.Globalization;
using TeamsBot.Core.Calendar;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Polls;

/// <summary>Answers the buttons of the reach card, for whoever opened the poll and the clerks of its group.</summary>
public sealed class ReachTurn(RemindStore reminders, RemindVoters remind, ReachPoll reach, DirectoryStore directory, ReachClock clock)
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

        var poll = read.Poll.Poll;
        if (poll.State is not PollState.Open || clock.Now >= poll.ClosesAt || press["sent"] != read.Reminders.Sent.Length.ToString(CultureInfo.InvariantCulture))
        {
            return await CardAsync(press, read, note: null, cancellation);
        }

        if (clock.QuietUntil is { } morning)
        {
            return await CardAsync(press, read, $"Not sent: schools are not reminded in the evening or on days off. Press again after {When.DayAndTime(morning)}.", cancellation);
        }

        return await remind.SendAsync(read, Reminders.Asked, press.Caller.Person.Value, cancellation) is { } sent && await FindAsync(press, cancellation) is { } now
            ? await CardAsync(press, now, sent ? "✓ The reminder is on its way." : null, cancellation)
            : null;
    });

    /// <summary>Who gets the card: whoever opened the poll, and the clerks of its group.</summary>
    internal static IEnumerable<PersonId> ReadersOf(Poll poll, Register? register) =>
        (register?.HoldersOf(Role.Clerk, poll.Group).Select(person => person.Id) ?? []).Append(poll.OpenedBy).Distinct();

    private async Task<StoredReminders?> FindAsync(Press press, CancellationToken cancellation) =>
        PollId.IsWellFormed(press["poll"]) && await reminders.FindAsync(press.Caller.Tenant, new(press["poll"]), cancellation) is { } read
        && ReadersOf(read.Poll.Poll, await directory.CurrentAsync(press.Caller.Tenant, cancellation)).Contains(press.Caller.Person)
            ? read
            : null;

    private async Task<Answer> CardAsync(Press press, StoredReminders read, string? note, CancellationToken cancellation) =>
        new Answer.Show(ReachCards.For(await reach.HandleAsync(read.Poll.Poll, read.Reminders, cancellation), clock.Now, press.TeamsUserId, note));

    private static Answer.Show NotYours() => new(new Refusal
    {
        From = ["You pressed a button on a poll."],
        Heading = "This is for its facilitator",
        WhatHappened = "Who has voted is shown before the close to whoever opened the poll, and to the clerk. Nothing was sent.",
        WhatToDo = "Ask the facilitator of the network.",
    }.ToMessage());
}

/// <summary>The instant, whether it is quiet, and when a poll's card about reach is due.</summary>
public sealed class ReachClock(SchoolCalendar calendar, TimeProvider clock)
{
    public DateTimeOffset Now => clock.GetUtcNow();

    public DateTimeOffset DueFor(Poll poll) => RemindPlan.For(poll, calendar).Reach;

    /// <summary>When quiet ends; null where it is not quiet now.</summary>
    public DateTimeOffset? QuietUntil => calendar.IsQuiet(Now) ? calendar.NextWorking(Now) : null;
}
