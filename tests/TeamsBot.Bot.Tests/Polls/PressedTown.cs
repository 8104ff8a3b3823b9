using System.Collections.Concurrent;
using System.Text.Json;
using TeamsBot.Testing.Tables;
using Xunit;

namespace TeamsBot.Bot.Tests.Polls;

/// <summary>The sample county with one poll that is open and one that has closed, for many presses that are to change nothing.</summary>
public sealed class PressedTown : IAsyncLifetime
{
    private const string Vote = "polls.vote", Open = "polls.open", Extend = "polls.extend";

    // Where somebody is reached, which cards stand in which chat, and the list of what waits, which drops what no longer does: noted whoever writes to the bot.
    private static readonly string[] Notes = ["addresses", "answers", "waiting"];

    private readonly InMemoryTable table = new();
    private RunningBot running = null!;

    internal Forger Forger { get; private set; } = null!;

    /// <summary>By name: <c>head</c> and <c>adviser</c> (its facilitator) of the network that votes, <c>neighbour</c> (another of its heads), <c>other</c> (a head of another network) and <c>guest</c> (an account without a person).</summary>
    internal Dictionary<string, Someone> People { get; } = [];

    /// <summary>What each verb's honest button sends.</summary>
    internal Dictionary<string, IReadOnlyDictionary<string, string>> Honest { get; } = [];

    internal RunningBot Running => running;

    public async Task InitializeAsync()
    {
        table.After = (call, _) =>
        {
            // Whatever became of it: a refused press has nothing to try.
            foreach (var write in Notes.Any(note => call.Partition.Contains($"|{note}", StringComparison.Ordinal)) ? [] : call.Writes ?? [])
            {
                Written.Enqueue($"{call.Partition} {write.Key}");
            }
        };
        running = await RunningBot.StartCountyAsync(table: table);
        People["head"] = await running.FindAsync("head.990101@schools.example");
        People["neighbour"] = await running.FindAsync("head.990102@schools.example");
        People["other"] = await running.FindAsync("head.990113@schools.example");
        People["adviser"] = await running.FindAsync("adviser.fernshaw@council.example");
        People["guest"] = await running.AddPersonAsync("A guest of the council");
        var (first, later) = (await OpenAsync(closes: 0), await OpenAsync(closes: 6));
        var closes = DateTimeOffset.FromUnixTimeSeconds(long.Parse(first["closes"], System.Globalization.CultureInfo.InvariantCulture));
        await running.MoveToAsync(closes.AddMinutes(5));
        Forger = await Forger.RecordAsync(running, People["head"], Vote);

        var (poll, seat) = (later["poll"], "school-990101");
        Dictionary<string, string> vote = new() { ["poll"] = poll, ["seat"] = seat, ["version"] = "1" };
        Honest[Vote] = new Dictionary<string, string>(vote) { ["choices"] = "p1" };
        Honest["late"] = new Dictionary<string, string>(Honest[Vote]) { ["poll"] = first["poll"] };
        foreach (var verb in new[] { "polls.abstain", "polls.change", "polls.show", "polls.ballot", "polls.votes" })
        {
            Honest[verb] = vote;
        }

        Honest[Open] = new Dictionary<string, string>(later) { ["poll"] = "another-poll", ["options"] = "Reading\nWriting\nSums", ["atMost"] = "2" };
        Honest[Extend] = new Dictionary<string, string> { ["poll"] = poll, ["closes"] = later["closes"], ["until"] = $"{long.Parse(later["closes"], System.Globalization.CultureInfo.InvariantCulture) + 86_400}", ["extendReason"] = "Two schools were closed." };
        Honest["extend.late"] = new Dictionary<string, string>(Honest[Extend]) { ["poll"] = first["poll"] };
    }

    public async Task DisposeAsync()
    {
        await Forger.DisposeAsync();
        await running.DisposeAsync();
    }

    /// <summary>Every row that was to be written so far, but for <see cref="Notes"/>.</summary>
    internal ConcurrentQueue<string> Written { get; } = [];

    // By the form, as the adviser sees it; its inputs and the id it was drawn with.
    private async Task<Dictionary<string, string>> OpenAsync(int closes)
    {
        var (adviser, chat) = (People["adviser"], await People["adviser"].ChatAsync());
        await adviser.SayAsync(chat, "poll");
        var form = (await adviser.ReadAsync(chat))[^1];
        var inputs = form.GetProperty("card").GetProperty("body").EnumerateArray().Where(element => element.TryGetProperty("id", out _)).ToDictionary(input => input.GetProperty("id").GetString()!);
        var asked = inputs.ToDictionary(input => input.Key, input => input.Value.GetProperty("value").GetString()!);
        asked["closes"] = inputs["closes"].GetProperty("choices")[closes].GetProperty("value").GetString()!;
        await adviser.PressAsync(chat, form.GetProperty("id").GetString()!, Open, asked);
        await running.MoveToAsync(running.Clock.GetUtcNow().AddMinutes(1));
        return new(asked) { ["poll"] = PollOf(form.GetProperty("card")) };
    }

    private static string PollOf(JsonElement form) => form.GetProperty("body").EnumerateArray().Last().GetProperty("actions")[0].GetProperty("data").GetProperty("poll").GetString()!;
}
