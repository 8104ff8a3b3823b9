using NodaTime;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;

namespace TeamsBot.Core.Agreements;

/// <summary>Which way something restricted would go: to a school or service, or from it.</summary>
public enum Way
{
    In,
    Out,
}

/// <summary>
/// Where restricted things pass (R110, R111): a school or service takes part in them only on a day on which it has a data-sharing agreement of the required version.
/// Ask it before anything restricted is shown or sent to a school or service, or taken from one; it is for schools and services, not for boards.
/// </summary>
public sealed class RestrictedGate(AgreementStore agreements, DirectoryStore directory, AgreementTerms terms, TimeProvider clock)
{
    /// <summary>The gate as it stands now: for whoever asks it about many.</summary>
    public async Task<GateToday> TodayAsync(TenantId tenant, CancellationToken cancellation) =>
        new(await agreements.CurrentAsync(tenant, cancellation), await directory.CurrentAsync(tenant, cancellation), terms, When.Local(clock.GetUtcNow()).Date);

    /// <summary>Why nothing restricted may go that way today; null where it may.</summary>
    public async Task<GateRefusal?> RefusalAsync(TenantId tenant, AgreementParty party, Way way, CancellationToken cancellation) => (await TodayAsync(tenant, cancellation)).Refusal(party, way);
}

/// <summary>
/// The gate on one day. A school that got a new number in the register, as by a conversion, is asked for as the school it is today: it is another legal body, whose head
/// signs anew, so the agreement of the school before it does not carry over, and the refusal says so.
/// </summary>
public sealed class GateToday(AgreementBook book, Register? register, AgreementTerms terms, LocalDate day)
{
    public LocalDate Day => day;

    public bool IsOpenTo(AgreementParty party) => book.On(Now(party), day, terms).State is AgreementState.InForce;

    public bool IsOpenTo(Urn school) => IsOpenTo(AgreementParty.Of(school));

    public bool IsOpenTo(ServiceId service) => IsOpenTo(AgreementParty.Of(service));

    /// <summary>Why nothing restricted may go that way; null where it may.</summary>
    public GateRefusal? Refusal(AgreementParty party, Way way)
    {
        var now = Now(party);
        var (state, agreement) = book.On(now, day, terms);
        return state is AgreementState.InForce ? null : new(now, NameOf(now), way, state, agreement, terms) { Before = state is AgreementState.None ? BeforeOf(now) : null };
    }

    public GateRefusal? Refusal(Urn school, Way way) => Refusal(AgreementParty.Of(school), way);

    public GateRefusal? Refusal(ServiceId service, Way way) => Refusal(AgreementParty.Of(service), way);

    /// <summary>Why a person is not shown something restricted; null where they may be. Somebody who speaks for no school or service is not asked for an agreement.</summary>
    /// <param name="parties">The schools and services for which they take part in it; empty where they take part for a board, and then it is all that they speak for.</param>
    public GateRefusal? Refusal(PersonId person, IReadOnlyList<AgreementParty> parties, Way way)
    {
        IReadOnlyList<AgreementParty> own = parties.Count > 0 || register is null ? parties : [.. AgreementParties.OfPerson(register, person).Select(named => named.Party)];
        return own.Count == 0 || own.Any(IsOpenTo) ? null : Refusal(own[0], way);
    }

    private AgreementParty Now(AgreementParty party) => party.AsSchool is { } urn && register?.Today(urn) is { } school ? AgreementParty.Of(school.Urn) : party;

    // The nearest school before it of which an agreement was ever recorded.
    private Urn? BeforeOf(AgreementParty party)
    {
        HashSet<Urn> seen = party.AsSchool is { } urn ? [urn] : [];
        for (var next = new Queue<Urn>(seen); next.TryDequeue(out var successor);)
        {
            foreach (var before in register?.Links.Where(link => link.Successor == successor).Select(link => link.Closed).Where(seen.Add) ?? [])
            {
                if (!book.HistoryOf(AgreementParty.Of(before)).IsEmpty)
                {
                    return before;
                }

                next.Enqueue(before);
            }
        }

        return null;
    }

    private string NameOf(AgreementParty party) =>
        (register is null ? null : AgreementParties.NameOf(register, party)) ?? (party.AsSchool is { } urn ? $"The school with the URN {urn}" : "This service");
}

/// <summary>Why nothing restricted may go to or from a school or service.</summary>
/// <param name="Name">What the party is called in the directory.</param>
/// <param name="Agreement">What it has, where it has any: ended, for a later day, or of an older version.</param>
public sealed record GateRefusal(AgreementParty Party, string Name, Way Way, AgreementState State, Agreement? Agreement, AgreementTerms Terms)
{
    /// <summary>The school that this one followed, where that one had an agreement and this one has none.</summary>
    public Urn? Before { get; init; }

    /// <summary>The reason in a sentence: for a card of another feature, or a line of a list.</summary>
    public string Why => State switch
    {
        AgreementState.OldVersion => $"{Name} has version {Agreement!.Version} of the data-sharing agreement; version {Terms.RequiredVersion} is needed now.",
        AgreementState.NotYet => $"{Name}’s data-sharing agreement begins on {When.DayAndYear(Agreement!.SignedOn)}.",
        AgreementState.Ended => $"{Name}’s data-sharing agreement ended on {When.DayAndYear(Agreement!.EndedOn!.Value)}.",
        _ when Before is { } before => $"{Name} has no data-sharing agreement on record. The one of the school that it followed (URN {before}) was signed for another legal body and does not carry over, so a new one is needed.",
        _ => $"{Name} has no data-sharing agreement on record.",
    };

    /// <summary>The reason as a card for the person who asked (scenario 8).</summary>
    public Message ToMessage() => GateCards.Refused(this);
}
