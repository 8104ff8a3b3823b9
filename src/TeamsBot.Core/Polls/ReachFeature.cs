using TeamsBot.Core.Conversations;

namespace TeamsBot.Core.Polls;

/// <summary>Who can still be helped to vote (rule V20).</summary>
public sealed class ReachFeature(TellReach tell, ReachTurn turn, ReachDispatch cards) : Feature
{
    public override void Map(FeatureMap map)
    {
        map.OnDue(TellReach.Kind, tell.HandleAsync);
        map.OnPress(ReachCards.Show, turn.ShowAsync);
        map.OnPress(ReachCards.Remind, turn.RemindAsync);
        map.Sends(cards);
    }
}
