using System.Globalization;
using System.Text.Json.Nodes;
using TeamsBot.LocalTeams.Web;

namespace TeamsBot.LocalTeams.Clients;

/// <summary>Product time, read and moved on; never back.</summary>
internal static class MoveClock
{
    public static Reply Read(Tenant tenant) => Reply.Ok(new JsonObject
    {
        ["now"] = tenant.Now,
        ["offsetSeconds"] = Math.Round((tenant.Now - TimeProvider.System.GetUtcNow()).TotalSeconds),
    });

    public static async Task<Reply> HandleAsync(Tenant tenant, Call call)
    {
        if (tenant.Options.MoveClock is not { } move)
        {
            return Reply.Refuse(501, "ClockStands", "This host gave no way to move its clock.");
        }

        if (Target(tenant, call.Body) is not { } to)
        {
            return Reply.Refuse(400, "BadInstant", "Say where to move the clock: {\"to\": an instant} or {\"days\": a number}.");
        }

        if (to < tenant.Now)
        {
            return Reply.Refuse(400, "Backward", "The clock never goes back.");
        }

        await move(to, call.Cancelled);
        return Read(tenant);
    }

    private static DateTimeOffset? Target(Tenant tenant, JsonObject? asked) =>
        asked.Number("days") is { } days and < 3660 and > -3660 ? tenant.Now.AddDays(days)
        : DateTimeOffset.TryParse(asked.String("to"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var to) ? to
        : null;
}
