using TeamsBot.Bot.Local;
using TeamsBot.Core.Calendar;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Digests;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Minutes;
using TeamsBot.Core.Patterns;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Projects;
using TeamsBot.Core.Tables;
using TeamsBot.Core;

namespace TeamsBot.Bot.Rehearsal;

/// <summary>
/// Compares, pair by pair, what people were shown, what local Teams accepted and what the store holds. Every difference is a line: a promise that was broken.
/// </summary>
/// <param name="starts">How often the run was started: one start more than once is one kill.</param>
internal sealed class FinalCheck(TenantId tenant, ITable table, Cast cast, TeamsClient teams, int starts)
{
    private readonly PollStore polls = new(table);
    private readonly List<string> broken = [];

    private Register Register => cast.Register;

    public async Task<Summary> RunAsync(Period period, DateTimeOffset end, SchoolCalendar calendar, CancellationToken cancellation)
    {
        var shown = await teams.ShownAsync(cancellation).ToListAsync(cancellation);
        var posts = await teams.PostsAsync(0, cancellation).ToListAsync(cancellation);
        var rows = await new DeliveryRecords(table).OfTenantAsync(tenant, cancellation).ToListAsync(cancellation);
        var (rounds, votes) = await new RoundCheck(tenant, table, broken).RunAsync(shown, cancellation);
        var closed = await PollsAsync(shown, votes, rows, cancellation);
        var ballots = await new BallotCheck(tenant, polls, broken).RunAsync(closed, shown, cancellation);
        var consultation = await new ConsultationCheck(tenant, table, broken).RunAsync(shown, rows, posts, cancellation);
        var recounted = await RecountAsync(closed, cancellation);
        var raised = await new MatterCheck(tenant, table, broken).RunAsync(closed, rows, cancellation);
        new MoveCheck(cast, broken).Run(raised, shown, kills: starts - 1);
        new PostCheck(broken).Run(rows, posts);
        new StandingCardCheck(tenant, rows, posts, broken).Run(closed, raised);
        var ambiguous = new DoubtCheck(broken).Run(rows, await teams.FaultsAsync(cancellation), wasKilled: starts > 1);
        var channels = await ChannelsAsync(cancellation);
        var digest = await DigestAsync(period, rows, channels, cancellation);
        for (var later = Period.Containing(period.End); later.End < end; later = Period.Containing(later.End))
        {
            await DigestAsync(later, rows, channels, cancellation);
        }

        int Outcomes(Outcome outcome) => closed.Count(poll => poll.Result?.Outcome == outcome);
        return new(
            Register.Schools.Count(),
            Register.Groups.Count(),
            channels.Count,
            new(closed.Count, Outcomes(Outcome.Agreed), Outcomes(Outcome.NotAgreed), Outcomes(Outcome.Tied), Outcomes(Outcome.NotQuorate), closed.Count(poll => poll.Secrecy is Secrecy.Secret)),
            ballots,
            consultation,
            rounds,
            MatterCheck.Count(raised),
            MatterCheck.CountSteps(raised),
            TierTimes.Of(raised, calendar, end),
            await new PatternCheck(tenant, table, Register, broken).RunAsync(raised, PatternScope.SchoolYearOf(end), cancellation),
            await new ServiceCheck(tenant, table, cast, broken).RunAsync(shown, posts, cancellation),
            await new ConcernCheck(tenant, table, cast, broken).RunAsync(shown, rows, posts, cancellation),
            await ProjectsAsync(cancellation),
            CountsOf(rows, ambiguous),
            digest,
            recounted,
            broken,
            Seconds: 0);
    }

    /// <returns>In how many of the polls ballots, history, audit and frozen result agree.</returns>
    private async Task<int> RecountAsync(List<Poll> closed, CancellationToken cancellation)
    {
        var recount = new Recount(new RecordStore(polls, table));
        var agreeing = 0;
        foreach (var poll in closed.Where(poll => poll.Result is not null))
        {
            var recounted = await recount.HandleAsync(tenant, poll.Id, cancellation);
            agreeing += recounted is { Agrees: true } ? 1 : 0;
            broken.AddRange(recounted?.Differences.Select(difference => $"Recount of poll {poll.Id}: {difference}") ?? [$"Poll {poll.Id} was not recounted."]);
        }

        return agreeing;
    }

