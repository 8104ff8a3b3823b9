using NodaTime;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Deadlines;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Rounds;
using TeamsBot.Core.Language;
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

/// <summary>Matters that wait for the answer of a board, or for its next word on the day that it named. Beside an open question the board may decide too, but nobody waits for it.</summary>
public sealed class AnswersWaiting(MatterStore matters, DirectoryStore directory, TimeProvider clock) : WaitingReader
{
    public override string Kind => MatterIntents.Officers;

    public override string Opens => MatterVerbs.Show;

    /// <summary>For officers who were appointed after it came: what their boards hold.</summary>
    public override async Task<IReadOnlyList<string>> OthersAsync(TenantId tenant, PersonId person, CancellationToken cancellation)
    {
        if (await directory.CurrentAsync(tenant, cancellation) is not { } register || register.Find(person) is not { } found)
        {
            return [];
        }

        var subjects = new List<string>();
        foreach (var board in found.Appointments.Select(appointment => appointment.Group).OfType<GroupId>().Distinct().Where(board => Officers.RoleIn(register, person, board) is not null))
        {
            subjects.AddRange((await matters.HeldAsync(tenant, board, cancellation)).Select(matter => matter.Value));
        }

        return subjects;
    }

    public override async Task<WaitingNow> ReadAsync(TenantId tenant, PersonId person, string subject, CancellationToken cancellation) =>
        await matters.FindAsync(tenant, new(subject), cancellation) is not { IsOver: false } matter ? WaitingNow.Over
        : await directory.CurrentAsync(tenant, cancellation) is not { } register || Officers.RoleIn(register, person, matter.Holder.Id) is null ? WaitingNow.Nothing
        : matter.IsUndecided ? matter.State is MatterState.QuestionAsked ? WaitingNow.Nothing : WaitingNow.For(ItemOf(matter))
        : IsWordDue(matter) ? WaitingNow.For(WordOf(matter))
        : WaitingNow.Nothing;

    internal static WaitingItem ItemOf(Matter matter) => new(
        $"Answer {matter.Evidence.Origin.Name} for {matter.Holder.Name}: {RestrictedMatters.InAList(matter)}",
        matter.Last.At,
        Deadline.AnswerBy(matter) is { } day ? RoundPlan.Closing(LocalDate.FromDateOnly(day)) : null,
        "Give the answer",
        DataOf(matter));

    internal static WaitingItem WordOf(Matter matter) => new(
        $"Say how it goes for {matter.Holder.Name}: {RestrictedMatters.InAList(matter)}",
        matter.Last.At,
        matter.NextDate is { } day ? RoundPlan.Closing(LocalDate.FromDateOnly(day)) : null,
        "Say how it goes",
        DataOf(matter));

    // What a vote confirmed has neither owner nor day: both are asked for at once.
    private bool IsWordDue(Matter matter) => matter.NextDate is not { } day || LocalDate.FromDateOnly(day) <= When.Local(clock.GetUtcNow()).Date;

    private static Dictionary<string, string> DataOf(Matter matter) => new() { ["matter"] = matter.Id.Value, [MatterVerbs.BoardKey] = matter.Holder.Id.Value };
}

/// <summary>Questions of a board that wait for the reply of the network's facilitators, until the matter moves on.</summary>
public sealed class RepliesWaiting(MatterStore matters, DirectoryStore directory) : WaitingReader
{
    public override string Kind => MatterIntents.Question;

    public override string Opens => MatterVerbs.Show;

    public override async Task<WaitingNow> ReadAsync(TenantId tenant, PersonId person, string subject, CancellationToken cancellation)
    {
        var (id, asked) = MatterIntents.Read(subject);
        return await matters.FindAsync(tenant, id, cancellation) is not { } matter || matter.Version > asked ? WaitingNow.Over
            : await directory.CurrentAsync(tenant, cancellation) is { } register && Officers.RoleOfOrigin(register, person, matter.Evidence.Origin) is not null ? WaitingNow.For(ItemOf(matter))
            : WaitingNow.Nothing;
    }

    internal static WaitingItem ItemOf(Matter matter) => new(
        $"Reply to {matter.Last.By.Name} for {matter.Evidence.Origin.Name}: {RestrictedMatters.InAList(matter)}",
        matter.Last.At,
        Deadline.ReplyBy(matter) is { } day ? RoundPlan.Closing(LocalDate.FromDateOnly(day)) : null,
        "Write the reply",
        new Dictionary<string, string> { ["matter"] = matter.Id.Value });
}
