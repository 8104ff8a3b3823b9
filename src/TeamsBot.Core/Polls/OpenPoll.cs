using System.Collections.Immutable;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Rounds;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Polls;

/// <summary>A poll as a facilitator's form asks for it.</summary>
/// <param name="Id">Made when the form was drawn, so that a repeated press opens one poll (rule V7).</param>
/// <param name="Again">The closed poll that it asks again, and why; null for a poll of its own.</param>
public sealed record NewPoll(PollId Id, GroupId Group, ImmutableArray<Option> Options, int AtMost, DateTimeOffset ClosesAt, Ask Ask, Secrecy Secrecy = Secrecy.Named, (PollId Poll, string Why)? Again = null, Visibility Visibility = Visibility.Members);

/// <summary>Everything that can become of opening a poll.</summary>
public abstract record OpenOutcome
{
    private OpenOutcome()
    {
    }

    /// <param name="IsNew">False where the form had been pressed before: the poll that exists is shown.</param>
    public sealed record Opened(Poll Poll, bool IsNew) : OpenOutcome;

    /// <summary>The caller facilitates no such group. Not found looks the same (rule T2).</summary>
    public sealed record NotAllowed : OpenOutcome;

    /// <param name="Why">Says what was expected, for the form to show beside what was typed.</param>
    public sealed record Wrong(string Why) : OpenOutcome;
}

/// <summary>Opens a poll of a network: freezes its electorate (rule V1), and tells every voter and the channel.</summary>
public sealed class OpenPoll(PollStore polls, DirectoryStore directory, Outbox outbox, PollAgenda agenda, PollClock clock)
{
    public static readonly TimeSpan ShortestRun = TimeSpan.FromHours(1);
    public static readonly TimeSpan LongestRun = TimeSpan.FromDays(60);

    public Task<OpenOutcome> HandleAsync(Caller caller, NewPoll asked, CancellationToken cancellation) =>
        Race.RetryAsync<OpenOutcome>(async () =>
        {
            if (await directory.CurrentAsync(caller.Tenant, cancellation) is not { } register || !register.Holds(caller.Person, Role.Facilitator, asked.Group)
                || register.Find(asked.Group) is not { Tier: Tier.Network } group || asked.Id.Value.EndsWith(Round.VoteOf, StringComparison.Ordinal))
            {
                return new OpenOutcome.NotAllowed();
            }

            if (await polls.FindAsync(caller.Tenant, asked.Id, cancellation) is { } standing)
            {
                return standing.OpenedBy == caller.Person ? new OpenOutcome.Opened(standing, IsNew: false) : new OpenOutcome.NotAllowed();
            }

            var before = asked.Again is { } again ? await polls.FindAsync(caller.Tenant, again.Poll, cancellation) : null;
            if (asked.Again is not null && before?.Group != group.Id)
            {
                return new OpenOutcome.NotAllowed();
            }

            var now = clock.Now;
            var electorate = Electorate.OfNetwork(register, group.Id);
            return (Problem(asked, electorate, now) ?? WhyNotAgain(asked, before, now)) is { } problem
                ? new OpenOutcome.Wrong(problem)
                : await TryOpenAsync(Following(before, asked, NewFrom(caller, asked, group, register, electorate, now)), cancellation);
        });

    private static string? WhyNotAgain(NewPoll asked, Poll? before, DateTimeOffset now) =>
        before is null ? null
        : before.IsRestricted && asked.Visibility is not Visibility.Restricted ? "What it asks again was restricted. Choose restricted here too."
        : AskAgainTurn.WhyNot(before) ?? Tie.Problem(asked.Again!.Value.Why, now);

