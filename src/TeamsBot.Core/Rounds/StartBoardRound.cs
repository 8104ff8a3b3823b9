using System.Security.Cryptography;
using System.Text;
using NodaTime;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Calendar;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Rounds;

/// <summary>A board's round as its officer's form asks for it.</summary>
/// <param name="Id">Made when the form was drawn, so that a repeated press starts one round (rule V7).</param>
/// <param name="Vote">The day at whose 5 pm voting closes.</param>
public sealed record NewBoardRound(RoundId Id, GroupId Board, int AtMost, LocalDate Vote);

/// <summary>
/// Starts a round of a board (requirements R41, R42): what networks sent up and the board has not answered are its proposals, its members vote (rule V1). Restricted
/// matters stay with the officers (rule T5).
/// </summary>
public sealed class StartBoardRound(StartRound start, MatterStore matters, ThemeStore themes, SchoolCalendar calendar)
{
    private const int MattersAtMost = 60;

    public Task<StartOutcome> HandleAsync(Caller caller, NewBoardRound asked, CancellationToken cancellation) =>
        start.HandleAsync(
            caller,
            asked.Id,
            asked.Board,
            board: true,
            async (register, board, now) =>
            {
                var waiting = await WaitingAsync(caller.Tenant, board.Id, cancellation);
                var list = await themes.CurrentAsync(caller.Tenant, cancellation);
                return new(NewFrom(caller, asked, board, register, now), [.. waiting.Select(matter => Of(matter, list, now))], Problem(waiting));
            },
            cancellation);

    /// <summary>The matters that a round of the board would have as its proposals.</summary>
    public async Task<IReadOnlyList<Matter>> WaitingAsync(TenantId tenant, GroupId board, CancellationToken cancellation) =>
        [.. (await matters.AwaitingAsync(tenant, board, cancellation)).Where(matter => matter.MayBeShownInChannels)];

    // Two in the same words are one in the vote.
    private static string? Problem(IReadOnlyList<Matter> waiting) =>
        waiting.Select(matter => matter.Evidence.Option.Text).Distinct(StringComparer.OrdinalIgnoreCase).Count() is var texts and < Round.ProposalsAtLeast
            ? $"{Words.Sentence(Words.Some(texts, "proposal waits", "proposals wait"))} for this board, and a vote needs at least {Words.Number(Round.ProposalsAtLeast)}. Answer what waits on its own card."
        : waiting.Count > MattersAtMost ? $"{waiting.Count} matters wait for this board, and a round takes at most {MattersAtMost}. Answer some on their own cards first."
        : null;

    // Its id is hashed: it becomes an option's, which every voter's card carries, and a matter's may be too long for one.
    private static Proposal Of(Matter matter, ThemeList themes, DateTimeOffset now) => new(
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(matter.Id.Value)))[..20],
        new($"group-{matter.Evidence.Origin.Id}"),
        new("bot"),
        0,
        matter.Evidence.Option.Text,
        matter.Theme?.Value ?? themes.All.FirstOrDefault(theme => theme.Name == matter.Evidence.Gathered?.Theme)?.Id.Value ?? "",
        matter.Evidence.Origin.Name,
        now)
    {
        Matter = matter.Id.Value,
    };

    private Round NewFrom(Caller caller, NewBoardRound asked, Group board, Register register, DateTimeOffset now)
    {
        var starts = calendar.NextWorking(now);
        return new()
        {
            Tenant = caller.Tenant,
            Id = asked.Id,
            Group = board.Id,
            GroupName = board.Name,
            BoardName = board.Tier is Tier.Locality && board.Parent is { } above ? register.Find(above)?.Name : null,
            Electorate = Electorate.OfBoard(register, board.Id),
            Facilitators = [.. Officers.OfBoard(register, board.Id).Select(officer => officer.Person)],
            IsBoards = true,
            StartedBy = caller.Person,
            StartedAt = now,
            AtMost = asked.AtMost,
            Ask = Ask.Decision,
            Visibility = Visibility.Members,
            Stage = Stage.Planned,
            Plan = new(starts, starts, RoundPlan.VoteOpensAfter(starts, calendar), RoundPlan.Closing(asked.Vote)),
            Audit = AuditChain.Empty,
        };
    }
}
