using System.Globalization;
using TeamsBot.Bench;

// What a durable vote costs beside the least that could be called one: `dotnet run -c Release --project tests/TeamsBot.Bench [rounds] [folder]`.
var rounds = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 7;

// Until the runtime has compiled both paths for good: some ten thousand requests each.
const int WarmUp = 8;

// Disposed last, so its files are closed by then.
using var scratch = new Scratch(args.Length > 1 ? args[1] : AppContext.BaseDirectory);
await using var signer = await Signer.StartAsync();
await using var bot = await BotSide.StartAsync(scratch.File("bot.db"), signer);
await using var bare = await BareSide.StartAsync(scratch.File("bare.db"), signer);
using var voters = new Voters(signer);

Console.WriteLine($"{Voters.Together} voters at a time over HTTP on loopback, {County.VotesInRound} first votes a round in {County.PollsInRound} polls; {rounds} rounds of each side, in turn, after {WarmUp} of each to warm up.");
Console.WriteLine("bot:  the inbound endpoint, token checked, CastVote, SqliteTable at synchronous=FULL, the voter's card as the answer.");
Console.WriteLine("bare: ASP.NET Core, the same token check, one insert at synchronous=FULL over one connection behind a lock.");

var measured = new List<(Measure Bot, Measure Bare)>();
for (var round = 1 - WarmUp; round <= rounds; round++)
{
    var votes = await bot.OpenPollsAsync(round);
    var botTook = await voters.SendAsync(bot.Address, votes, "Your vote is in");
    var bareTook = await voters.SendAsync(bare.Address, votes, "ok");
    await bot.CheckAsync(round);
    if (round > 0)
    {
        measured.Add((botTook, bareTook));
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"round {round}: bot {botTook.Rate,6:F0} votes/s ({botTook.Processor:F0} µs of processor)   bare {bareTook.Rate,6:F0} inserts/s ({bareTook.Processor:F0} µs)   ratio {botTook.Rate / bareTook.Rate:F2}"));
    }
}

bare.Check((rounds + WarmUp) * County.VotesInRound);
var ratio = Median(measured.Select(round => round.Bot.Rate / round.Bare.Rate));
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"median: bot {Median(measured.Select(round => round.Bot.Rate)):F0} votes/s, bare {Median(measured.Select(round => round.Bare.Rate)):F0} inserts/s, ratio {ratio:F2} (at least 0.50 is wanted)"));
return ratio >= 0.5 ? 0 : 1;

static double Median(IEnumerable<double> values)
{
    var sorted = values.Order().ToList();
    return (sorted[(sorted.Count - 1) / 2] + sorted[sorted.Count / 2]) / 2;
}
