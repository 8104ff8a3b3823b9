using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Rounds;
using TeamsBot.Core.Tests.Calendar;
using TeamsBot.Core.Tests.Escalations;
using TeamsBot.Core.Themes;
using static TeamsBot.Core.Tests.Escalations.Fernshaw;

namespace TeamsBot.Core.Tests.Rounds;

/// <summary>The locality of <see cref="Fernshaw"/> with rounds: three schools, their facilitator, the board above. Monday 7 September 2026, in term.</summary>
internal sealed class RoundWorld
{
    public const string Theme = "language";

    private readonly Func<RoundWorld, IEnumerable<StageCards>> stages;
    private int lastId;

    /// <param name="stages">The stages besides proposals.</param>
    public RoundWorld(DateTimeOffset? start = null, Func<RoundWorld, IEnumerable<StageCards>>? stages = null)
    {
        this.stages = stages ?? (_ => []);
        World = new(start: start, more: PutTogether);
    }

    public World World { get; }

    public RoundStore Rounds { get; private set; } = null!;

    public ProposalStore Proposals { get; private set; } = null!;

    public RoundNews News { get; private set; } = null!;

    /// <summary>The time, and the ids of what a form would add.</summary>
    public PollClock Drawn { get; private set; } = null!;

    public StartRound Start { get; private set; } = null!;

    public StartBoardRound StartBoard { get; private set; } = null!;

    public AdvanceRound Advance { get; private set; } = null!;

    public TakeVote TakeVote { get; private set; } = null!;

    public static ThemeList Themes { get; } = new(0, [new(new(Theme), "Early language", null, []), new(new("attendance"), "Attendance", null, [])]);

    /// <summary>Proposals to Friday 11 September, the vote from the 15th to the 18th.</summary>
    public static NewRound Asked(string id = "round-1") => new(new(id), AlderVale.Id, 3, Ask.Support, new(2026, 9, 11), new(2026, 9, 18));

    public async Task<RoundWorld> SetUpAsync()
    {
        await World.SetUpAsync();
        return this;
    }

    /// <summary>A round that takes proposals, with its cards delivered.</summary>
    public static async Task<RoundWorld> OpenAsync(DateTimeOffset? start = null)
    {
        var world = await new RoundWorld(start).SetUpAsync();
        Xunit.Assert.IsType<StartOutcome.Started>(await world.StartAsync());
        await world.World.RunAsync(TimeSpan.FromMinutes(1));
        return world;
    }

    public Task<StartOutcome> StartAsync(NewRound? asked = null, PersonId? by = null) => Start.HandleAsync(CallerOf(by ?? Facilitator), asked ?? Asked(), default);

    public Task<ProposeOutcome> ProposeAsync(string id, PersonId person, int school, string text, string theme = Theme, string why = "") =>
        new Propose(Rounds, Proposals, new(World.Table, new(Themes)), News).HandleAsync(CallerOf(person), new("round-1"), Seat(school), new(id, text, theme, why), default);

    public Task<ProposeOutcome> WithdrawAsync(string id, PersonId person, int school) =>
        new WithdrawProposal(Rounds, Proposals, News).HandleAsync(CallerOf(person), new("round-1"), Seat(school), id, default);

    public Task<SteerOutcome> MergeAsync(string id, string chosen, string text, PersonId? by = null) =>
        new MergeProposals(Rounds, Proposals, new(World.Table, new(Themes)), World.Directory, News).HandleAsync(CallerOf(by ?? Facilitator), new("round-1"), new(id, chosen, text, Theme), default);

    public Task<SteerOutcome> SkipAsync(Stage stage, string note, PersonId? by = null) =>
        new SkipStage(Rounds, World.Directory, News).HandleAsync(CallerOf(by ?? Facilitator), new("round-1"), stage.ToString(), note, default);

    public Task<VoteOutcome> VoteAsync(PersonId person, int school, string choices) =>
        new CastVote(World.Polls, World.Replica.Due, World.Clock).HandleAsync(CallerOf(person), new("round-1-vote"), Seat(school), 1, choices, default);

    public async Task<Round> FindAsync() => await Rounds.FindAsync(Tenant, new("round-1"), default) ?? throw new InvalidOperationException("No round was started.");

    public async Task<ProposalBook> BookAsync() => await Proposals.ReadAsync(await FindAsync(), default);

    /// <summary>Runs all that is due up to an instant.</summary>
    public Task RunToAsync(DateTimeOffset end) => World.RunAsync(end - World.Clock.GetUtcNow());

    public async Task<Message> TypeAsync(PersonId person) => Shown(await World.Map.CommandHandler(RoundForm.Command)!(new(CallerOf(person), new Place.Personal(), RoundForm.Command, "", $"29:{person}"), default));

    public async Task<Message> PressAsync(PersonId person, string verb, params (string Name, string Value)[] data) =>
        Shown(await World.Map.PressHandler(verb)!(new(CallerOf(person), new Place.Personal(), "card", data.ToDictionary(pair => pair.Name, pair => pair.Value), $"29:{person}"), default));

    public static SeatId Seat(int school) => new($"school-10000{school}");

    public List<string> Keys(string prefix) =>
        [.. World.Rows(RoundStore.Partition(Tenant, new("round-1"))).Where(row => row.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(row => row.Key)];

    private static Message Shown(Answer answer) => Xunit.Assert.IsType<Answer.Show>(answer).Message;

    private IEnumerable<Feature> PutTogether(World world)
    {
        var due = new DueWork(world.Table, world.Clock);
        var outbox = new Outbox(world.Table, due, world.Clock);
        var clock = new PollClock(world.Clock, () => $"fresh-{++lastId}");
        var (directory, polls, themes, calendar) = (world.Directory, world.Polls, new ThemeStore(world.Table, new(Themes)), SchoolCalendarTests.Shipped);
        Drawn = clock;
        Rounds = new(world.Table);
        Proposals = new(Rounds);
        News = new(Rounds, outbox, due, clock);
        Start = new(Rounds, new(world.Table, Rounds), directory, News, calendar);
        Advance = new(Rounds, Proposals, News, calendar);
        TakeVote = new(Rounds, polls, News, calendar);
        var proposals = new ProposalStage(Rounds, Proposals, themes, clock);
        StageCards[] all = [proposals, .. stages(this)];
        var (presses, owner) = (new StagePress(Rounds, outbox), new RoundOwnerTurn(Rounds, Proposals, themes, directory, clock));
        StartBoard = new(Start, world.Matters, themes, calendar);
        var networks = new RoundForm(directory, Start, owner, all, calendar);
        var boards = new BoardRoundForm(directory, StartBoard, owner, calendar);
        var opening = new OpenPoll(polls, directory, outbox, new(due, calendar), clock);
        return
        [
            new RoundFeature(
                new(networks, boards, new(networks, boards)),
                new(new(Rounds, Proposals, themes, News), new(Rounds, Proposals, News), proposals, presses),
                new(owner, new(Rounds, directory, News), new(Rounds, Proposals, themes, directory, News)),
                new(all, presses),
                new(all, new(new(Rounds, Proposals, all, clock), new(Rounds, owner), new(Rounds, Proposals)), Advance, new(Rounds, Proposals, polls, opening, clock), TakeVote)),
            new RoundsWaitingFeature(new(Rounds, Proposals, world.Clock), new(Rounds, directory)),
        ];
    }
}
