using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;

namespace TeamsBot.Core.Waiting;

/// <summary>What a person acts for, by the register as it stands.</summary>
internal static class Places
{
    private const int MostNames = 2;

    // Who is a member of a group, or of the network of a school; a governor or an observer reads what is public.
    private static readonly Role[] Members = [Role.Head, Role.Deputy, Role.Facilitator, Role.Chair, Role.ViceChair, Role.Clerk, Role.BoardMember];

    /// <summary>The names of the person's schools and groups, each once, in the order of their appointments.</summary>
    public static IReadOnlyList<string> Of(Register? register, PersonId person) => register?.Find(person) is not { } found
        ? []
        : [.. found.Appointments.Select(appointment => NameOf(register, appointment)).OfType<string>().Distinct(StringComparer.Ordinal)];

    /// <summary>The names for a card's first line.</summary>
    public static string Named(IReadOnlyList<string> where) => where.Count is > 0 and <= MostNames ? Words.Join(where) : "Your schools and groups";

    /// <summary>The groups the person is a member of, themselves or by their school.</summary>
    public static IReadOnlySet<GroupId> GroupsOf(Register? register, PersonId person) => register?.Find(person) is not { } found
        ? new HashSet<GroupId>()
        : found.Appointments.Where(held => Members.Contains(held.Role))
            .Select(held => held.Group ?? (held.School is { } school ? register.Find(school)?.Network : null))
            .OfType<GroupId>().ToHashSet();

    private static string? NameOf(Register register, Appointment appointment) =>
        appointment.School is { } school ? register.Find(school)?.Name : appointment.Group is { } group ? register.Find(group)?.Name : null;
}
