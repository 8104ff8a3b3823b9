using System.Collections.Concurrent;
using System.Globalization;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Tables;
using Xunit;
using static TeamsBot.Core.Tests.Escalations.Fernshaw;

namespace TeamsBot.Core.Tests.Escalations;

/// <summary>
/// Random moves by random people on random copies of a card, on the real use cases and store, beside a small model of our own: the stored matter never leaves the table, and
/// every answer reaches each origin and each voter once. <c>TEAMSBOT_MATTER_SEQUENCES</c> sets how many; a failure names the seed of its sequence.
/// </summary>
public sealed class MatterModelTests
{
    private const int ByDefault = 10_000;
    private const int Presses = 10;
    private const int SequencesOnATable = 200;

    /// <summary>One sequence in so many is delivered to the end.</summary>
    private const int Delivered = 500;

    private static readonly Group Children = new(new("children"), "Children’s Board", Tier.Children, null);
    private static readonly Group[] BoardsOf = [Board, Partnership with { Parent = Children.Id }, Children];
    private static readonly Register County = new(
        1,
        [.. BoardsOf, AlderVale, Tarnside],
        Fernshaw.Register.Schools,
        [.. Fernshaw.Register.People, new(MatterModel.ChildrenChair, "The chair", "children@county.example", [new(Role.Chair, null, Children.Id)])]);

    private static readonly PersonId[] People = [Chair, Chair, ViceChair, Clerk, CountyChair, CountyChair, MatterModel.ChildrenChair, Facilitator, Facilitator, HeadOne, Stranger];
    private static readonly Act[] Acts = [.. Enum.GetValues<Act>(), Act.ReferUp, Act.Ask, Act.Progress];

