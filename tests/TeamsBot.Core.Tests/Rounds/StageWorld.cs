using Microsoft.Extensions.Logging.Abstractions;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Rounds;
using TeamsBot.Core.Tests.Polls;
using TeamsBot.Testing;
using TeamsBot.Testing.Tables;

namespace TeamsBot.Core.Tests.Rounds;

/// <summary>A round of three schools that has come to its stage of causes or approaches, on a table in memory; presses go the whole way from the activity.</summary>
internal sealed class StageWorld
{
    private readonly Turn turn;
    private readonly Bindings bindings;
    private int lastId;

    private StageWorld()
    {
        bindings = new(Table);
        Rounds = new(Table);
        (Causes, Approaches) = (new(Rounds), new(Rounds));
        var due = new DueWork(Table, Clock);
        var clock = new PollClock(Clock, () => $"id-{++lastId}");
        var outbox = new Outbox(Table, due, Clock);
        News = new(Rounds, outbox, due, clock);
        var presses = new StagePress(Rounds, outbox);
        var (causesForm, approachesForm) = (new CausesForm(Choices, clock), new ApproachesForm(Causes, clock));
        (CausesCards, ApproachesCards) = (new(Rounds, Causes, causesForm), new(Rounds, Approaches, approachesForm));
        Feature[] features = [new CausesFeature(new(new(Rounds, Causes, News), presses, Causes, causesForm), causesForm, new(Rounds, Causes, Clock)), new ApproachesFeature(new(new(Rounds, Approaches, News), presses, Approaches, approachesForm), new(Rounds, Approaches, Clock))];
        turn = new(new(features), bindings, new(Table, bindings), new([A.Tenant]), NullLogger<Turn>.Instance);
    }

    public static CausesChoices Choices { get; } = CausesChoices.Read(Path.Combine(Require.Repository(), "bot", "sample")).Choices ?? throw new InvalidOperationException("The seeded lists are faulty.");

    public InMemoryTable Table { get; } = new();

    public ManualClock Clock { get; } = new(new DateTimeOffset(2026, 12, 1, 9, 0, 0, TimeSpan.Zero));

    public RoundStore Rounds { get; }

    public CausesStore Causes { get; }

    public ApproachesStore Approaches { get; }

    public RoundNews News { get; }

    public CausesStageCards CausesCards { get; }

    public ApproachesStageCards ApproachesCards { get; }

    public static RoundId Id => new("round-1");

    public static async Task<StageWorld> InAsync(Stage stage)
    {
        var world = new StageWorld();
        var round = CausesSamples.RoundIn(stage) with { Tenant = A.Tenant, Electorate = new(Enumerable.Range(1, 3).Select(n => new Seat(A.Seat(n), $"School {n}", [A.Head(n), A.Deputy(n)]))) };
        await world.Rounds.PrepareAsync(round, "e1", default);
        await world.Rounds.InsertAsync(round, "e1", [], default);
        return world;
    }

    public async Task<Round> RoundAsync() => await Rounds.FindAsync(A.Tenant, Id, default) ?? throw new InvalidOperationException("There is no round.");

    public async Task MoveToAsync(Stage stage)
    {
        var read = await Rounds.FindStoredAsync(A.Tenant, Id, default) ?? throw new InvalidOperationException("There is no round.");
        await Rounds.SaveAsync(read, read.Round with { Stage = stage }, new("bot", $"enter {stage}", Clock.GetUtcNow()), [], default);
    }

    public async Task<CausesBook> CausesAsync() => await Causes.ReadAsync(await RoundAsync(), default);

    public async Task<ApproachesBook> ApproachesAsync() => await Approaches.ReadAsync(await RoundAsync(), default);

    public async Task<string> PressAsync(PersonId person, string verb, params (string Name, string Value)[] data)
    {
        var caller = PollWorld.CallerOf(person);
        await bindings.BindAsync(A.Tenant, caller.Account, person, "bot", Clock.GetUtcNow(), default);
        var from = new Sender(caller.Account, $"29:{person}", new(A.Tenant, $"a:{person}", new("https://teams.example/")), IsPersonal: true);
        var all = new Dictionary<string, string> { ["round"] = Id.Value, ["seat"] = A.Seat(1).Value, ["priority"] = "p1" };
        foreach (var (name, value) in data)
        {
            all[name] = value;
        }

        var answer = await turn.PressAsync(new(from, verb, "card-1", all, Automatic: false), default);
        return Xunit.Assert.IsType<Answer.Show>(answer).Message.Card.ToJson().Replace("\\u00A0", "\u00A0", StringComparison.Ordinal);
    }

    /// <summary>What the round's partition holds beside the electorate.</summary>
    public IReadOnlyList<string> Keys(string prefix) => [.. Table.AllRows.Where(row => row.Partition == RoundStore.Partition(A.Tenant, Id) && row.Key.StartsWith(prefix, StringComparison.Ordinal)).Select(row => row.Key)];

    public IReadOnlyList<string> Audit() =>
        [.. Table.AllRows.Where(row => row.Partition == RoundStore.Partition(A.Tenant, Id) && row.Key.StartsWith("audit|", StringComparison.Ordinal)).Select(row => row.Fields.Text("what")).Where(what => what != "start")];
}
