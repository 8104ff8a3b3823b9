using Microsoft.Extensions.DependencyInjection;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Digests;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;

namespace TeamsBot.Core.Polls;

/// <summary>Polls: how a group agrees its priorities.</summary>
public sealed class PollFeature(VoterTurn voter, PollForm form, PollDue due, VoterCards cards, ChannelCard channel) : Feature
{
    public override IEnumerable<CardSample> Samples => [.. form.Samples(), .. PollSamples.All(), .. SecretSamples.All()];

    public override void Map(FeatureMap map)
    {
        map.OnPress(PollCards.Vote, voter.VoteAsync);
        map.OnPress(PollCards.Abstain, voter.AbstainAsync);
        map.OnPress(PollCards.Change, voter.ChangeAsync);
        map.OnPress(PollCards.Show, voter.ShowAsync);
        map.OnPress(PollCards.FindBallot, voter.FindBallotAsync);
        map.OnPress(PollCards.VotesBySchool, voter.VotesBySchoolAsync);
        map.OnPress(PollForm.Open, form.OpenAsync);
        map.OnCommand(PollForm.Command, "ask your schools to choose priorities", form.DrawAsync, Purpose.Decide, [Role.Facilitator]);
        due.Map(map);
        map.Sends(cards);
        map.Sends(channel);
    }
}

/// <summary>What falls due for polls, and what a digest says of them.</summary>
public sealed class PollDue(ClosePoll close, ForgetBallots forget, ShowCount count, PollStore polls)
{
    public void Map(FeatureMap map)
    {
        map.OnDue(ClosePoll.Kind, close.HandleAsync);
        map.OnDue(ForgetBallots.Kind, forget.HandleAsync);
        map.OnDue(ShowCount.Kind, count.HandleAsync);
        map.Tells(ClosePoll.Happening, TellAsync);
    }

    // An index row is written before its commit: only the one whose instant the closed poll carries is true.
    private async Task<IReadOnlyList<Update>> TellAsync(Happening happening, CancellationToken cancellation) =>
        await polls.FindAsync(happening.Tenant, new(happening.Subject), cancellation) is { Result: { } result, RunOffOf: null } poll && poll.ClosedAt == happening.At
            ? [.. result.Agreed.Select(option => new Update(Status.Agreed.ToString(), poll.Group, poll.GroupName, poll.Wording.Find(option.Option)!.Text, poll.Visibility))]
            : [];
}

public static class PollServices
{
    /// <summary>Adds polls. The host registers <see cref="StarterOptions"/> and <see cref="NewId"/>.</summary>
    public static IServiceCollection AddPolls(this IServiceCollection services) => services
        .AddSingleton<PollStore>()
        .AddSingleton<PollClock>()
        .AddSingleton<OpenPoll>()
        .AddSingleton<CastVote>()
        .AddSingleton<ClosePoll>()
        .AddSingleton<ForgetBallots>()
        .AddSingleton<ShowCount>()
        .AddSingleton<PollForm>()
        .AddSingleton<VoterTurn>()
        .AddSingleton<PollDue>()
        .AddSingleton<VoterCards>()
        .AddSingleton<ChannelCard>()
        .AddSingleton<Feature, PollFeature>()
        .AddSingleton<TieNews>()
        .AddSingleton<AskToSettle>()
        .AddSingleton<UseCastingVote>()
        .AddSingleton<HoldRunOff>()
        .AddSingleton<OpenRunOff>()
        .AddSingleton<FinishRunOff>()
        .AddSingleton<TieDue>()
        .AddSingleton<TieTurn>()
        .AddSingleton<DeciderCards>()
        .AddSingleton<Feature, TieFeature>()
        .AddSingleton<ExtendPoll>()
        .AddSingleton<CloseEarly>()
        .AddSingleton<OwnerDesk>()
        .AddSingleton<OwnerTurn>()
        .AddSingleton<EveryVotedCards>()
        .AddSingleton<ListPolls>()
        .AddSingleton<NoteAskedAgain>()
        .AddSingleton<AskAgainTurn>()
        .AddSingleton<Feature, PollListFeature>()
        .AddSingleton<CorrectElectorate>()
        .AddSingleton<SeatTurn>()
        .AddSingleton<LeftSeatCards>()
        .AddSingleton<Feature, SeatFeature>()
        .AddSingleton<AmendPoll>()
        .AddSingleton<RewordTurn>()
        .AddSingleton<RewordedCards>()
        .AddSingleton<Feature, RewordFeature>()
        .AddSingleton<MoreTimeCards>()
        .AddSingleton<Feature, OwnerFeature>()
        .AddSingleton<BallotsWaiting>()
        .AddSingleton<TiesWaiting>()
        .AddSingleton<PollsFollowed>()
        .AddSingleton<Feature, PollsWaitingFeature>()
        .AddSingleton<RestrictedPolls>()
        .AddSingleton<Feature, RestrictedPollsFeature>();
}
