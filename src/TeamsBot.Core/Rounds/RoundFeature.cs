using Microsoft.Extensions.DependencyInjection;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Polls;

namespace TeamsBot.Core.Rounds;

/// <summary>Rounds: how a network gets from concern to priority without a meeting.</summary>
public sealed class RoundFeature(RoundForms forms, ProposalTurn proposals, SteerTurn steer, OpenStage open, RoundSending sending) : Feature
{
    public override IEnumerable<CardSample> Samples => [.. forms.Networks.Samples(), .. BoardRoundForm.Samples(), .. RoundSamples.All(), .. BoardRoundSamples.All()];

    public override void Map(FeatureMap map)
    {
        map.OnCommand(RoundForm.Command, "take your schools, or your board, from concern to priority", forms.Command.DrawAsync, Purpose.Decide, [Role.Facilitator, Role.Chair, Role.ViceChair, Role.Clerk]);
        map.OnPress(BoardRoundForm.Start, forms.Boards.StartAsync);
        map.OnPress(RoundForm.Start, forms.Networks.StartAsync);
        map.OnPress(RoundForm.Again, forms.Networks.AgainAsync);
        map.OnPress(RoundCards.Open, open.HandleAsync);
        map.OnPress(ProposalCards.Propose, proposals.ProposeAsync);
        map.OnPress(ProposalCards.Withdraw, proposals.WithdrawAsync);
        map.OnPress(RoundOwnerCards.Show, steer.ShowAsync);
        map.OnPress(RoundOwnerCards.Merge, steer.MergeAsync);
        map.OnPress(RoundOwnerCards.Skip, steer.SkipAsync);
        sending.Map(map);
    }
}

/// <summary>The forms by which rounds start, and the command that finds the right one.</summary>
public sealed record RoundForms(RoundForm Networks, BoardRoundForm Boards, RoundCommand Command);

/// <summary>What a round sends, and what falls due for it.</summary>
public sealed class RoundSending(IEnumerable<StageCards> stages, RoundDispatches dispatches, AdvanceRound advance, OpenVote openVote, TakeVote takeVote)
{
    public void Map(FeatureMap map)
    {
        map.OnDue(AdvanceRound.Kind, advance.HandleAsync);
        map.OnDue(OpenVote.Kind, openVote.HandleAsync);
        map.OnDue(ClosePoll.RoundVotedKind, takeVote.HandleAsync);
        map.OnDue(ClosePoll.RoundMovedKind, takeVote.MovedAsync);
        foreach (var dispatch in stages.Concat<Dispatch>([dispatches.Channel, dispatches.Owner, dispatches.Joined]))
        {
            map.Sends(dispatch);
        }
    }
}

/// <summary>What a round sends besides the cards of its stages.</summary>
public sealed record RoundDispatches(RoundChannel Channel, RoundOwner Owner, JoinedCards Joined);

public static class RoundServices
{
    /// <summary>Adds rounds to polls and themes. A stage adds its <see cref="StageCards"/>.</summary>
    public static IServiceCollection AddRounds(this IServiceCollection services) => services
        .AddSingleton<RoundStore>()
        .AddSingleton<ProposalStore>()
        .AddSingleton<RoundNews>()
        .AddSingleton<RoundPlace>()
        .AddSingleton<StartRound>()
        .AddSingleton<StartBoardRound>()
        .AddSingleton<BoardRounds>()
        .AddSingleton<BoardRoundForm>()
        .AddSingleton<RoundCommand>()
        .AddSingleton<RoundForms>()
        .AddSingleton<AdvanceRound>()
        .AddSingleton<OpenVote>()
        .AddSingleton<TakeVote>()
        .AddSingleton<Propose>()
        .AddSingleton<WithdrawProposal>()
        .AddSingleton<MergeProposals>()
        .AddSingleton<SkipStage>()
        .AddSingleton<StagePress>()
        .AddSingleton<ProposalStage>()
        .AddSingleton<StageCards>(provider => provider.GetRequiredService<ProposalStage>())
        .AddSingleton<ProposalTurn>()
        .AddSingleton<OpenStage>()
        .AddSingleton<RoundOwnerTurn>()
        .AddSingleton<SteerTurn>()
        .AddSingleton<RoundForm>()
        .AddSingleton<RoundChannel>()
        .AddSingleton<RoundOwner>()
        .AddSingleton<JoinedCards>()
        .AddSingleton<RoundDispatches>()
        .AddSingleton<RoundSending>()
        .AddSingleton<ProposalsWaiting>()
        .AddSingleton<SteeringWaiting>()
        .AddSingleton<Feature, RoundsWaitingFeature>()
        .AddSingleton<RoundsFollowed>()
        .AddSingleton<Feature, RoundsFollowedFeature>()
        .AddSingleton<Feature, RoundFeature>();
}
