using TeamsBot.Core.Directory;

namespace TeamsBot.Core.Agreements;

/// <summary>The schools and services of the directory, as parties to an agreement.</summary>
internal static class AgreementParties
{
    /// <summary>Every one, A to Z.</summary>
    public static IEnumerable<NamedParty> Of(Register register) =>
        register.Schools.Select(school => new NamedParty(AgreementParty.Of(school.Urn), school.Name))
            .Concat(register.Services.Select(service => new NamedParty(AgreementParty.Of(service.Id), NameOf(register, service))))
            .OrderBy(party => party.Name, StringComparer.OrdinalIgnoreCase).ThenBy(party => party.Party.Value, StringComparer.Ordinal);

    /// <summary>Those that a person speaks for: the schools where they are head or deputy, and the services that they lead.</summary>
    public static IEnumerable<NamedParty> OfPerson(Register register, PersonId person)
    {
        var schools = (register.Find(person)?.Appointments ?? []).Where(held => held.Role is Role.Head or Role.Deputy).Select(held => held.School).ToHashSet();
        return Of(register).Where(party => (party.Party.AsSchool is { } urn && schools.Contains(urn)) || (party.Party.AsService is { } id && register.Find(id)?.Leads.Contains(person) == true));
    }

    /// <summary>What a party is called; null where the directory has none such.</summary>
    public static string? NameOf(Register register, AgreementParty party) =>
        party.AsSchool is { } urn ? register.Find(urn)?.Name : party.AsService is { } id && register.Find(id) is { } service ? NameOf(register, service) : null;

    /// <summary>The party that a file names, by URN, or by its name and its board's as in "Early Help, Fernshaw Locality Board"; null where the files of the directory have none such.</summary>
    public static AgreementParty? Find(DirectoryDraft draft, string text) =>
        draft.Schools.Any(school => school.Urn.Value == text) ? AgreementParty.Of(new Urn(text))
        : draft.Services.FirstOrDefault(service => string.Equals(text, $"{service.Name}, {draft.Groups.FirstOrDefault(group => group.Id == service.Group)?.Name}", StringComparison.OrdinalIgnoreCase)) is { } service ? AgreementParty.Of(service.Id)
        : null;

    private static string NameOf(Register register, Service service) => register.Find(service.Group) is { } group ? $"{service.Name}, {group.Name}" : service.Name;
}

internal sealed record NamedParty(AgreementParty Party, string Name);