    [Fact]
    public async Task E2_E7_RandomMovesByRandomRolesOnRandomCards_NeverLeaveTheTableAndTellEveryoneOnce()
    {
        var sequences = int.TryParse(Environment.GetEnvironmentVariable("TEAMSBOT_MATTER_SEQUENCES"), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : ByDefault;
        var reached = new ConcurrentBag<MatterState>();
        await Parallel.ForEachAsync(Enumerable.Range(0, sequences).Chunk(SequencesOnATable), async (seeds, _) =>
        {
            var world = await new World(County).SetUpAsync();
            foreach (var seed in seeds)
            {
                foreach (var state in await RunAsync(seed % Delivered == 0 ? await new World(County).SetUpAsync() : world, seed))
                {
                    reached.Add(state);
                }
            }
        });
        Assert.Equal(sequences < 100 ? reached.Distinct().Order() : Enum.GetValues<MatterState>(), reached.Distinct().Order());
    }

    private static async Task<IEnumerable<MatterState>> RunAsync(World world, int seed)
    {
        var sequence = new Sequence(world, seed);
        try
        {
            await sequence.RunAsync();
            if (seed % Delivered == 0)
            {
                await sequence.DeliverAsync();
            }
        }
        catch (Exception failed)
        {
            throw new InvalidOperationException($"Sequence {seed}: {failed.Message}", failed);
        }

        return sequence.Reached;
    }

    private sealed class Sequence(World world, int seed)
    {
        private readonly Random random = new(seed);
        private readonly MoveByVote vote = new(world.Matters, world.News);
        private readonly List<(MatterId Id, MatterModel Model)> matters = [];

        public HashSet<MatterState> Reached { get; } = [];

        public async Task RunAsync()
        {
            var raised = Raised(seed % 10 == 3 ? Visibility.Restricted : Visibility.Members);
            var id = MatterId.Of(new($"poll-{seed}"), "o1", Tier.Locality);
            raised = raised with { Id = id, Evidence = raised.Evidence with { Poll = new($"poll-{seed}") }, AboveChain = [.. BoardsOf.Select(Party.Of)] };
            raised = world.News.Timed(raised);
            Assert.Equal(Committed.Done, await world.Matters.InsertAsync(raised, (await world.News.AnnounceAsync(raised, default))!, default));
            matters.Add((id, new()));
            for (var step = 0; step < Presses; step++)
            {
                await StepAsync();
            }

            foreach (var (matter, model) in matters)
            {
                await CheckAsync(matter, model);
                await CheckIntentsAsync(matter, model);
            }
        }

        /// <summary>Runs delivery until nothing is due: every voter's chat has one card for each telling, and the network's channel has each matter once, as it stands.</summary>
        public async Task DeliverAsync()
        {
            await world.RunAsync(TimeSpan.FromHours(2));
            Assert.Equal([], world.Replica.Log);
            foreach (var head in new[] { HeadOne, HeadTwo })
            {
                Assert.Equal(matters.Sum(matter => matter.Model.Told), world.WordsIn(World.ChatOf(head)).Count());
            }

            var shown = new List<string>();
            foreach (var (id, _) in matters)
            {
                var matter = (await world.Matters.FindAsync(Tenant, id, default))!;
                shown.AddRange(matter.MayBeShownInChannels ? [$"{MatterWords.StatusOf(matter)}: Early language, {matter.Holder.Name}"] : []);
            }

            Assert.Equal(shown.Order(), world.ShownIn(World.ChannelOf(AlderVale)).Order());
        }

        private async Task StepAsync()
        {
            var (id, model) = matters[random.Next(4) == 0 ? random.Next(matters.Count) : ^1];
            var before = model.Version;
            switch (random.Next(16))
            {
                case 0:
                    var board = random.Next(BoardsOf.Length);
                    model.Vote(board);
                    await vote.HandleAsync(Tenant, id, new(BoardsOf[board].Id, "tally", world.Clock.GetUtcNow(), Confirms: false), County, default);
                    break;
                case 1 or 2 when model.CameBack:
                    await AgainAsync(id);
                    break;
                default:
                    await PressAsync(id, model);
                    break;
            }

            // What was refused is looked at once more at the end.
            if (model.Version != before)
            {
                await CheckAsync(id, model);
            }
        }

        // The row itself: reading the whole matter after each of so many moves would take most of the time.
        private async Task CheckAsync(MatterId id, MatterModel model)
        {
            var row = (await world.Table.FindAsync(MatterStore.Partition(Tenant, id), MatterRows.MatterKey, default))!;
            Assert.Equal((model.State.ToString(), model.Version), (row.Fields.Text("state"), MatterRows.MovesOf(row.Fields)));
            Assert.True(MatterRules.IsOver(model.State) || MatterRows.IsHeldBy(row.Fields, BoardsOf[model.Board].Id));
            Reached.Add(model.State);
        }

        private async Task PressAsync(MatterId id, MatterModel model)
        {
            var version = random.Next(4) == 0 ? random.Next(-1, model.Version + 2) : model.Version;
            var press = new RandomPress(
                People[random.Next(People.Length)], Acts[random.Next(Acts.Length)], version, random.Next(6) == 0 ? "" : $"words {random.Next(2)}", random.Next(4) == 0 ? "" : "the team", RandomPress.Dates[random.Next(RandomPress.Dates.Length)]);
            var expected = model.Press(press);

            var outcome = await world.Move.HandleAsync(CallerOf(press.Person), new(id, press.Act, press.Version, press.Text, press.Owner, press.Date), default);

            Assert.Equal(expected, outcome switch
            {
                MoveOutcome.Moved { IsNew: true } => Expected.Made,
                MoveOutcome.Moved => Expected.Same,
                MoveOutcome.Overtaken => Expected.Overtaken,
                MoveOutcome.Wrong => Expected.Wrong,
                _ => Expected.NotYours,
            });
        }

        // Once for each attempt, by the facilitator alone (rule E5).
        private async Task AgainAsync(MatterId id)
        {
            var person = People[random.Next(People.Length)];
            var isFirst = matters.TrueForAll(matter => matter.Id != id.Next);

            var outcome = await world.Resubmit.HandleAsync(CallerOf(person), id, $"changed {random.Next(100)}", default);

            Assert.Equal(person == Facilitator && isFirst, outcome is ResubmitOutcome.Sent { IsNew: true });
            Assert.Equal(person != Facilitator, outcome is ResubmitOutcome.NotYours);
            if (outcome is ResubmitOutcome.Sent { IsNew: true })
            {
                matters.Add((id.Next, new()));
            }
        }

        private async Task CheckIntentsAsync(MatterId id, MatterModel model)
        {
            var matter = (await world.Matters.FindAsync(Tenant, id, default))!;
            Assert.Equal((model.State, BoardsOf[model.Board].Id, model.Version), (matter.State, matter.Holder.Id, matter.Version));
            var kinds = new List<string>();
            var answers = new AnswerCards(world.Matters);
            await foreach (var row in world.Table.ScanAsync(MatterStore.Partition(Tenant, id), KeyRange.Under("intent|"), default))
            {
                var intent = IntentRow.From(row).Intent;
                kinds.Add(intent.Kind);
                if (intent.Kind == MatterIntents.Answer)
                {
                    Assert.Equal([HeadOne.Value, HeadTwo.Value], (await answers.RecipientsAsync(intent, default))!.Select(recipient => recipient.Id));
                }
            }

            var inChannels = matter.MayBeShownInChannels ? model.Version : 0;
            Assert.Equal(
                (model.Version, inChannels, inChannels, model.Told),
                (kinds.Count(kind => kind == MatterIntents.Officers), kinds.Count(kind => kind == MatterIntents.Origin), kinds.Count(kind => kind == MatterIntents.Board), kinds.Count(kind => kind == MatterIntents.Answer)));
        }
    }
}