    private async Task<ProjectCounts> ProjectsAsync(CancellationToken cancellation)
    {
        var projects = await new ProjectStore(table).AllAsync(tenant, cancellation);
        return new(projects.Count, projects.Sum(project => project.Schools.Count()));
    }

    private DeliveryCounts CountsOf(List<DeliveryRecord> rows, int ambiguous)
    {
        int In(DeliveryState state) => rows.Count(row => row.State == state);
        if (In(DeliveryState.Planned) + In(DeliveryState.Sending) is > 0 and var open)
        {
            broken.Add($"{open} deliveries are neither sent nor failed nor uncertain.");
        }

        return new(rows.Count, In(DeliveryState.Sent), In(DeliveryState.Failed), In(DeliveryState.Uncertain), ambiguous);
    }

    // The polls that facilitators were shown as open and those of their rounds, which are all there are; each has closed by now.
    private async Task<List<Poll>> PollsAsync(List<ShownAnswer> shown, IReadOnlyList<string> votes, List<DeliveryRecord> rows, CancellationToken cancellation)
    {
        var found = new List<Poll>();
        foreach (var id in shown.Where(answer => answer.Verb == "polls.open" && answer.Heading == Memory.PollIsOpen).Select(answer => answer.Poll!).Concat(votes).Distinct())
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

        var known = found.Select(poll => PollStore.Partition(tenant, poll.Id)).ToHashSet();
        broken.AddRange(rows.Select(row => row.Partition).Distinct()
            .Where(partition => partition.StartsWith($"{tenant}|poll|", StringComparison.Ordinal) && !known.Contains(partition))
            .Select(partition => $"{partition} sent cards, and nobody was shown that it is open."));
        return found;
    }

    private async Task<DigestCounts> DigestAsync(Period period, List<DeliveryRecord> rows, Dictionary<string, string> channels, CancellationToken cancellation)
    {
        var digest = await new DigestStore(table).FindAsync(tenant, period, cancellation);
        var planned = rows.Where(row => row.Partition == DigestStore.Partition(tenant, period)).ToList();
        var expected = Register.Groups.Select(group => group.Id.Value).Order(StringComparer.Ordinal);
        if (digest is null || !planned.Select(row => row.Recipient).Order(StringComparer.Ordinal).SequenceEqual(expected))
        {
            broken.Add($"The digest of {period.Id} should go to {Register.Groups.Count()} groups once and was planned for {planned.Count}.");
        }

        var sent = planned.Where(row => row.State is DeliveryState.Sent).ToList();
        broken.AddRange(sent.Where(row => row.Conversation != channels.GetValueOrDefault(row.Recipient)).Select(row => $"The digest of {period.Id} for {row.Recipient} went to {row.Conversation}."));
        return new(period.Id, planned.Count, sent.Count);
    }

    /// <returns>The channel of each group that has one.</returns>
    private async Task<Dictionary<string, string>> ChannelsAsync(CancellationToken cancellation)
    {
        var book = new AddressBook(table, new Bindings(table), new Uri("http://localhost/"));
        var channels = new Dictionary<string, string>();
        foreach (var group in Register.Groups)
        {
            if (await book.FindAsync(tenant, new Target.Channel(group.Id), cancellation) is TeamsBot.Core.Conversations.Route.Known known)
            {
                channels.Add(group.Id.Value, known.Address.ConversationId);
            }
            else
            {
                broken.Add($"Group {group.Id} has no channel.");
            }
        }

        broken.AddRange(channels.GroupBy(pair => pair.Value).Where(same => same.Count() > 1).Select(same => $"Channel {same.Key} is that of {string.Join(" and ", same.Select(pair => pair.Key))}."));
        return channels;
    }
}
