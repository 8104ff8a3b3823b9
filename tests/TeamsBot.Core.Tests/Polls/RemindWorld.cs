using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tests.Calendar;
using TeamsBot.Core.Tests.Delivery;

namespace TeamsBot.Core.Tests.Polls;

/// <summary>An open poll of five schools with its reminders, on the real engine; everybody has an account, and nothing was sent yet.</summary>
internal sealed class RemindWorld
{
    private RemindWorld(PollWorld polls)
    {
        Polls = polls;
        Worker = polls.Worker();
        Store = new(polls.Table, Worker.Polls);
        Remind = new(Worker.Polls, Store, new(Worker.Outbox, Worker.Due), SchoolCalendarTests.Shipped, polls.Clock);
        Restart("one");
    }

    public PollWorld Polls { get; }

    public PollWorker Worker { get; }

    public RemindStore Store { get; }

    public RemindVoters Remind { get; }

    public Replica Replica { get; private set; } = null!;

    public ReachPoll Reach { get; private set; } = null!;

    public ReachTurn Turn { get; private set; } = null!;

    /// <summary>Every reminder that stands in a chat: whose, and when the engine posted it.</summary>
    public List<(string Chat, DateTimeOffset At)> Reminded { get; } = [];

    public static async Task<RemindWorld> OpenAsync(DateTimeOffset? opens = null, DateTimeOffset? closes = null, int schools = 5, Secrecy secrecy = Secrecy.Named)
    {
        var polls = await PollWorld.WithAsync(schools);
        polls.Clock.MoveTo(opens ?? A.Opened);
        var world = new RemindWorld(polls);
        foreach (var person in Enumerable.Range(1, schools).SelectMany(n => (PersonId[])[A.Head(n), A.Deputy(n)]).Append(PollWorld.Facilitator))
        {
            await world.Worker.Bindings.BindAsync(A.Tenant, PollWorld.CallerOf(person).Account, person, "bot", polls.Clock.GetUtcNow(), default);
        }

        await world.Replica.Addresses.KeepChannelAsync(A.Tenant, PollWorld.Network, "19:network", default);
        polls.Teams.OnPost = (to, message) =>
        {
            if (message.Summary.Contains("can still vote", StringComparison.Ordinal))
            {
                world.Reminded.Add((to.ConversationId, polls.Clock.GetUtcNow()));
            }

            return null;
        };
        Xunit.Assert.IsType<OpenOutcome.Opened>(await world.Worker.OpenAsync(PollWorker.Asked() with { ClosesAt = closes ?? A.Closes, Secrecy = secrecy }));
        return world;
    }

    /// <summary>A process on the same table.</summary>
    public void Restart(string owner)
    {
        var report = new DeliveryReport(new(Polls.Table));
        var (directory, clock) = (new DirectoryStore(Polls.Table), new ReachClock(SchoolCalendarTests.Shipped, Polls.Clock));
        Reach = new(Worker.Polls, new AddressBook(Polls.Table, Worker.Bindings), report);
        var news = new ReachNews(Worker.Outbox, Worker.Due);
        Turn = new(new(Store, Reach, directory), Remind, new(Store, Reach, news, Polls.Clock), Worker.Outbox, clock);
        Replica = new(
        Polls.Table,
        Polls.Teams,
        Polls.Clock,
        owner,
        [],
        features:
            [
                Worker.Feature,
                new RemindFeature(
                    Remind,
                    new(Worker.Polls, SchoolCalendarTests.Shipped, Polls.Clock),
                    new(Store, Worker.Outbox, report, Polls.Clock),
                    new(Worker.Polls, report, Polls.Clock)),
                new ReachFeature(
                    new(Worker.Polls, Store, news, report, clock),
                    new(Store, Worker.Outbox, report, Polls.Clock),
                    Turn,
                    new(Store, Reach, directory, report, Polls.Clock),
                    new(Store, Reach, Polls.Clock)),
            ]);
    }

    /// <summary>Steps the engine until nothing is due up to an instant, moving the clock on.</summary>
    public async Task RunToAsync(DateTimeOffset end)
    {
        for (var steps = 0; steps < 20_000; steps++)
        {
            if (await Replica.Engine.StepAsync(default) is EngineStep.Idle idle)
            {
                if (!(idle.Next <= end))
                {
                    Polls.Clock.MoveTo(end);
                    return;
                }

                Polls.Clock.MoveTo(idle.Next.Value > Polls.Clock.GetUtcNow() ? idle.Next.Value : Polls.Clock.GetUtcNow());
            }
        }

        throw new InvalidOperationException("It never came to rest.");
    }

    public static string ChatOf(PersonId person) => $"a:{PollWorld.CallerOf(person).Account}";
}
