using TeamsBot.Bot.Local;
using TeamsBot.Core.Calendar;
using TeamsBot.Core.Digests;
using TeamsBot.Core.Directory;

namespace TeamsBot.Bot.Rehearsal;

/// <summary>
/// Plays six weeks on a folder’s county: polls, rounds, votes, what goes up and comes down, digests. People act only through the client API; the engine runs all that is
/// due, and when nothing is due and nothing in flight the clock moves to the next instant at which anything happens.
/// </summary>
internal sealed class Rehearsal(LocalBot bot, RehearsalClock clock, RunFolder run, Chance chance, Action<double> progress) : IDisposable
{
    /// <summary>A Monday morning, the first of a period: Europe/London is on Greenwich time.</summary>
    public static readonly DateTimeOffset Start = new(2026, 11, 9, 8, 0, 0, TimeSpan.Zero);

    private static readonly Period Fortnight = Period.Containing(Start);

    /// <summary>A Friday noon before Christmas: what a silent board was sent in the first week has stood on the next tier's agenda for some days (twenty school working days).</summary>
    private static readonly DateTimeOffset End = Start.AddDays(39).AddHours(4);

    /// <summary>The first poll opens when the county has been set up, which takes some minutes of product time.</summary>
    private static readonly DateTimeOffset Opening = Start.AddHours(2);

    /// <summary>The county asks its schools when every network's poll is open and its cards have arrived.</summary>
    private static readonly DateTimeOffset Consulting = Opening.AddHours(2);

    /// <summary>Every network's round starts in the afternoon of the first day.</summary>
    private static readonly DateTimeOffset Rounding = Opening.AddHours(3);

    private readonly long began = TimeProvider.System.GetTimestamp();
    private readonly HttpClient http = new() { BaseAddress = bot.Teams.Address, Timeout = TimeSpan.FromMinutes(2) };
    private long lastPost;

    private TeamsClient Teams => new(http);

    /// <summary>Plays what is left to play.</summary>
    public async Task PlayAsync(string folder, CancellationToken cancellation)
    {
        var cast = await Cast.MeetAsync(await FirstStart.RunAsync(bot, folder, cancellation), Teams, cancellation);
        var memory = await Memory.ReadAsync(Teams, cancellation);
        var agenda = new Agenda(memory, clock);
        var matters = new MatterActs(cast, Teams, agenda, chance, clock);
        matters.Recall(memory);
        if (memory.IsEmpty)
        {
            await matters.AskForABadDayAsync(cancellation);
        }

        new VotingActs(cast, Teams, agenda, chance, memory).PutDown(Opening);
        new ConsultationActs(cast, Teams, agenda, chance, memory).PutDown(Consulting);
        new RoundActs(cast, Teams, agenda, chance, memory).PutDown(Rounding);
        var chats = new Chats(cast, Teams);
        var (services, concerns, projects) = (new ServiceActs(cast, chats, agenda, chance), new ConcernActs(cast, chats, agenda, chance), new ProjectActs(cast, chats, agenda, clock));
        var patterns = new PatternActs(cast, chats, agenda, chance, clock);
        services.PutDown(Start, End);
        concerns.PutDown(Start);
        projects.PutDown(Start);
        await PlayAsync(agenda, [matters.React, services.React, concerns.React, projects.React, patterns.React], cancellation);
    }

    /// <summary>Compares what was shown, accepted and stored, and reports. Plays nothing.</summary>
    public async Task<Summary> ReportAsync(CancellationToken cancellation)
    {
        var register = await bot.Services.GetRequiredService<DirectoryStore>().CurrentAsync(LocalBot.Tenant, cancellation) ?? throw new InvalidOperationException("The run has no directory.");
        var cast = await Cast.MeetAsync(register, Teams, cancellation);
        var summary = await new FinalCheck(LocalBot.Tenant, bot.Table, cast, Teams, run.Starts).RunAsync(Fortnight, End, bot.Services.GetRequiredService<SchoolCalendar>(), cancellation);
        return summary with { Seconds = Math.Round(TimeProvider.System.GetElapsedTime(began).TotalSeconds, 1) };
    }

    public void Dispose() => http.Dispose();

    private async Task PlayAsync(Agenda agenda, IReadOnlyList<Action<AcceptedPost>> react, CancellationToken cancellation)
    {
        await ReadPostsAsync(react, cancellation);
        while (true)
        {
            await agenda.DoDueAsync(cancellation);
            var due = await bot.Engine.RunDueAsync(cancellation);
            await ReadPostsAsync(react, cancellation);

            // What somebody does now, or what has fallen due meanwhile, comes before time moves.
            var now = clock.GetUtcNow();
            var next = new[] { due, agenda.Next, End }.Min()!.Value;
            if (next > now)
            {
                clock.MoveTo(next);
                progress((next - Start) / (End - Start));
            }
            else if (now >= End && !(agenda.Next <= now) && !(due <= now))
            {
                return;
            }
        }
    }

    private async Task ReadPostsAsync(IReadOnlyList<Action<AcceptedPost>> react, CancellationToken cancellation)
    {
        await foreach (var post in Teams.PostsAsync(lastPost, cancellation))
        {
            lastPost = post.Number;
            foreach (var reacts in react)
            {
                reacts(post);
            }
        }
    }
}
