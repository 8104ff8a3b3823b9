using TeamsBot.Bot.Local;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Digests;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;
using TeamsBot.Core;

namespace TeamsBot.Bot.Rehearsal;

/// <summary>
/// Compares, pair by pair, what people were shown, what local Teams accepted and what the store holds. Every difference is a line: a promise that was broken.
/// </summary>
internal sealed class FinalCheck(TenantId tenant, ITable table, Register register, TeamsClient teams, Memory before)
{
    private readonly PollStore polls = new(table);
    private readonly MatterStore matters = new(table);
    private readonly List<string> broken = [];

    public async Task<Summary> RunAsync(Period period, TimeSpan took, CancellationToken cancellation)
    {
        var shown = await teams.ShownAsync(cancellation);
        var posts = await teams.PostsAsync(0, cancellation);
        var rows = new List<DeliveryRecord>();
        await foreach (var row in new DeliveryRecords(table).OfTenantAsync(tenant, cancellation))
        {
            rows.Add(row);
        }

        var closed = await PollsAsync(shown, cancellation);
        var ballots = await new BallotCheck(tenant, polls, broken).RunAsync(closed, shown, cancellation);
        new PostCheck(broken).Run(rows, posts);
        var escalations = await MattersAsync(closed, rows, cancellation);
        var digest = await DigestAsync(period, rows, cancellation);
        int Outcomes(Outcome outcome) => closed.Count(poll => poll.Result?.Outcome == outcome);
        return new(
            register.Schools.Count(),
            register.Groups.Count(),
            await ChannelsAsync(cancellation),
            new(closed.Count, Outcomes(Outcome.Agreed), Outcomes(Outcome.NotAgreed), Outcomes(Outcome.Tied), Outcomes(Outcome.NotQuorate)),
            ballots,
            escalations,
            CountsOf(rows),
            digest,
            broken,
            Math.Round(took.TotalSeconds, 1)) { NothingToPress = before.NothingToPress };
    }

    private DeliveryCounts CountsOf(List<DeliveryRecord> rows)
    {
        int In(DeliveryState state) => rows.Count(row => row.State == state);
        if (In(DeliveryState.Planned) + In(DeliveryState.Sending) is > 0 and var open)
        {
            broken.Add($"{open} deliveries are neither sent nor failed nor uncertain.");
        }

        return new(rows.Count, In(DeliveryState.Sent), In(DeliveryState.Failed), In(DeliveryState.Uncertain));
    }

    // The polls that facilitators were shown as open; each has closed by now and its frozen result is what its ballots count to.
    private async Task<List<Poll>> PollsAsync(IReadOnlyList<ShownAnswer> shown, CancellationToken cancellation)
    {
        var found = new List<Poll>();
        foreach (var id in shown.Where(answer => answer.Verb == "polls.open" && answer.Heading == Memory.PollIsOpen).Select(answer => (string)answer.Data["poll"]!).Distinct())
        {
            if (await polls.FindAsync(tenant, new(id), cancellation) is not { } poll)
            {
                broken.Add($"Poll {id} was shown as open and is not in the store.");
                continue;
            }

            if (poll.Result is null)
            {
                broken.Add($"Poll {id} should have closed and has not.");
            }

            found.Add(poll);
        }

        return found;
    }

    private async Task<EscalationCounts> MattersAsync(List<Poll> closed, List<DeliveryRecord> rows, CancellationToken cancellation)
    {
        var all = new List<Matter>();
        foreach (var poll in closed.Where(poll => poll.Result is not null))
        {
            foreach (var option in poll.Result!.Agreed)
            {
                if (await matters.FindAsync(tenant, MatterId.Of(poll.Id, option.Option, Tier.Locality), cancellation) is { } matter)
                {
                    all.Add(matter);
                    CheckAnswer(matter, rows);
                }
                else
                {
                    broken.Add($"Poll {poll.Id} agreed {option.Option}, and no matter was raised from it.");
                }
            }
        }

        int Made(Act act) => all.Count(matter => matter.Moves.Any(move => move.Act == act));
        return new(all.Count, Made(Act.Accept), Made(Act.Ask), Made(Act.Decline), Made(Act.ReferUp));
    }

    // Everyone who voted hears the end of it, once (rule E7).
    private void CheckAnswer(Matter matter, List<DeliveryRecord> rows)
    {
        var told = rows.Where(row => row.Partition == MatterStore.Partition(tenant, matter.Id) && row.Intent.EndsWith("-answer", StringComparison.Ordinal)).Select(row => row.Recipient).ToList();
        var expected = matter.IsAnswered ? matter.Evidence.Voters.Select(voter => voter.Value).ToList() : [];
        if (!told.Order(StringComparer.Ordinal).SequenceEqual(expected.Order(StringComparer.Ordinal)))
        {
            broken.Add($"Matter {matter.Id} is {matter.State}: {expected.Count} voters should have been told once, {told.Count} were.");
        }
    }

    private async Task<DigestCounts> DigestAsync(Period period, List<DeliveryRecord> rows, CancellationToken cancellation)
    {
        var digest = await new DigestStore(table).FindAsync(tenant, period, cancellation);
        var sent = rows.Where(row => row.Partition == DigestStore.Partition(tenant, period)).ToList();
        var expected = register.Groups.Select(group => group.Id.Value).Order(StringComparer.Ordinal);
        if (digest is null || !sent.Select(row => row.Recipient).Order(StringComparer.Ordinal).SequenceEqual(expected))
        {
            broken.Add($"The digest of {period.Id} should go to {register.Groups.Count()} groups once and was planned for {sent.Count}.");
        }

        return new(period.Id, sent.Count, sent.Count(row => row.State is DeliveryState.Sent));
    }

    private async Task<int> ChannelsAsync(CancellationToken cancellation)
    {
        var book = new TeamsBot.Core.Conversations.AddressBook(table, new Bindings(table), new Uri("http://localhost/"));
        var channels = 0;
        foreach (var group in register.Groups)
        {
            if (await book.FindAsync(tenant, new Target.Channel(group.Id), cancellation) is TeamsBot.Core.Conversations.Route.Known)
            {
                channels++;
            }
            else
            {
                broken.Add($"Group {group.Id} has no channel.");
            }
        }

        return channels;
    }
}
