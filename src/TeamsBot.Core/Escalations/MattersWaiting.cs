using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Waiting;

namespace TeamsBot.Core.Escalations;

/// <summary>What matters ask of people, and where each stands, for everybody's lists.</summary>
public sealed class MattersWaitingFeature(AnswersWaiting answers, RepliesWaiting replies, MattersFollowed followed) : Feature
{
    public override void Map(FeatureMap map)
    {
        map.Waits(answers);
        map.Waits(replies);
        map.Follows(followed);
    }
}

/// <summary>Matters that wait for the answer of a board. Beside an open question the board may decide too, but nobody waits for it.</summary>
public sealed class AnswersWaiting(MatterStore matters, DirectoryStore directory) : WaitingReader
{
    public override string Kind => MatterIntents.Officers;

    public override string Opens => MatterCards.Show;

    public override async Task<WaitingNow> ReadAsync(TenantId tenant, PersonId person, string subject, CancellationToken cancellation) =>
        await matters.FindAsync(tenant, new(subject), cancellation) is not { IsAnswered: false } matter ? WaitingNow.Over
        : matter.State is MatterState.Raised && await directory.CurrentAsync(tenant, cancellation) is { } register && Officers.RoleIn(register, person, matter.Holder.Id) is not null
            ? WaitingNow.For(ItemOf(matter))
        : WaitingNow.Nothing;

    internal static WaitingItem ItemOf(Matter matter) => new(
        $"Answer {matter.Evidence.Origin.Name} for {matter.Holder.Name}: {matter.Evidence.Option.Brief}",
        matter.Last.At,
        Due: null,
        "Give the answer",
        new Dictionary<string, string> { ["matter"] = matter.Id.Value, ["board"] = matter.Holder.Id.Value });
}

/// <summary>Questions of a board that wait for the reply of the network's facilitators, until the matter moves on.</summary>
public sealed class RepliesWaiting(MatterStore matters, DirectoryStore directory) : WaitingReader
{
    public override string Kind => MatterIntents.Question;

    public override string Opens => MatterCards.Show;

    public override async Task<WaitingNow> ReadAsync(TenantId tenant, PersonId person, string subject, CancellationToken cancellation)
    {
        var (id, asked) = MatterIntents.Read(subject);
        return await matters.FindAsync(tenant, id, cancellation) is not { } matter || matter.Version > asked ? WaitingNow.Over
            : await directory.CurrentAsync(tenant, cancellation) is { } register && register.Holds(person, Role.Facilitator, matter.Evidence.Origin.Id) ? WaitingNow.For(ItemOf(matter))
            : WaitingNow.Nothing;
    }

    internal static WaitingItem ItemOf(Matter matter) => new(
        $"Reply to {matter.Last.By.Name} for {matter.Evidence.Origin.Name}: {matter.Evidence.Option.Brief}",
        matter.Last.At,
        Due: null,
        "Write the reply",
        new Dictionary<string, string> { ["matter"] = matter.Id.Value });
}
