using TeamsBot.Core.Directory;

namespace TeamsBot.Core.Agreements;

/// <summary>The schools and services of the directory, as parties to an agreement.</summary>
internal static class AgreementParties
{
    /// <summary>Every one, A to Z.</summary>
    public static IEnumerable<NamedParty> Of(Register register) =>
        register.Schools.Select(school => new NamedParty(AgreementParty.Of(school.Urn), school.Name))
            .OrderBy(party => party.Name, StringComparer.OrdinalIgnoreCase).ThenBy(party => party.Party.Value, StringComparer.Ordinal);

    /// <summary>Those that a person speaks for: the schools where they are head or deputy.</summary>
    public static IEnumerable<NamedParty> OfPerson(Register register, PersonId person) =>
        Of(register).Where(party => party.Party.AsSchool is { } urn && register.Find(person)?.Appointments.Any(held => held.School == urn && held.Role is Role.Head or Role.Deputy) == true);

    /// <summary>What a party is called; null where the directory has none such.</summary>
    public static string? NameOf(Register register, AgreementParty party) => party.AsSchool is { } urn ? register.Find(urn)?.Name : null;
}

internal sealed record NamedParty(AgreementParty Party, string Name);
