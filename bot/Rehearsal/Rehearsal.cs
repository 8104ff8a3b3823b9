using TeamsBot.Bot.Local;
using TeamsBot.Core.Digests;

namespace TeamsBot.Bot.Rehearsal;

/// <summary>
/// Plays a whole cycle on a folder's county: polls, votes, escalations, answers, a digest. People act only through the client API; the engine runs all that is
/// due, and when nothing is due and nothing in flight the clock moves to the next instant at which anything happens.
/// </summary>
internal sealed class Rehearsal(LocalBot bot, RehearsalClock clock, int seed, Action<double> progress)
{
    /// <summary>A Monday morning, the first of a period: Europe/London is on Greenwich time.</summary>
    public static readonly DateTimeOffset Start = new(2026, 11, 9, 8, 0, 0, TimeSpan.Zero);

    private static readonly Period Fortnight = Period.Containing(Start);

    /// <summary>The digest is assembled a quarter of an hour after the period, and reaches every channel soon after.</summary>
    private static readonly DateTimeOffset End = Fortnight.End.AddHours(1);

    /// <summary>The first poll opens when the county has been set up, which takes some minutes of product time.</summary>
    private static readonly DateTimeOffset Opening = Start.AddHours(2);

    private readonly Agenda agenda = new();
    private long lastPost;

    public async Task<Summary> RunAsync(string folder, CancellationToken cancellation)
    {
        var began = TimeProvider.System.GetTimestamp();
        using var http = new HttpClient { BaseAddress = bot.Teams.Address, Timeout = TimeSpan.FromMinutes(2) };
        var teams = new TeamsClient(http);
        var register = await FirstStart.RunAsync(bot, folder, cancellation);
        await PlayAsync(until: Opening, matters: null, teams, cancellation);
        var before = new Memory(await teams.ShownAsync(cancellation));
        var cast = await Cast.MeetAsync(register, teams, cancellation);
        var chance = new Chance(seed);
        new VotingActs(cast, teams, agenda, chance, before, clock).PutDown(Opening);
        await PlayAsync(End, new MatterActs(cast, teams, agenda, chance, before), teams, cancellation);
        return await new FinalCheck(LocalBot.Tenant, bot.Table, register, teams, before).RunAsync(Fortnight, TimeProvider.System.GetElapsedTime(began), cancellation);
    }

    private async Task PlayAsync(DateTimeOffset until, MatterActs? matters, TeamsClient teams, CancellationToken cancellation)
    {
        while (true)
        {
            await agenda.DoDueAsync(clock.GetUtcNow(), cancellation);
            var due = await bot.Engine.RunDueAsync(cancellation);
            if (matters is not null)
            {
                foreach (var post in await teams.PostsAsync(lastPost, cancellation))
                {
                    lastPost = post.Number;
                    matters.React(post);
                }
            }

            // What somebody does now, or what has fallen due meanwhile, comes before time moves.
            var now = clock.GetUtcNow();
            var next = new[] { due, agenda.Next, until }.Min()!.Value;
            if (next <= now)
            {
                if (now >= until && !(agenda.Next <= now) && !(due <= now))
                {
                    return;
                }

                continue;
            }

            clock.MoveTo(next);
            progress((next - Start) / (End - Start));
        }
    }
}
