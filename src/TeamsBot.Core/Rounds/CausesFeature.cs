using Microsoft.Extensions.DependencyInjection;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;

namespace TeamsBot.Core.Rounds;

/// <summary>The stage of causes: what lies behind each agreed priority, who can change it, and which pupils it affects (R9, R46, R47).</summary>
public sealed class CausesFeature(CausesTurn turn, CausesForm form, CausesWaiting waiting) : Feature
{
    public override IEnumerable<CardSample> Samples => CausesSamples.Of(form.Choices);

    public override void Map(FeatureMap map)
    {
        map.OnPress(CausesCards.Show, turn.ShowAsync);
        map.OnPress(CausesCards.Add, turn.AddAsync);
        map.OnPress(CausesCards.SayGroups, turn.SayGroupsAsync);
        map.OnPress(CausesCards.TakeBack, turn.TakeBackAsync);
        map.Waits(waiting);
    }
}

/// <summary>Each voter's card of the stage, in personal chat.</summary>
public sealed class CausesStageCards(RoundStore rounds, CausesStore causes, CausesForm form) : StageCards(rounds)
{
    public override Stage Stage => Stage.Causes;

    public override async Task<Message> ForVoterAsync(Round round, Seat seat, PersonId voter, string? teamsUserId, CancellationToken cancellation) =>
        form.Draw(new(round, seat, await causes.ReadAsync(round, cancellation)), priority: null, teamsUserId);

    public override async Task<IReadOnlyList<Element>> InChannelAsync(Round round, CancellationToken cancellation) =>
        round.Stage < Stage.Causes ? []
        : round.Stage is Stage.Causes ? [CausesParts.Answered(round, await Rounds.ContributorsAsync(round, Stage.Causes, cancellation))]
        : [.. CausesCards.Summary(round, await causes.ReadAsync(round, cancellation), CausesParts.ShownInChannel(round))];
}

public static class CausesServices
{
    /// <summary>Adds the stage of causes to rounds. The host registers <see cref="CausesChoices"/>.</summary>
    public static IServiceCollection AddCauses(this IServiceCollection services) => services
        .AddSingleton<CausesStore>()
        .AddSingleton<CausesForm>()
        .AddSingleton<StageStore<CausesBook>>(provider => provider.GetRequiredService<CausesStore>())
        .AddSingleton<ContributeToStage<CausesBook>>()
        .AddSingleton<CausesTurn>()
        .AddSingleton<CausesWaiting>()
        .AddSingleton<StageCards, CausesStageCards>()
        .AddSingleton<Feature, CausesFeature>();
}
