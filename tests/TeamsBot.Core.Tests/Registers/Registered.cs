using System.Text.Json;
using System.Text.RegularExpressions;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Registers;
using TeamsBot.Core.Tests.Escalations;
using static TeamsBot.Core.Tests.Escalations.Fernshaw;

namespace TeamsBot.Core.Tests.Registers;

/// <summary>The locality with the registers beside everything else, asked by commands and buttons.</summary>
internal static partial class Registered
{
    /// <summary>A head of the other network under the same board.</summary>
    public static readonly PersonId TarnsideHead = new("tarnside-head");

    /// <summary>A head in another locality under the same partnership board, and the facilitator there.</summary>
    public static readonly PersonId FarHead = new("far-head");

    /// <summary>Serves Fernshaw; and serves the county's far locality, Ridge.</summary>
    public static readonly PersonId NearLead = new("near-lead"), FarLead = new("far-lead");

    public static readonly PersonId Administrator = new("administrator");

    /// <summary>Known to the directory, and a member of nothing.</summary>
    public static readonly PersonId Observer = new("observer");

    public static Register Register { get; } = new(
        1,
        [.. Fernshaw.Register.Groups, new(new("locality-ridge"), "Ridge Locality Board", Tier.Locality, Partnership.Id), new(new("network-cairn"), "Cairn Network", Tier.Network, new("locality-ridge"))],
        [
            .. Fernshaw.Register.Schools,
            new(new("200001"), "Tarn Bank Primary", "Primary", "Community school", 4, "Open", null, Tarnside.Id),
            new(new("300001"), "Cairn Top Primary", "Primary", "Community school", 4, "Open", null, new GroupId("network-cairn")),
        ],
        [
            .. Fernshaw.Register.People,
            new(TarnsideHead, "Another head", "another@county.example", [new(Role.Head, new("200001"), null)]),
            new(FarHead, "A head far off", "far@county.example", [new(Role.Head, new("300001"), null)]),
            new(NearLead, "Early Help lead, Fernshaw", "early.help@county.example", [new(Role.ServiceLead, null, Board.Id)]),
            new(FarLead, "Early Help lead, Ridge", "early.help.ridge@county.example", [new(Role.ServiceLead, null, new("locality-ridge"))]),
            new(Administrator, "The administrator", "administrator@county.example", [new(Role.Administrator, null, null)]),
            new(Observer, "An observer", "observer@county.example", [new(Role.Observer, null, AlderVale.Id)]),
        ]);

    public static async Task<World> StartAsync() => await new World(Register, more: world => [FeatureOf(world)]).SetUpAsync();

    public static FillRegisters FillOf(World world) => new(PlanOf(world), new(world.Table), world.Index, world.Polls, world.Matters);

    public static FillPlan PlanOf(World world) => new(world.Table, new(world.Table, world.Clock), world.Clock);

    public static async Task<Message> TypeAsync(this World world, PersonId person, string word, string rest = "", TenantId? tenant = null) =>
        Shown(await world.Map.CommandHandler(word)!(new(CallerOf(person) with { Tenant = tenant ?? Tenant }, new Place.Personal(), word, rest, "29:somebody"), default));

    public static async Task<Message> PressAsync(this World world, PersonId person, string verb, params (string Name, string Value)[] data) =>
        Shown(await world.Map.PressHandler(verb)!(new(CallerOf(person), new Place.Personal(), "card", data.ToDictionary(pair => pair.Name, pair => pair.Value), "29:somebody"), default));

    /// <summary>The texts of a card in their order, a line each, with ordinary spaces.</summary>
    public static string TextOf(Message message) =>
        string.Join('\n', Texts().Matches(message.Card.ToJson()).Select(match => JsonSerializer.Deserialize<string>(match.Groups[1].Value)!)).Replace('\u00A0', ' ');

    /// <summary>The data of the one button of that title.</summary>
    public static (string Name, string Value)[]? DataOf(Message message, string title)
    {
        using var card = JsonDocument.Parse(message.Card.ToJson());
        return Find(card.RootElement);

        (string Name, string Value)[]? Find(JsonElement element) => element.ValueKind switch
        {
            JsonValueKind.Object when element.TryGetProperty("type", out var type) && type.GetString() == "Action.Execute" && element.GetProperty("title").GetString() == title =>
                element.TryGetProperty("data", out var data) ? [.. data.EnumerateObject().Select(pair => (pair.Name, pair.Value.GetString()!))] : [],
            JsonValueKind.Object => element.EnumerateObject().Select(property => Find(property.Value)).FirstOrDefault(found => found is not null),
            JsonValueKind.Array => element.EnumerateArray().Select(Find).FirstOrDefault(found => found is not null),
            _ => null,
        };
    }

    private static RegisterFeature FeatureOf(World world)
    {
        var desk = new RegisterDesk(world.Directory, new(world.Table, new(Tests.Rounds.RoundWorld.Themes)), world.Matters);
        return new(new(new(new(world.Table), world.Polls, world.Matters), desk), new(new(new(world.Table), world.Matters, world.Clock), desk), FillOf(world));
    }

    private static Message Shown(Answer answer) => Xunit.Assert.IsType<Answer.Show>(answer).Message;

    [GeneratedRegex("\"text\":(\"(?:[^\"\\\\]|\\\\.)*\")")]
    private static partial Regex Texts();
}
