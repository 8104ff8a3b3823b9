namespace TeamsBot.Core.Agreements;

/// <summary>Who commits to a data-sharing agreement: a school or a service of the county (R110, R111). URL-safe, so that it can stand in a key and on a card.</summary>
public readonly record struct AgreementParty(string Value)
{
    private const string School = "school-", Service = "service-";

    public static AgreementParty Of(Urn school) => new($"{School}{school}");

    public static AgreementParty Of(ServiceId service) => new($"{Service}{service}");

    /// <summary>Whether a claimed party can be looked up at all. Cards are claims: anything else is answered as not found.</summary>
    public static bool IsWellFormed(string claimed) => claimed.Length is > 0 and <= 200 && claimed.All(c => char.IsAsciiLetterOrDigit(c) || c is '-') && (claimed.StartsWith(School, StringComparison.Ordinal) || claimed.StartsWith(Service, StringComparison.Ordinal));

    /// <summary>The school it is; null for a service.</summary>
    public Urn? AsSchool => Value.StartsWith(School, StringComparison.Ordinal) ? new Urn(Value[School.Length..]) : null;

    /// <summary>The service it is; null for a school.</summary>
    public ServiceId? AsService => Value.StartsWith(Service, StringComparison.Ordinal) ? new ServiceId(Value[Service.Length..]) : null;

    public override string ToString() => Value;
}
