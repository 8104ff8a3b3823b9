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
/// The heads and deputies of thirty-two seats vote in secret at the same time, each for something else, while the poll closes: all of them go through the one box. What
/// was told to be in is what is counted, once for each seat.
/// </summary>
public sealed class SecretVotingTests
{
    private const int Seats = 32;

    private static readonly TenantId Tenant = new("11111111-2222-3333-4444-555555555555");
    private static readonly DateTimeOffset Closes = new(2026, 11, 27, 17, 0, 0, TimeSpan.Zero);
    private static readonly Wording Wording = new(1, [new("p1", "One", "One"), new("p2", "Two", "Two"), new("p3", "Three", "Three")], atMost: 2);
    private static readonly string?[] Answers = ["p1", "p2", "p1,p3", null];

    private readonly ManualClock clock = new(Closes.AddHours(-1));

    [Theory, InlineData(Seats), InlineData(Seats / 2)]
    public async Task V18_V10_OnAFile_WhatWasToldToBeInIsWhatIsCounted(int untilTheClose)
    {
        var folder = System.IO.Directory.CreateTempSubdirectory("teamsbot-").FullName;
        await using (var table = await SqliteTable.OpenAsync(Path.Combine(folder, "bot.db"), clock))
        {
            await RunAsync(table, untilTheClose);
        }

        System.IO.Directory.Delete(folder, recursive: true);
    }

    [SkippableTheory, InlineData(Seats), InlineData(Seats / 2)]
    public async Task V18_V10_OnAzureTables_WhatWasToldToBeInIsWhatIsCounted(int untilTheClose) =>
        await RunAsync(await AzureTable.OpenAsync(await Azurite.ConnectionStringAsync(), Azurite.NewTableName(), CancellationToken.None), untilTheClose);

    private async Task RunAsync(ITable table, int untilTheClose)
    {
        var poll = await OpenAsync(table);
        var votesIn = 0;
        var deadline = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        void Count()
        {
            if (Interlocked.Increment(ref votesIn) == untilTheClose)
            {
                clock.MoveTo(Closes);
                deadline.SetResult();
            }
        }

        var closing = CloseAsync(table, deadline.Task);
        var told = await Task.WhenAll(Enumerable.Range(0, Seats * 2).Select(voter => Task.Run(() => VoteAsync(table, voter, Count))));
        await closing;

        var closed = (await new PollStore(table).FindAsync(Tenant, poll.Id, default))!;
        var counted = told.OfType<Choices>().ToList();
        var expected = poll.Decide(Tally.Of(Wording, Seats, counted));
        Assert.True(counted.Count >= untilTheClose);
        Assert.Equal((counted.Count, expected.Outcome, expected.Abstained), (closed.Result!.Cast, closed.Result.Outcome, closed.Result.Abstained));
        Assert.Equal(expected.Options.AsEnumerable(), closed.Result.Options.AsEnumerable());
        Assert.Equal(counted.Count, await new PollStore(table).VotedAsync(closed, default));
    }

    /// <summary>What the voter was told is in; null where the seat had voted, or voting had closed.</summary>
    private async Task<Choices?> VoteAsync(ITable table, int voter, Action count)
    {
        var answer = Answers[voter % Answers.Length];
        switch (await new CastVote(new(table), new(table, clock), clock).HandleAsync(new(Tenant, Person(voter), new("account")), new("poll-1"), Seat(voter / 2), 1, answer, default))
        {
            case VoteOutcome.InBox { IsNew: true }:
                count();
                return Choices.Stored(answer ?? "");
            case VoteOutcome.InBox or VoteOutcome.Closed:
                return null;
            case var other:
                throw new InvalidOperationException($"{other} is no answer to a voter of this poll.");
        }
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

    private async Task<Poll> OpenAsync(ITable table)
    {
        var poll = new Poll
        {
            Tenant = Tenant,
            Id = new("poll-1"),
            Group = new("network"),
            GroupName = "Alder Vale Network",
            Wording = Wording,
            Electorate = new([.. Enumerable.Range(0, Seats).Select(seat => new Seat(Seat(seat), $"School {seat}", [Person(2 * seat), Person((2 * seat) + 1)]))]),
            Rule = AgreementRule.MoreThanHalf(2),
            Ask = Ask.Support,
            Visibility = Visibility.Members,
            Secrecy = Secrecy.Secret,
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

    private static SeatId Seat(int number) => new($"school-{number}");

    private static PersonId Person(int number) => new($"person-{number}");
}
