using TeamsBot.Core.Directory;

namespace TeamsBot.Core.Waiting;

/// <summary>What a person acts for, by the register as it stands.</summary>
internal static class Places
{
    /// <summary>The names of the person's schools and groups, each once, in the order of their appointments.</summary>
    public static IReadOnlyList<string> Of(Register? register, PersonId person) => register?.Find(person) is not { } found
        ? []
        : [.. found.Appointments.Select(appointment => NameOf(register, appointment)).OfType<string>().Distinct(StringComparer.Ordinal)];

    private static string? NameOf(Register register, Appointment appointment) =>
        appointment.School is { } school ? register.Find(school)?.Name : appointment.Group is { } group ? register.Find(group)?.Name : null;
}
