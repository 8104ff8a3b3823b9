using System.Text.Json.Nodes;
using TeamsBot.LocalTeams.Delivery;
using TeamsBot.LocalTeams.State;
using TeamsBot.LocalTeams.Web;

namespace TeamsBot.LocalTeams.Clients;

/// <summary>What a person may do with the app itself. Teams tells the bot of installing and removing, never of blocking.</summary>
internal static class PersonalApp
{
    public static async Task<Reply> BlockAsync(Tenant tenant, Call call, bool blocked)
    {
        var (person, refusal) = tenant.Database.Read(session => Seeing.Person(session, call));
        if (person is null)
        {
            return refusal!;
        }

        await tenant.Database.WriteAsync(session => Users.Block(session, person.Id, blocked));
        return Reply.Ok(new JsonObject { ["blocked"] = blocked });
    }

    public static async Task<Reply> InstallAsync(Tenant tenant, Call call)
    {
        var (person, refusal) = tenant.Database.Read(session => Seeing.Person(session, call));
        if (person is null)
        {
            return refusal!;
        }

        await tenant.Database.WriteAsync(session => Installation.AddForPerson(tenant, session, person));
        tenant.News.Wake();
        return Reply.Ok(new JsonObject { ["installed"] = true });
    }

    public static async Task<Reply> UninstallAsync(Tenant tenant, Call call)
    {
        var (person, refusal) = tenant.Database.Read(session => Seeing.Person(session, call));
        if (person is null)
        {
            return refusal!;
        }

        await tenant.Database.WriteAsync(session => Installation.RemoveForPerson(tenant, session, person));
        tenant.News.Wake();
        return Reply.Ok(new JsonObject { ["installed"] = false });
    }

    /// <summary>Answers when the bot has been told of all installs, members and channels so far.</summary>
    public static async Task<Reply> SettleAsync(Tenant tenant, Call call)
    {
        await tenant.News.SettledAsync(call.Cancelled);
        return Reply.Ok(new JsonObject { ["settled"] = true });
    }
}
