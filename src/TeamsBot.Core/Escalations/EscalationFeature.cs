using Microsoft.Extensions.DependencyInjection;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Digests;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Rounds;

namespace TeamsBot.Core.Escalations;

/// <summary>Escalations: what was agreed goes up to the board above, and every answer comes back down.</summary>
public sealed class EscalationFeature(MatterTurn turn, RaiseMatters raise, AnswerByVote byVote, MatterTeller teller, MatterDispatches dispatches) : Feature
{
    public override IEnumerable<CardSample> Samples => MatterSamples.All();

    public override void Map(FeatureMap map)
    {
        foreach (var (verb, act) in MatterVerbs.Acts)
        {
            map.OnPress(verb, (press, cancellation) => turn.MoveAsync(press, act, cancellation));
        }

        map.OnPress(MatterVerbs.Show, turn.ShowAsync);
        map.OnDue(ClosePoll.AgreedKind, raise.HandleAsync);
        map.OnDue(BoardRounds.AgreedKind, byVote.HandleAsync);
        map.Tells(MatterNews.Raised, teller.TellAsync);
        map.Tells(MatterNews.Answered, teller.TellAsync);
        foreach (var dispatch in dispatches.All)
        {
            map.Sends(dispatch);
        }
    }
}

/// <summary>What was declined or returned is sent again by whoever sent it.</summary>
public sealed class ResubmitFeature(ResubmitTurn turn) : Feature
{
    public override void Map(FeatureMap map) => map.OnPress(MatterVerbs.Again, turn.HandleAsync);
}

/// <summary>Everything a matter sends.</summary>
public sealed class MatterDispatches(MatterStore matters)
{
    public IReadOnlyList<Dispatch> All { get; } = [new OfficerCards(matters), new BoardCards(matters), new OriginCards(matters), new QuestionCards(matters), new AnswerCards(matters), new BackCards(matters)];
}

/// <summary>What a digest says of a matter's moves.</summary>
public sealed class MatterTeller(MatterStore matters)
{
    // An index row is written before its commit: only the one whose instant the committed move carries is true (rule S1).
    public async Task<IReadOnlyList<Update>> TellAsync(Happening happening, CancellationToken cancellation)
    {
        var (id, number) = MatterIntents.Read(happening.Subject);
        if (await matters.FindAsync(happening.Tenant, id, cancellation) is not { } matter || matter.Moves.ElementAtOrDefault(number - 1) is not { } move || move.At != happening.At)
        {
            return [];
        }

        var (origin, option) = (matter.Evidence.Origin, matter.Evidence.Option);
        var where = move.To is { Id: var to, Name: var name } && to != origin.Id ? $"to {name}" : $"by {move.By.Name}";
        return [new(MatterWords.StatusOf(move).ToString(), origin.Id, origin.Name, $"{option.Text}, {where}", matter.Evidence.Visibility)];
    }
}

public static class EscalationServices
{
    /// <summary>Adds escalations. Needs polls, rounds with their stages, themes, the directory, delivery and <see cref="PeriodIndex"/>.</summary>
    public static IServiceCollection AddEscalations(this IServiceCollection services) => services
        .AddSingleton<MatterStore>()
        .AddSingleton<MatterNews>()
        .AddSingleton<MoveMatter>()
        .AddSingleton<GatherEvidence>()
        .AddSingleton<RaiseMatters>()
        .AddSingleton<MoveByVote>()
        .AddSingleton<AnswerByVote>()
        .AddSingleton<MatterView>()
        .AddSingleton<MatterTurn>()
        .AddSingleton<ResubmitMatter>()
        .AddSingleton<ResubmitTurn>()
        .AddSingleton<MatterTeller>()
        .AddSingleton<MatterDispatches>()
        .AddSingleton<Feature, EscalationFeature>()
        .AddSingleton<Feature, ResubmitFeature>()
        .AddSingleton<RestrictedMatters>()
        .AddSingleton<MatterReaders>()
        .AddSingleton<Feature, RestrictedMattersFeature>()
        .AddSingleton<AnswersWaiting>()
        .AddSingleton<RepliesWaiting>()
        .AddSingleton<MattersFollowed>()
        .AddSingleton<Feature, MattersWaitingFeature>();
}
