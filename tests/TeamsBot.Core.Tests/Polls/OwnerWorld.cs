using System.Text.RegularExpressions;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Tests.Escalations;
using Xunit;

namespace TeamsBot.Core.Tests.Polls;

/// <summary>An open poll of the three schools of Alder Vale, with its cards delivered, for whoever runs it.</summary>
internal sealed class OwnerWorld(World world)
{
    public static readonly PersonId Chair = new("network-chair");
    public static readonly DateTimeOffset Closes = new(2026, 9, 9, 16, 0, 0, TimeSpan.Zero);
    public static readonly DateTimeOffset Later = new(2026, 9, 11, 16, 0, 0, TimeSpan.Zero);

    public World World { get; } = world;

    public int Rows => World.Rows(Partition).Count();

    /// <summary>Who did what to the poll itself.</summary>
    public IReadOnlyList<string> Audit => [.. World.Rows(Partition).Where(row => row.Key.StartsWith("audit|0", StringComparison.Ordinal)).Select(row => $"{row.Fields.Text("who")}: {row.Fields.Text("what")}")];

    public static string Partition => PollStore.Partition(Fernshaw.Tenant, new("poll-1"));

    /// <param name="voters">How many of the three schools have a head.</param>
    /// <param name="chair">Whether the network has a chair.</param>
    public static async Task<OwnerWorld> OpenAsync(int voters = 3, bool chair = false, bool secret = false)
    {
        var register = RegisterOf(Fernshaw.Register.People.Where(person => !Heads.Skip(voters).Contains(person.Id)), chair);
        var world = new OwnerWorld(await new World(register).SetUpAsync());
        Assert.IsType<OpenOutcome.Opened>(await world.World.Open.TryOpenAsync(PollOf(world.World) with { Secrecy = secret ? Secrecy.Secret : Secrecy.Named }, default));
        await world.RunAsync(TimeSpan.FromHours(1));
        return world;
    }

    public async Task<VoteOutcome> VoteAsync(int school, string? choices, int version = 1, PersonId? by = null) =>
        await new CastVote(World.Polls, World.Replica.Due, World.Clock).HandleAsync(Fernshaw.CallerOf(by ?? new($"head-{school}")), new("poll-1"), new($"school-10000{school}"), version, choices, default);

    /// <summary>Presses a button of an owner's card as it was drawn when the poll opened.</summary>
    public async Task<string> PressAsync(string verb, PersonId who, params (string Name, string Value)[] data)
    {
        var all = new Dictionary<string, string> { ["poll"] = "poll-1", ["closes"] = PollForm.Value(Closes) };
        foreach (var (name, value) in data)
        {
            all[name] = value;
        }

        var answer = await World.Map.PressHandler(verb)!(new Press(Fernshaw.CallerOf(who), new Place.Personal(), null, all, null), default);
        return Json(Assert.IsType<Answer.Show>(answer).Message);
    }

    /// <summary>Types a command.</summary>
    public async Task<string> SayAsync(string word, PersonId who)
    {
        var answer = await World.Map.CommandHandler(word)!(new Typed(Fernshaw.CallerOf(who), new Place.Personal(), word, "", null), default);
        return Json(Assert.IsType<Answer.Show>(answer).Message);
    }

    /// <summary>Does one thing just before the other would change the poll's own row.</summary>
    public async Task<string> BeforeTheCommitOnceAsync(Func<Task> between, Func<Task<string>> act)
    {
        var done = false;
        World.Table.Before = call =>
        {
            if (!done && call.Writes?.Any(write => write is Write.ReplaceOne && write.Key == "poll") == true)
            {
                done = true;
                var doing = between();
                Assert.True(doing.IsCompletedSuccessfully);
            }

            return null;
        };
        var answer = await act();
        World.Table.Before = null;
        Assert.True(done);
        return answer;
    }

    public Task RunAsync(TimeSpan time) => World.RunAsync(time);

    public async Task<Poll> FindAsync(string id = "poll-1") => await World.Polls.FindAsync(Fernshaw.Tenant, new(id), default) ?? throw new InvalidOperationException($"There is no poll {id}.");

    /// <summary>The cards that stand in a conversation now.</summary>
    public IReadOnlyList<string> CardsIn(string conversation) =>
        [.. World.Teams.Posts.Where(post => post.Conversation == conversation).Select(post => Json(World.Teams.Cards[post.ActivityId]))];

    public static Register RegisterOf(IEnumerable<Person> people, bool chair = false, int generation = 1) => new(
        generation,
        Fernshaw.Register.Groups,
        Fernshaw.Register.Schools,
        chair ? people.Append(new(Chair, "Chair", "c@x.example", [new(Role.Chair, null, Fernshaw.AlderVale.Id)])) : people);

    private static PersonId[] Heads => [Fernshaw.HeadOne, Fernshaw.HeadTwo, Fernshaw.HeadThree];

    private static Poll PollOf(World world) => A.Poll() with
    {
        Tenant = Fernshaw.Tenant,
        Group = Fernshaw.AlderVale.Id,
        Wording = new(1, [Fernshaw.EarlyLanguage, new("o2", "Attendance of pupils", "Attendance"), new("o3", "Reading at the move to Year 7", "Reading")], atMost: 2),
        Rule = AgreementRule.MoreThanHalf(2),
        Electorate = Electorate.OfNetwork(world.Register, Fernshaw.AlderVale.Id),
        OpenedBy = Fernshaw.Facilitator,
        OpenedAt = world.Clock.GetUtcNow(),
        ClosesAt = Closes,
    };

    private static string Json(Message message) => Regex.Unescape(message.Card.ToJson());
}
