using System.Collections.Frozen;
using System.Collections.Immutable;
using NodaTime;

namespace TeamsBot.Core.Agreements;

/// <summary>Every record of the county's data-sharing agreements, in the order in which they were made. Immutable.</summary>
public sealed class AgreementBook
{
    public static readonly AgreementBook Empty = new(0, []);

    private readonly FrozenDictionary<AgreementParty, ImmutableArray<AgreementRecord>> histories;

    /// <param name="changes">How many acts made it: 0 for the empty book.</param>
    internal AgreementBook(long changes, IEnumerable<AgreementRecord> records)
    {
        Changes = changes;
        histories = records.GroupBy(record => record.Agreement.Party).ToFrozenDictionary(party => party.Key, party => party.ToImmutableArray());
    }

    public long Changes { get; }

    /// <summary>All that was recorded of a party, oldest first.</summary>
    public ImmutableArray<AgreementRecord> HistoryOf(AgreementParty party) => histories.GetValueOrDefault(party, []);

    /// <summary>How a party stands on a day, with the agreement that makes it so: the latest version of those that hold, else what comes nearest.</summary>
    public (AgreementState State, Agreement? Agreement) On(AgreementParty party, LocalDate day, AgreementTerms terms)
    {
        var standing = HistoryOf(party).GroupBy(record => record.Agreement.Version).Select(version => version.Last().Agreement).OrderBy(agreement => agreement.Version).ToList();
        return standing.LastOrDefault(agreement => agreement.HoldsOn(day)) is { } holds ? (holds.Version >= terms.RequiredVersion ? AgreementState.InForce : AgreementState.OldVersion, holds)
            : standing.LastOrDefault(agreement => agreement.SignedOn > day) is { } later ? (AgreementState.NotYet, later)
            : standing.MaxBy(agreement => agreement.EndedOn) is { } ended ? (AgreementState.Ended, ended)
            : (AgreementState.None, null);
    }
}
