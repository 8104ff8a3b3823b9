using Microsoft.Extensions.DependencyInjection;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Polls;

namespace TeamsBot.Core.Minutes;

/// <summary>Minutes of what was decided, for whoever keeps them.</summary>
public sealed class MinutesFeature(MinutesTurn turn) : Feature
{
    public override IEnumerable<CardSample> Samples => MinutesSamples.All();

    public override void Map(FeatureMap map)
    {
        map.OnCommand("minutes", "the minutes of a vote that has closed", turn.ListAsync, Purpose.LookUp, [Role.Facilitator, Role.Chair, Role.ViceChair, Role.Clerk]);
        map.OnPress(MinutesCards.List, turn.ListAsync);
        map.OnPress(MinutesCards.Show, turn.ShowAsync);
    }
}

/// <summary>Shows minutes to whoever opened the poll, and to the facilitator, chair, vice-chair and clerk of its group.</summary>
public sealed class MinutesTurn(ClosedPolls closed, TakeMinutes take, DirectoryStore directory)
{
    private static readonly Role[] Keepers = [Role.Facilitator, Role.Chair, Role.ViceChair, Role.Clerk];

    public Task<Answer> ListAsync(Typed typed, CancellationToken cancellation) => ListAsync(typed.Caller, cancellation);

    public Task<Answer> ListAsync(Press press, CancellationToken cancellation) => ListAsync(press.Caller, cancellation);

    public async Task<Answer> ShowAsync(Press press, CancellationToken cancellation)
    {
        var mayRead = await ReaderAsync(press.Caller, cancellation);
        if (await closed.FindAsync(press.Caller.Tenant, press[MinutesCards.PollInput], cancellation) is not { } poll || !mayRead(poll))
        {
            return await ListAsync(press.Caller, cancellation); // No such poll, another's, or an open one: they look the same (rule T2).
        }

        return await take.HandleAsync(poll.Tenant, poll.Id, cancellation) is MinutesOutcome.Taken { Minutes: var minutes }
            ? new Answer.Show(MinutesCards.Brief(minutes))
            : new Answer.Show(MinutesCards.Unreadable());
    }

    private async Task<Answer> ListAsync(Caller caller, CancellationToken cancellation)
    {
        var polls = await closed.RecentAsync(caller.Tenant, await ReaderAsync(caller, cancellation), MinutesCards.MostListed, cancellation);
        return new Answer.Show(polls.Count == 0 ? MinutesCards.Nothing() : MinutesCards.Choose(polls));
    }

    private async Task<Func<Poll, bool>> ReaderAsync(Caller caller, CancellationToken cancellation)
    {
        var register = await directory.CurrentAsync(caller.Tenant, cancellation);
        return poll => poll.Visibility is not Visibility.Restricted
            && (poll.OpenedBy == caller.Person || (register is not null && Keepers.Any(role => register.Holds(caller.Person, role, poll.Group))));
    }
}

public static class MinutesServices
{
    public static IServiceCollection AddMinutes(this IServiceCollection services) => services
        .AddSingleton<RecordStore>()
        .AddSingleton<Recount>()
        .AddSingleton<ClosedPolls>()
        .AddSingleton<TakeMinutes>()
        .AddSingleton<MinutesTurn>()
        .AddSingleton<Feature, MinutesFeature>();
}
