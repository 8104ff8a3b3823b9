using System.Collections.Immutable;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Deadlines;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Digests;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Tests.Calendar;
using TeamsBot.Core.Tests.Delivery;
using TeamsBot.Core.Waiting;
using TeamsBot.Testing;
using TeamsBot.Testing.Tables;

namespace TeamsBot.Core.Tests.Escalations;

/// <summary>
/// The locality of <see cref="Fernshaw"/> with polls, escalations, digests and delivery put together as the host does, on a table in memory, a clock
/// moved by hand and a Teams that keeps what was sent.
/// </summary>
internal sealed class World
{
    private readonly Func<World, IEnumerable<Feature>> more;
    private readonly bool watched;

    /// <param name="more">Features besides these.</param>
    /// <param name="watched">Whether one of them looks at each move of a matter.</param>
    public World(Register? register = null, DateTimeOffset? start = null, Func<World, IEnumerable<Feature>>? more = null, bool watched = false)
    {
        this.watched = watched;
        this.more = more ?? (_ => []);
        Register = register ?? Fernshaw.Register;
        Clock = new(start ?? Fernshaw.Monday);
        Polls = new(Table);
        Matters = new(Table);
        Digests = new(Table);
        Directory = new(Table);
        Index = new(Table);
        Restart();
    }

    public Register Register { get; }

    /// <summary>For the process that starts next.</summary>
    public ResponsePolicies Policies { get; set; } = ResponsePolicies.Default;

    public ManualClock Clock { get; }

    public InMemoryTable Table { get; } = new();

    public FakeTeams Teams { get; } = new();

    public PollStore Polls { get; }

    public MatterStore Matters { get; }

    public DigestStore Digests { get; }

    public DirectoryStore Directory { get; }

    public PeriodIndex Index { get; }

    public Replica Replica { get; private set; } = null!;

    public MatterNews News { get; private set; } = null!;

    public MoveMatter Move { get; private set; } = null!;

    public MatterTurn Turn { get; private set; } = null!;

    public MatterView View { get; private set; } = null!;

    public ResubmitMatter Resubmit { get; private set; } = null!;

    public OpenPoll Open { get; private set; } = null!;

    public TieTurn Ties { get; private set; } = null!;

    public RaiseMatters Raise { get; private set; } = null!;

    public AnswerByVote ByVote { get; private set; } = null!;

    public EnsureDigests Ensure { get; private set; } = null!;

    public AssembleDigest Assemble { get; private set; } = null!;

    public ShowDigestStatus DigestStatus { get; private set; } = null!;

    public FeatureMap Map { get; private set; } = null!;

    public static MatterId Matter => MatterId.Of(new("poll-1"), "o1", Tier.Locality);

