using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Tests.Polls;
using TeamsBot.Testing;
using TeamsBot.Testing.Tables;
using Xunit;

namespace TeamsBot.Core.Tests.Resources;

/// <summary>
/// Two localities, each with a network: odd schools are in Alder Vale, even ones in Tarnside. Each school has a head and a deputy; school 6 and every third are secondaries. Everybody
/// presses the whole way from the activity to the row.
/// </summary>
internal sealed class Town
{
    public static readonly PersonId Editor = new("editor"), Administrator = new("administrator"), Governor = new("governor"), Facilitator = new("facilitator"), Chair = new("chair"), OtherChair = new("other-chair"), CountyChair = new("county-chair");
    public static readonly GroupId County = new("partnership"), Fernshaw = new("locality-fernshaw"), Saltmarsh = new("locality-saltmarsh"), AlderVale = new("network-alder-vale"), Tarnside = new("network-tarnside");

    private readonly Bindings bindings;

    public Town()
    {
        bindings = new(Table);
        Directory = new(Table);
    }

    public InMemoryTable Table { get; } = new();

    public ManualClock Clock { get; } = new(A.Opened);

    public Bindings Bindings => bindings;

    public DirectoryStore Directory { get; }

    public Turn Turn { get; private set; } = null!;

    /// <summary>Ids in the order they are asked for: id-1, id-2.</summary>
    public string NewId() => $"id-{++LastId}";

    public int LastId { get; private set; }

    public void Wire(params IEnumerable<Feature> features) => Turn = new(new(features), bindings, new(Table, bindings), new([A.Tenant]), NullLogger<Turn>.Instance);

    public static Register RegisterOf(int schools = 8, int generation = 1) => new(
        generation,
        [
            new(County, "Fernshaw and Saltmarsh Partnership Board", Tier.Partnership, null),
            new(Fernshaw, "Fernshaw Locality Board", Tier.Locality, County), new(Saltmarsh, "Saltmarsh Locality Board", Tier.Locality, County),
            new(AlderVale, "Alder Vale Network", Tier.Network, Fernshaw), new(Tarnside, "Tarnside Network", Tier.Network, Saltmarsh),
        ],
        Enumerable.Range(1, schools).Select(n => new School(new($"{n}"), $"School {n}", n % 3 == 0 ? "Secondary" : "Primary", "Community school", 4, "Open", "Fernshaw", n % 2 == 1 ? AlderVale : Tarnside)),
        [
            .. Enumerable.Range(1, schools).SelectMany(n => (Person[])[Of(A.Head(n), new Appointment(Role.Head, new($"{n}"), null)), Of(A.Deputy(n), new Appointment(Role.Deputy, new($"{n}"), null))]),
            Of(Editor, new Appointment(Role.Editor, null, County)), Of(Administrator, new Appointment(Role.Administrator, null, County)), Of(Governor, new Appointment(Role.Governor, new("1"), null)),
            Of(Facilitator, new Appointment(Role.Facilitator, null, AlderVale)), Of(Chair, new Appointment(Role.Chair, null, Fernshaw)), Of(OtherChair, new Appointment(Role.Chair, null, Saltmarsh)), Of(CountyChair, new Appointment(Role.Chair, null, County)),
        ]);

    public async Task ImportAsync(Register register)
    {
        await Directory.WriteAsync(A.Tenant, new(register, ImmutableSortedDictionary<string, PersonId>.Empty), default);
        var head = DirectoryHead.Empty with { Generation = register.Generation, Groups = register.Groups.Count(), Schools = register.Schools.Count(), People = register.People.Count() };
        await Directory.CommitHeadAsync(A.Tenant, await Directory.FindHeadAsync(A.Tenant, default), head, [], default);
        foreach (var person in register.People)
        {
            await bindings.BindAsync(A.Tenant, PollWorld.CallerOf(person.Id).Account, person.Id, "bot", Clock.GetUtcNow(), default);
        }
    }

    /// <summary>The answering card's JSON, with plain spaces and nothing escaped.</summary>
    public async Task<string> PressAsync(PersonId person, string verb, params (string Name, string Value)[] data) => TextOf(Assert.IsType<Answer.Show>(await Turn.PressAsync(
        new(FromOf(person), verb, "card-1", data.ToDictionary(pair => pair.Name, pair => pair.Value), Automatic: false), default)));

    public async Task<string> TypeAsync(PersonId person, string text) => TextOf(Assert.IsType<Answer.Show>((await Turn.TakeAsync(new Incoming.Said(FromOf(person), text), default))!.Answer));

    public IReadOnlyList<Row> Rows(string partition, string prefix) => [.. Table.AllRows.Where(row => row.Partition == partition && row.Key.StartsWith(prefix, StringComparison.Ordinal))];

    private static Sender FromOf(PersonId person) => new(PollWorld.CallerOf(person).Account, $"29:{person}", new(A.Tenant, $"a:{PollWorld.CallerOf(person).Account}", new("https://teams.example/")), IsPersonal: true);

    private static string TextOf(Answer.Show shown) => System.Text.RegularExpressions.Regex.Unescape(shown.Message.Card.ToJson().Replace("\\\"", "'", StringComparison.Ordinal).Replace("\\\\", "", StringComparison.Ordinal)).Replace('\u00A0', ' ');

    private static Person Of(PersonId id, params ImmutableArray<Appointment> held) => new(id, $"{id}", $"{id}@x.example", held);
}
