using TeamsBot.Core.Conversations;

namespace TeamsBot.Core.Polls;

/// <summary>Who can still be helped to vote (rule V20).</summary>
public sealed class ReachFeature(TellReach tell, FinishReach finish, ReachTurn turn, ReachDispatch cards, ChannelReach channel) : Feature
{
    public override IEnumerable<CardSample> Samples => ReachSamples.All();

    public override void Map(FeatureMap map)
    {
        map.OnDue(TellReach.Kind, tell.HandleAsync);
        map.OnDue(FinishReach.Kind, finish.HandleAsync);
        map.OnPress(ReachCards.Show, turn.ShowAsync);
        map.OnPress(ReachCards.Remind, turn.RemindAsync);
        map.OnPress(ReachCards.Tell, turn.TellAsync);
        map.Sends(cards);
        map.Sends(channel);
    }
}