    /// <summary>A process on the same table.</summary>
    public void Restart(string owner = "one")
    {
        var due = new DueWork(Table, Clock);
        var outbox = new Outbox(Table, due, Clock);
        var news = News = new MatterNews(outbox, Index, new(Policies, SchoolCalendarTests.Shipped, due, Clock), Clock, watched ? due : null);
        Move = new(Matters, Directory, news);
        View = new(Matters, Directory, outbox, new(Table));
        Turn = new(Move, Matters, View);
        Resubmit = new(Matters, Directory, news);
        Raise = new(Matters, Polls, Directory, new(new(Table), new(new(Table)), new(new(Table)), new(Table, new(Tests.Rounds.RoundWorld.Themes))), news);
        ByVote = new(Polls, new(new(Table), new(new(Table))), Directory, new(Matters, news));
        var digestNews = new DigestNews(outbox, due, Clock);
        Ensure = new(Directory, digestNews);
        Assemble = new(Digests, Index, Directory, new DeliveryReport(new(Table)), digestNews);
        DigestStatus = new(Digests, new DeliveryReport(new(Table)), Directory, Clock);
        var pollClock = new PollClock(Clock, () => $"id-{owner}-{Guid.NewGuid():N}");
        Open = new(Polls, Directory, outbox, new(due, SchoolCalendarTests.Shipped), pollClock);
        var (reminders, report) = (new RemindStore(Table, Polls), new DeliveryReport(new(Table)));
        var ties = new TieNews(Polls, outbox, due, Index, pollClock);
        Ties = new(new(Polls, Directory, ties), new(Polls, Directory, ties), Polls, Directory, outbox);
        var closing = new ClosePoll(Polls, outbox, due, Index, Clock);
        var running = new OwnerTurn(new(Polls, Directory, outbox, new(due, SchoolCalendarTests.Shipped), Clock), new(Polls, Directory, closing, Clock), new(Polls, Directory, Clock));
        var voter = new VoterTurn(new(Polls, due, Clock), Polls, outbox, Clock);
        Feature[] features =
        [
            new RemindFeature(
                new(Polls, reminders, new(outbox, due), SchoolCalendarTests.Shipped, Clock),
                new(Polls, SchoolCalendarTests.Shipped, Clock),
                new(reminders, outbox, report, Clock),
                new(Polls, report, Clock)),
            new OwnerFeature(running, new(Polls, Clock), new(Polls, Directory, Clock)),
            new PollListFeature(new(Polls, Directory, Clock), new(new(Polls, Directory, Clock), new(Directory, Open, new(Tests.Polls.A.Wording.Options), Agreements.County.Gate(Table, Clock), pollClock)), new(Polls, outbox, Clock)),
            new SeatFeature(new(new(Polls, Directory, outbox, pollClock), new(Polls, Directory, Clock), Directory), new(Polls)),
            new RewordFeature(new(new(Polls, Directory, outbox, Clock), new(Polls, Directory, Clock)), new(Polls, Clock)),
            new TieFeature(Ties, new(new(Polls, Directory, ties), new(Polls, Open, pollClock), new(Polls, ties), Polls), new(Polls)),
            new EscalationFeature(Turn, Raise, ByVote, new(Matters), new(Matters)),
            new ResubmitFeature(new(Resubmit, View)),
            new DeadlinesFeature(new(Matters, new(Table), Directory, outbox, new(SchoolCalendarTests.Shipped, Clock)), new(Move, Matters, Directory, outbox), new(Matters, Directory), new(Matters, new(SchoolCalendarTests.Shipped, Clock))),
            new DigestFeature(Assemble, DigestStatus, new(Digests)),
            new PollFeature(
                voter,
                new(Directory, Open, new(Tests.Polls.A.Wording.Options), Agreements.County.Gate(Table, Clock), pollClock),
                new(closing, new(Polls, Table), new ShowCount(Polls, outbox, Clock), Polls),
                new(Polls, report, Clock),
                new(Polls, Clock)),
            new PollsWaitingFeature(new(Polls, Clock), new(Polls, Directory), new(Polls, voter)),
            new MattersWaitingFeature(new(Matters, Directory, Clock), new(Matters, Directory), new(Matters, Polls, Directory)),
            new WaitingFeature(new(new(new(Table)), Directory, new(Table), Clock), new(new(new(Table)), Directory, new(Table))),
            .. more(this),
        ];
        Map = new(features);
        Replica = new(Table, Teams, Clock, owner, [], features: features);
    }

    /// <summary>Puts the register in force, binds everybody, and gives every group its channel.</summary>
    public async Task<World> SetUpAsync()
    {
        await Directory.WriteAsync(Fernshaw.Tenant, new(Register, ImmutableSortedDictionary<string, PersonId>.Empty), default);
        var head = DirectoryHead.Empty with { Generation = Register.Generation, Reserved = Register.Generation, Groups = Register.Groups.Count(), Schools = Register.Schools.Count(), People = Register.People.Count() };
        await Directory.CommitHeadAsync(Fernshaw.Tenant, null, head, [], default);
        var bindings = new Bindings(Table);
        foreach (var person in Register.People)
        {
            await bindings.BindAsync(Fernshaw.Tenant, Fernshaw.CallerOf(person.Id).Account, person.Id, "bot", Clock.GetUtcNow(), default);
        }

        foreach (var group in Register.Groups)
        {
            await Replica.Addresses.KeepChannelAsync(Fernshaw.Tenant, group.Id, $"19:{group.Id}", default);
        }

        return this;
    }

    /// <summary>Puts a later generation of the directory in force.</summary>
    public async Task ImportAsync(Register register, int? generation = null)
    {
        var number = generation ?? register.Generation;
        await Directory.WriteAsync(Fernshaw.Tenant, new(new Register(number, register.Groups, register.Schools, register.People, links: register.Links), ImmutableSortedDictionary<string, PersonId>.Empty), default);
        var head = DirectoryHead.Empty with { Generation = number, Reserved = number, Groups = register.Groups.Count(), Schools = register.Schools.Count(), People = register.People.Count() };
        await Directory.CommitHeadAsync(Fernshaw.Tenant, await Directory.FindHeadAsync(Fernshaw.Tenant, default), head, [], default);
    }

