using NodaTime;
using TeamsBot.Core.Directory;

namespace TeamsBot.Core.Agreements;

/// <summary>A school or service with how it stands today.</summary>
internal sealed record PartyLine(NamedParty Party, AgreementState State, Agreement? Agreement)
{
    public static PartyLine Of(NamedParty party, AgreementBook book, LocalDate day, AgreementTerms terms)
    {
        var (state, agreement) = book.On(party.Party, day, terms);
        return new(party, state, agreement);
    }
}

/// <summary>The county's list as its keepers look at it.</summary>
/// <param name="Find">A URN or part of a name; empty for everybody.</param>
/// <param name="Page">As the card claims it.</param>
internal sealed record AgreementList(IReadOnlyList<PartyLine> All, AgreementFilter Filter, string Find, string Page, AgreementTerms Terms)
{
    public const int LongestFind = 60;

    public static AgreementList Of(Register register, AgreementBook book, LocalDate day, AgreementTerms terms, string filter, string find, string page) => new(
        [.. AgreementParties.Of(register).Select(party => PartyLine.Of(party, book, day, terms))],
        Enum.TryParse<AgreementFilter>(filter, out var known) && Enum.IsDefined(known) ? known : AgreementFilter.All,
        PlainText(find),
        page,
        terms);

    /// <summary>Those that the filter leaves, A to Z.</summary>
    public IReadOnlyList<PartyLine> Found =>
    [
        .. from line in All
           where Filter is AgreementFilter.All || (Filter, line.State) is (AgreementFilter.InForce, AgreementState.InForce) or (AgreementFilter.Older, AgreementState.OldVersion) or (AgreementFilter.Ended, AgreementState.Ended)
               || (Filter is AgreementFilter.Without && line.State is not AgreementState.InForce)
           where Find.Length == 0 || line.Party.Name.Contains(Find, StringComparison.OrdinalIgnoreCase) || line.Party.Party.AsSchool?.Value == Find
           select line,
    ];

    private static string PlainText(string find) => AdaptiveCards.PlainText.Clean(find).Trim() is var clean && clean.Length <= LongestFind ? clean : clean[..(LongestFind - 1)];
}

/// <summary>Which of the list to show.</summary>
internal enum AgreementFilter
{
    All,

    /// <summary>With none in force today, for whatever reason.</summary>
    Without,
    InForce,
    Older,
    Ended,
}
