using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;

namespace TeamsBot.Core.Rounds;

/// <summary>What sets a board's round apart: its officers run it, and its proposals are the matters that networks sent up.</summary>
public sealed class BoardRounds(RoundStore rounds, ProposalStore proposals)
{
    /// <summary>Due once a board's round has agreed something; its subject is the poll's id. Escalations answer it.</summary>
    public const string AgreedKind = "rounds.boardAgreed";

    /// <summary>A board's round with its proposals; null where there is none such.</summary>
    public async Task<(Round Round, ProposalBook Book)?> FindAsync(TenantId tenant, RoundId id, CancellationToken cancellation) =>
        await rounds.FindAsync(tenant, id, cancellation) is { IsBoards: true } round ? (round, await proposals.ReadAsync(round, cancellation)) : null;

    /// <summary>Whether somebody may run a group's rounds: a network's facilitator; a board's chair, vice-chair or clerk.</summary>
    internal static bool MayRun(Register register, PersonId person, GroupId group) =>
        register.Holds(person, Role.Facilitator, group) || (IsBoard(register.Find(group)) && Officers.RoleIn(register, person, group) is not null);

    internal static bool IsBoard(Group? group) => group?.Tier is Tier.Locality or Tier.Partnership;
}
