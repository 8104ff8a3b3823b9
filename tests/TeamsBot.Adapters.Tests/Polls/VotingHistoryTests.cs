using TeamsBot.Adapters.Tables;
using TeamsBot.Core;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;
using TeamsBot.Testing;
using TeamsBot.Testing.Tables;
using Xunit;

namespace TeamsBot.Adapters.Tests.Polls;

/// <summary>
/// Thirty-two people change their minds at the same time on one poll while five workers close it, on the real stores: what each was last told was
/// counted is what the frozen tally counts, and the history holds every vote that was told to be new.
/// </summary>
public sealed class VotingHistoryTests
{
    private const int Voters = 32;
    private const int Closers = 5;
    private const int VotesEach = 12;

    private static readonly TenantId Tenant = new("11111111-2222-3333-4444-555555555555");
    private static readonly DateTimeOffset Closes = new(2026, 11, 27, 17, 0, 0, TimeSpan.Zero);
    private static readonly Wording Wording = new(1, [new("p1", "One", "One"), new("p2", "Two", "Two"), new("p3", "Three", "Three"), new("p4", "Four", "Four")], atMost: 2);
    private static readonly string?[] Answers = ["p1", "p2", "p1,p3", "p4,p2", null];

    private readonly ManualClock clock = new(Closes.AddHours(-1));

    [Fact]
    public async Task V10_V11_OnAFile_WhatWasAcknowledgedIsWhatIsCounted()
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("teamsbot-").FullName;
        await using (var table = await SqliteTable.OpenAsync(Path.Combine(folder, "bot.db"), clock))
        {
            await RunAsync(table);
        }

        System.IO.Directory.Delete(folder, recursive: true);
    }

    [SkippableFact]
    public async Task V10_V11_OnAzureTables_WhatWasAcknowledgedIsWhatIsCounted() =>
        await RunAsync(await AzureTable.OpenAsync(await Azurite.ConnectionStringAsync(), Azurite.NewTableName(), CancellationToken.None));

    private async Task RunAsync(ITable table)
    {
        var poll = await OpenAsync(table);
        var acknowledged = 0;
        var deadline = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Acknowledge()
        {
            // Half-way through the deadline passes, with votes on their way.
            if (Interlocked.Increment(ref acknowledged) == Voters * VotesEach / 2)
            {
                clock.MoveTo(Closes);
                deadline.SetResult();
            }
        }

        var closing = Enumerable.Range(0, Closers).Select(_ => CloseAsync(table, deadline.Task)).ToList();
        var told = await Task.WhenAll(Enumerable.Range(0, Voters).Select(voter => Task.Run(() => VoteAsync(table, voter, Acknowledge))));
        await Task.WhenAll(closing);

        await AssertAsync(table, poll, told);
    }

    private async Task<Told> VoteAsync(ITable table, int voter, Action acknowledge)
    {
        var random = new Random(voter);
        var cast = new CastVote(new(table), new(table, clock), clock);
        var (last, isNew, refused) = ((Choices?)null, 0, 0);
        for (var vote = 0; vote < VotesEach; vote++)
        {
            switch (await cast.HandleAsync(new(Tenant, Person(voter), new("account")), new("poll-1"), Seat(voter), 1, Answers[random.Next(Answers.Length)], default))
            {
                case VoteOutcome.Counted counted:
                    (last, isNew) = (counted.Ballot.Choices, isNew + (counted.IsNew ? 1 : 0));
                    acknowledge();
                    break;
                case VoteOutcome.Closed:
                    refused++;
                    break;
                case var other:
                    Assert.Fail($"{other} is no answer to a voter of this poll.");
                    break;
            }
        }

        return new(last, isNew, refused);
    }

    private async Task CloseAsync(ITable table, Task deadline)
    {
        await deadline;
        var due = new DueWork(table, clock);
        var close = new ClosePoll(new(table), new(table, due, clock), due, new(table), clock);
        for (var tried = 0; tried < 500; tried++)
        {
            if (await close.HandleAsync(new(Tenant, ClosePoll.Kind, "poll-1", Closes, Closes), default) is DueOutcome.Finished)
            {
                return;
            }
        }

        Assert.Fail("The poll could not be closed.");
    }

    private static async Task AssertAsync(ITable table, Poll poll, Told[] told)
    {
        var store = new PollStore(table);
        var closed = (await store.FindAsync(Tenant, poll.Id, default))!;
        var ballots = (await store.BallotsAsync(poll, default)).ToDictionary(ballot => ballot.Seat);

        Assert.Contains(told, voter => voter.Refused > 0);
        Assert.All(told, (voter, number) => Assert.Equal(voter.Last, ballots.GetValueOrDefault(Seat(number))?.Choices));
        Assert.Equal(told.Count(voter => voter.Last is not null), closed.Result!.Cast);
        var expected = poll.Rule.Decide(Tally.Of(Wording, Voters, told.Select(voter => voter.Last).OfType<Choices>()));
        Assert.Equal(expected.Options.AsEnumerable(), closed.Result.Options.AsEnumerable());
        Assert.Equal((expected.Outcome, expected.Abstained), (closed.Result.Outcome, closed.Result.Abstained));
        for (var voter = 0; voter < Voters; voter++)
        {
            var history = await CountAsync(table, $"history|{Seat(voter)}|");
            Assert.True(history >= told[voter].New, "A vote told as new is in the history.");
            Assert.Equal(ballots.GetValueOrDefault(Seat(voter))?.Number ?? 0, history);
            Assert.Equal(history, await CountAsync(table, $"audit|{Seat(voter)}|"));
        }

        Assert.Equal(2, await CountAsync(table, "audit|0"));
    }

    private static async Task<int> CountAsync(ITable table, string prefix)
    {
        var count = 0;
        await foreach (var _ in table.ScanAsync(PollStore.Partition(Tenant, new("poll-1")), new(prefix, prefix + "~"), default))
        {
            count++;
        }

        return count;
    }

    private async Task<Poll> OpenAsync(ITable table)
    {
        var poll = new Poll
        {
            Tenant = Tenant,
            Id = new("poll-1"),
            Group = new("network-alder-vale"),
            GroupName = "Alder Vale Network",
            Wording = Wording,
            Electorate = new(Enumerable.Range(0, Voters).Select(voter => new Seat(Seat(voter), $"School {voter}", [Person(voter)]))),
            Rule = AgreementRule.MoreThanHalf(2),
            Ask = Ask.Support,
            Visibility = Visibility.Members,
            OpenedBy = new("facilitator"),
            OpenedAt = clock.GetUtcNow(),
            ClosesAt = Closes,
            State = PollState.Open,
            Audit = AuditChain.Empty,
        };
        var store = new PollStore(table);
        Assert.True(await store.WriteElectorateAsync(Tenant, poll.Id, "e1", poll.Electorate, default));
        Assert.Equal(Committed.Done, await store.InsertAsync(poll, "e1", [], default));
        return poll;
    }

    private static SeatId Seat(int voter) => new($"school-{voter}");

    private static PersonId Person(int voter) => new($"head-{voter}");

    /// <param name="Last">The last choice this voter was told was counted.</param>
    /// <param name="New">How many votes were told to be new.</param>
    private sealed record Told(Choices? Last, int New, int Refused);
}