    // What keeps its words keeps its id, so that what was agreed twice can be seen to be the same; no other option has an id of the poll before it.
    private static Poll Following(Poll? before, NewPoll asked, Poll poll)
    {
        if (before is null)
        {
            return poll;
        }

        var free = new Queue<string>(Enumerable.Range(1, 2 * Wording.OptionsAtMost).Select(n => $"a{n}").Where(id => before.Wording.Find(id) is null));
        var options = asked.Options.Select(option => before.Wording.Options.FirstOrDefault(known => string.Equals(known.Text, option.Text, StringComparison.OrdinalIgnoreCase)) ?? option with { Id = free.Dequeue() });
        return poll with { Wording = new(version: 1, [.. options], asked.AtMost), Reopens = new(before.Id, before.ClosesAt, asked.Again!.Value.Why) };
    }

    private static Poll NewFrom(Caller caller, NewPoll asked, Group group, Register register, Electorate electorate, DateTimeOffset now) => new()
    {
        Tenant = caller.Tenant,
        Id = asked.Id,
        Group = group.Id,
        GroupName = group.Name,
        Board = group.Parent,
        BoardName = group.Parent is { } parent ? register.Find(parent)?.Name : null,
        Wording = new Wording(version: 1, asked.Options, asked.AtMost),
        Electorate = electorate,
        Rule = AgreementRule.MoreThanHalf(asked.AtMost),
        Ask = asked.Ask,
        Visibility = asked.Visibility,
        Secrecy = asked.Secrecy,
        OpenedBy = caller.Person,
        OpenedAt = now,
        ClosesAt = asked.ClosesAt,
        State = PollState.Open,
        Audit = AuditChain.Empty,
    };

    private static string? Problem(NewPoll asked, Electorate electorate, DateTimeOffset now) =>
        electorate.Seats.IsEmpty ? "This network has no open school, so nobody could vote. Ask the administrator to look at the register."
        : asked.Secrecy is Secrecy.Secret && electorate.Seats.Count(seat => !seat.Voters.IsEmpty) is < SecretBallots.Fewest and var few ? NotSecret(few)
        : Wording.ProblemOf([.. asked.Options.Select(option => option.Text)], now) is { } problem ? problem
        : asked.AtMost < 1 || asked.AtMost >= asked.Options.Length ? $"Let each school choose at least one option and fewer than the {asked.Options.Length} there are."
        : asked.ClosesAt < now + ShortestRun ? "Choose a later closing time: at least an hour from now."
        : asked.ClosesAt > now + LongestRun ? "Choose an earlier closing time: at most 60 days from now."
        : null;

    /// <summary>Why a vote of so few could not be secret (rule V18).</summary>
    internal static string NotSecret(int canVote) =>
        $"Only {Words.Some(canVote, "school")} of this network can vote. With fewer than {Words.Number(SecretBallots.Fewest)} the counts would tell who chose what, so the vote would not be secret. Choose Named, or ask a larger group.";

    /// <summary>Opens a poll as it is given; null where it was not done for certain, or another has its id.</summary>
    internal async Task<OpenOutcome?> TryOpenAsync(Poll poll, CancellationToken cancellation)
    {
        var electorateId = clock.NewId();
        if (!await polls.WriteElectorateAsync(poll.Tenant, poll.Id, electorateId, poll.Electorate, cancellation))
        {
            return null;
        }

        await polls.Index.NoteAsync(poll, cancellation);
        var closing = await agenda.AnnounceAsync(poll, cancellation);
        var announced = await outbox.AnnounceAsync(PollIntents.Open(poll), cancellation);
        var now = clock.Now;
        return !closing.IsStale(now) && !announced.Ticket.IsStale(now) && await polls.InsertAsync(poll, electorateId, announced.Writes, cancellation) is Committed.Done
            ? new OpenOutcome.Opened(poll, IsNew: true)
            : null;
    }
}

/// <summary>What opening takes from outside: the instant, and an id nobody has used.</summary>
public sealed class PollClock(TimeProvider clock, NewId newId)
{
    public DateTimeOffset Now => clock.GetUtcNow();

    public string NewId() => newId();
}
