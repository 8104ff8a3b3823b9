using Microsoft.Extensions.DependencyInjection;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;

namespace TeamsBot.Core.Rounds;

/// <summary>The stage of approaches: what schools will do about each agreed priority, who leads it, and on what evidence (R48, R49).</summary>
public sealed class ApproachesFeature(ApproachesTurn turn, ApproachesWaiting waiting) : Feature
{
    public override IEnumerable<CardSample> Samples => ApproachesSamples.All();

    public override void Map(FeatureMap map)
    {
        map.OnPress(ApproachesCards.Show, turn.ShowAsync);
        map.OnPress(ApproachesCards.Add, turn.AddAsync);
        map.OnPress(ApproachesCards.TakeBack, turn.TakeBackAsync);
        map.Waits(waiting);
    }
}

/// <summary>Each voter's card of the stage, in personal chat.</summary>
public sealed class ApproachesStageCards(RoundStore rounds, ApproachesStore approaches, ApproachesForm form) : StageCards(rounds)
{
    public override Stage Stage => Stage.Approaches;

    public override async Task<Message> ForVoterAsync(Round round, Seat seat, PersonId voter, string? teamsUserId, CancellationToken cancellation) =>
        await form.DrawAsync(new(round, seat, await approaches.ReadAsync(round, cancellation)), priority: null, teamsUserId, cancellation);

    public override async Task<IReadOnlyList<Element>> InChannelAsync(Round round, CancellationToken cancellation) =>
        round.Stage < Stage.Approaches ? []
        : round.Stage is Stage.Approaches ? [CausesParts.Answered(round, await Rounds.ContributorsAsync(round, Stage.Approaches, cancellation))]
        : [.. ApproachesCards.Summary(round, await approaches.ReadAsync(round, cancellation), CausesParts.ShownInChannel(round))];
}

public static class ApproachesServices
{
    /// <summary>Adds the stage of approaches to rounds. Needs the stage of causes, whose causes its cards show.</summary>
    public static IServiceCollection AddApproaches(this IServiceCollection services) => services
        .AddSingleton<ApproachesStore>()
        .AddSingleton<ApproachesForm>()
        .AddSingleton<StageStore<ApproachesBook>>(provider => provider.GetRequiredService<ApproachesStore>())
        .AddSingleton<ContributeToStage<ApproachesBook>>()
        .AddSingleton<ApproachesTurn>()
        .AddSingleton<ApproachesWaiting>()
        .AddSingleton<StageCards, ApproachesStageCards>()
        .AddSingleton<Feature, ApproachesFeature>();
}
