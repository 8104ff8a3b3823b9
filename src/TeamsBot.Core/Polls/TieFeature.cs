using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Digests;
using TeamsBot.Core.Language;

namespace TeamsBot.Core.Polls;

/// <summary>Ties of polls: who settles them, and how (rule V15).</summary>
public sealed class TieFeature(TieTurn turn, TieDue due, DeciderCards cards) : Feature
{
    public override IEnumerable<CardSample> Samples => TieSamples.All();

    public override void Map(FeatureMap map)
    {
        map.OnPress(TieCards.CastingVote, turn.CastAsync);
        map.OnPress(TieCards.RunOff, turn.RunOffAsync);
        map.OnPress(TieCards.Show, turn.ShowAsync);
        map.Sends(cards);
        due.Map(map);
    }
}

/// <summary>What falls due for ties, and what a digest says of them.</summary>
public sealed class TieDue(AskToSettle ask, OpenRunOff open, FinishRunOff finish, PollStore polls)
{
    public void Map(FeatureMap map)
    {
        map.OnDue(AskToSettle.Kind, ask.HandleAsync);
        map.OnDue(OpenRunOff.Kind, open.HandleAsync);
        map.OnDue(FinishRunOff.Kind, finish.HandleAsync);
        map.Tells(TieNews.Happening, TellAsync);
    }

    // An index row is written before its commit: only the one whose instant the settlement carries is true.
    private async Task<IReadOnlyList<Update>> TellAsync(Happening happening, CancellationToken cancellation) =>
        await polls.FindAsync(happening.Tenant, new(happening.Subject), cancellation) is { Tie.Settlement: { } settled } poll && settled.At == happening.At
            ? [.. poll.Settled.Select(option => new Update(Status.Agreed.ToString(), poll.Group, poll.GroupName, poll.Wording.Find(option.Option)!.Text, poll.Visibility))]
            : [];
}

/// <summary>The card of each who may settle a tie, in personal chat: posted once a round, then brought up to date with what was decided.</summary>
public sealed class DeciderCards(PollStore polls) : Dispatch
{
    public override string Kind => PollIntents.Tie;

    public override string? NotedAs(Intent intent, Recipient recipient) => recipient.Updates is null ? intent.Subject : null;

    public override async Task<IReadOnlyList<Recipient>?> RecipientsAsync(Intent intent, CancellationToken cancellation)
    {
        if (await polls.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is not { Tie: { } tie })
        {
            return null;
        }

        var asked = PollIntents.AskedToSettle(PollIntents.RoundOf(intent));
        return
        [
            .. tie.Deciders.OrderBy(person => person.Value, StringComparer.Ordinal)
                .Select(person => new Recipient(person.Value, new Target.Person(person), intent.Name == asked ? null : (asked, person.Value))),
        ];
    }

    public override async Task<Message?> MessageAsync(Intent intent, Recipient recipient, string? teamsUserId, bool reminder, CancellationToken cancellation) =>
        await polls.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is { Tie: not null } poll ? TieCards.ForDecider(new(poll, teamsUserId)) : null;
}
