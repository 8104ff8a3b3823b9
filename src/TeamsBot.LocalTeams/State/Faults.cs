namespace TeamsBot.LocalTeams.State;

/// <summary>One bad answer that was given on request.</summary>
internal sealed record CarriedOut(DateTimeOffset At, string Fault, string Operation, string? Conversation);

internal static class Faults
{
    public static void WriteDown(Session session, CarriedOut fault) => session.Execute(
        "INSERT INTO faults (at, fault, operation, conversation) VALUES ($1, $2, $3, $4)", fault.At.UtcTicks, fault.Fault, fault.Operation, fault.Conversation);

    public static List<CarriedOut> All(Session session) => session.All(
        "SELECT at, fault, operation, conversation FROM faults ORDER BY n", row => new CarriedOut(row.Instant(0), row.GetString(1), row.GetString(2), row.TextOrNull(3)));
}