    /// <summary>A poll that closes in an hour, with a ballot of each of two heads for its first option, one of them for the second too.</summary>
    public async Task<Poll> VoteAsync(string id = "poll-1", Visibility visibility = Visibility.Members, GroupId? board = null, params string[][] choices)
    {
        var poll = new Poll
        {
            Tenant = Fernshaw.Tenant,
            Id = new(id),
            Group = Fernshaw.AlderVale.Id,
            GroupName = Fernshaw.AlderVale.Name,
            Board = board,
            Wording = new(1, [Fernshaw.EarlyLanguage, new("o2", "Attendance of pupils who miss a day a week", "Attendance"), new("o3", "Reading at the move to Year 7", "Reading")], atMost: 2),
            Electorate = Electorate.OfNetwork(Register, Fernshaw.AlderVale.Id),
            Rule = AgreementRule.MoreThanHalf(2),
            Ask = Ask.Support,
            Visibility = visibility,
            OpenedBy = Fernshaw.Facilitator,
            OpenedAt = Clock.GetUtcNow(),
            ClosesAt = Clock.GetUtcNow().AddHours(1),
            State = PollState.Open,
            Audit = AuditChain.Empty,
        };
        await Polls.WriteElectorateAsync(poll.Tenant, poll.Id, "e1", poll.Electorate, default);
        await Replica.Due.AnnounceAsync(poll.Tenant, ClosePoll.Kind, poll.Id.Value, poll.ClosesAt, default);
        await Polls.InsertAsync(poll, "e1", [], default);
        var cast = new CastVote(Polls, Replica.Due, Clock);
        foreach (var (seat, picked) in poll.Electorate.Seats.Zip(choices.Length > 0 ? choices : [["o1"], ["o1", "o2"]]))
        {
            await cast.HandleAsync(Fernshaw.CallerOf(seat.Voters[0]), poll.Id, seat.Id, 1, string.Join(',', picked), default);
        }

        return poll;
    }

    /// <summary>The matter of a poll that was voted on, closed and carried up, with everything delivered.</summary>
    public async Task<Matter> RaiseOneAsync(Visibility visibility = Visibility.Members)
    {
        await VoteAsync(visibility: visibility);
        await RunAsync(TimeSpan.FromHours(2));
        return await FindAsync();
    }

    public async Task<Matter> FindAsync() => await Matters.FindAsync(Fernshaw.Tenant, Matter, default) ?? throw new InvalidOperationException("The matter was not raised.");

    public Task<MoveOutcome> MoveAsync(PersonId person, Act act, int version, string text = "") => Move.HandleAsync(Fernshaw.CallerOf(person), Fernshaw.Press(Matter, act, version, text), default);

    /// <summary>Steps the engine until nothing is due up to an instant, moving the clock on.</summary>
    public async Task RunAsync(TimeSpan until)
    {
        var end = Clock.GetUtcNow() + until;
        for (var steps = 0; steps < 20_000; steps++)
        {
            if (await Replica.Engine.StepAsync(default) is EngineStep.Idle idle)
            {
                if (!(idle.Next <= end))
                {
                    Clock.MoveTo(end);
                    return;
                }

                Clock.MoveTo(idle.Next.Value > Clock.GetUtcNow() ? idle.Next.Value : Clock.GetUtcNow());
            }
        }

        throw new InvalidOperationException("It never came to rest.");
    }

    public IEnumerable<string> WordsIn(string conversation) => Teams.Posts.Where(post => post.Conversation == conversation).Select(post => post.Words);

    /// <summary>The words that the cards of a conversation show now.</summary>
    public IEnumerable<string> ShownIn(string conversation) => Teams.Posts.Where(post => post.Conversation == conversation).Select(post => Teams.Shown(post.ActivityId));

    public static string ChatOf(PersonId person) => $"a:{Fernshaw.CallerOf(person).Account}";

    public static string ChannelOf(Group group) => $"19:{group.Id}";

    public IEnumerable<Row> Rows(string partition) => Table.AllRows.Where(row => row.Partition == partition);
}
