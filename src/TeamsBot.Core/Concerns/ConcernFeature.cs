using Microsoft.Extensions.DependencyInjection;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;

namespace TeamsBot.Core.Concerns;

/// <summary>Concerns about how far a school takes part: restricted, routed by the school's status on the day (rule E9).</summary>
public sealed class ConcernFeature(ConcernForm form, ConcernTurn turn, ConcernReading reading, BoardConcernsWaiting board, TakenConcernsWaiting taken) : Feature
{
    public override IEnumerable<CardSample> Samples => ConcernSamples.All();

    public override void Map(FeatureMap map)
    {
        map.OnCommand(ConcernForm.Command, "help for a school that seems to take little part, kept private", form.DrawAsync, Purpose.WorkTogether, [Role.Head, Role.Deputy, Role.Facilitator, Role.Clerk, Role.RegionalRepresentative]);
        map.OnPress(ConcernFormCards.Find, form.FindAsync);
        map.OnPress(ConcernFormCards.Raise, form.RaiseAsync);
        map.OnPress(ConcernCards.Send, turn.SendAsync);
        map.OnPress(ConcernCards.Begin, turn.BeginAsync);
        map.OnPress(ConcernCards.Resolve, turn.ResolveAsync);
        map.OnPress(ConcernCards.NoChange, turn.NoChangeAsync);
        map.OnPress(ConcernCards.Show, turn.ShowAsync);
        foreach (var kind in (string[])[ConcernIntents.Board, ConcernIntents.Taker, ConcernIntents.Reporter, ConcernIntents.Informed])
        {
            map.Sends(new ConcernDispatch(kind, reading));
        }

        map.Waits(board);
        map.Waits(taken);
    }
}

public static class ConcernServices
{
    /// <summary>Adds concerns. Needs the directory, delivery and agreements. The host registers <see cref="ConcernOptions"/> and <see cref="NewId"/>.</summary>
    public static IServiceCollection AddConcerns(this IServiceCollection services) => services
        .AddSingleton<ConcernStore>()
        .AddSingleton<ConcernNews>()
        .AddSingleton<RaiseConcern>()
        .AddSingleton<MoveConcern>()
        .AddSingleton<ConcernReading>()
        .AddSingleton<ConcernForm>()
        .AddSingleton<ConcernTurn>()
        .AddSingleton<BoardConcernsWaiting>()
        .AddSingleton<TakenConcernsWaiting>()
        .AddSingleton<Feature, ConcernFeature>();
}
