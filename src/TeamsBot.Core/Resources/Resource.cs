using System.Collections.Immutable;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Themes;
using TeamsBot.Core.Waiting;

namespace TeamsBot.Core.Resources;

/// <summary>The id of an entry of the directory of resources: stable, and never its name, which may change.</summary>
public readonly record struct ResourceId(string Value)
{
    /// <summary>Whether a claimed id can be looked up at all. Cards are claims: anything else is answered as not found.</summary>
    public static bool IsWellFormed(string claimed) => claimed.Length is > 0 and <= 80 && Keys.IsValid(claimed) && !claimed.Contains('|', StringComparison.Ordinal);

    public override string ToString() => Value;
}

/// <summary>Who in the county answers for a resource, by role: never a person's name, because people change.</summary>
public enum Contact
{
    /// <summary>The facilitator of the asking school's network.</summary>
    Facilitator,
    Editor,
    Administrator,
}

/// <summary>Help from outside that schools can draw on: an entry of the county's directory (R68).</summary>
/// <param name="Themes">What it helps with; empty for something that may help with any theme.</param>
/// <param name="Link">An HTTPS page; null where there is none.</param>
/// <param name="Ask">Whom to ask, in words of roles.</param>
/// <param name="Contact">To whom a request goes.</param>
/// <param name="Version">0 as the starter list has it, one more at each edit.</param>
/// <param name="IsRetired">No longer offered; never deleted, because requests name it.</param>
public sealed record Resource(ResourceId Id, string Name, ImmutableArray<ThemeId> Themes, string Offers, Uri? Link, string Ask, Contact Contact, int Version = 0, bool IsRetired = false)
{
    /// <summary>All in UTF-16 characters.</summary>
    public const int LongestName = 100, LongestOffer = 600, LongestAsk = 200, LongestLink = 300;

    public const int ThemesAtMost = 12;

    /// <summary>The most entries kept: more would be a catalogue that nobody reads.</summary>
    public const int AtMost = 200;

    /// <summary>What is wrong with an entry, and in which field of it; null for one that may stand.</summary>
    public static (ResourceField Field, string Why)? Problem(Resource resource, ThemeList themes, IEnumerable<Resource> others)
    {
        var folded = Theme.Fold(resource.Name);
        return !ResourceId.IsWellFormed(resource.Id.Value) ? (ResourceField.Id, "An id is made of letters, digits and hyphens, at most 80 of them.")
            : folded.Length == 0 || resource.Name.Length > LongestName ? (ResourceField.Name, $"Write its name, in at most {LongestName} characters.")
            : others.Any(other => other.Id == resource.Id) ? (ResourceField.Id, "Each id stands once in the list.")
            : others.FirstOrDefault(other => !other.IsRetired && Theme.Fold(other.Name) == folded) is { } same ? (ResourceField.Name, $"The list already has {same.Name}.")
            : resource.Themes.Length > ThemesAtMost ? (ResourceField.Themes, $"Choose at most {ThemesAtMost} themes, or none for something that may help with any.")
            : resource.Themes.Any(theme => themes.Find(theme) is null) ? (ResourceField.Themes, "Choose themes of the county’s list.")
            : resource.Offers.Length is 0 or > LongestOffer ? (ResourceField.Offers, $"Say what it offers, in at most {LongestOffer} characters.")
            : resource.Link is { } link && (link.Scheme != Uri.UriSchemeHttps || link.AbsoluteUri.Length > LongestLink) ? (ResourceField.Link, LinkWanted)
            : resource.Ask.Length is 0 or > LongestAsk ? (ResourceField.Ask, $"Say whom to ask, by role, in at most {LongestAsk} characters.")
            : null;
    }

    public const string LinkWanted = "A link begins with https:// and names a page; leave it empty where there is none.";

    /// <summary>Whether both say the same, whatever their version.</summary>
    internal bool Says(Resource other) => this with { Themes = other.Themes, Version = other.Version } == other && Themes.SequenceEqual(other.Themes);
}

/// <summary>What of an entry a rule is about.</summary>
public enum ResourceField
{
    Id,
    Name,
    Themes,
    Offers,
    Link,
    Ask,
}

/// <summary>The directory that a county begins with, until somebody edits an entry.</summary>
public sealed record StarterResources(ImmutableArray<Resource> All);

/// <summary>Who may do what with the county's resources, by the register as it stands.</summary>
internal static class Standing
{
    private static readonly Role[] Outside = [Role.Governor, Role.Observer];
    private static readonly Role[] Officers = [Role.Chair, Role.ViceChair, Role.Clerk];
    private static readonly Role[] Editors = [Role.Editor, Role.Administrator];

    public static bool MayEdit(Register? register, PersonId person) => register?.Find(person)?.Appointments.Any(held => Editors.Contains(held.Role)) == true;

    /// <summary>Whether somebody is a member of the county's work, and so reads what is for members: everybody with a part in it but governors and observers, who read what is public.</summary>
    public static bool IsMember(Register? register, PersonId person) => register?.Find(person)?.Appointments.Any(held => !Outside.Contains(held.Role)) == true;

    public static bool IsMember(Register? register, Caller caller) => IsMember(register, caller.Person);

    public static bool IsOfficer(Register? register, PersonId person, GroupId board) => register?.Find(person)?.Appointments.Any(held => Officers.Contains(held.Role) && held.Group == board) == true;

    /// <summary>What somebody acts for, in words that stand for them: people change. A head or deputy stands for the school, whatever else they are.</summary>
    public static string NameOf(Register? register, PersonId person) => (SchoolsOf(register, person) is { Count: > 0 } schools ? schools : Places.Of(register, person)) switch
    {
        [] => "The county’s office",
        [var one] => one,
        [var one, var two] => $"{one} and {two}",
        [var one, ..] => $"{one} and others",
    };

    private static List<string> SchoolsOf(Register? register, PersonId person) =>
    [
        .. (register?.Find(person)?.Appointments ?? []).Where(held => held is { Role: Role.Head or Role.Deputy, School: not null })
            .Select(held => register!.Find(held.School!.Value)?.Name).OfType<string>().Distinct(StringComparer.Ordinal).Order(StringComparer.OrdinalIgnoreCase),
    ];

    /// <summary>The locality boards whose chair, vice-chair or clerk somebody is, by name.</summary>
    public static IReadOnlyList<Group> BoardsOf(Register? register, PersonId person) =>
        [.. (register?.Groups ?? []).Where(group => group.Tier is Tier.Locality && IsOfficer(register, person, group.Id)).OrderBy(group => group.Name, StringComparer.OrdinalIgnoreCase)];
}
