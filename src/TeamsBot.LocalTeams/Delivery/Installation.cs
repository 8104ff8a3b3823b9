using TeamsBot.LocalTeams.State;
using TeamsBot.LocalTeams.Web;

namespace TeamsBot.LocalTeams.Delivery;

/// <summary>Installs and removes the app, and puts what the bot is told of it into the outbox in the same transaction.</summary>
internal static class Installation
{
    /// <summary>Null when the app is there already. The chat is made with the first install and found again by every later one.</summary>
    public static string? AddForPerson(Tenant tenant, Session session, User person)
    {
        if (Installs.Find(session, person.Id) is not null)
        {
            return null;
        }

        var id = Installs.Add(session, person.Id, tenant.Now);
        var chat = new Conversation.Personal(Installs.EnsureChat(session, person.Id), person, Installed: true);
        Outbox.Add(session, chat.Id, Activities.Installation(tenant, person, chat, "add").Text());
        Outbox.Add(session, chat.Id, Activities.MembersAdded(tenant, person, chat, people: null).Text());
        return id;
    }

    public static void RemoveForPerson(Tenant tenant, Session session, User person)
    {
        if (Installs.Find(session, person.Id) is null)
        {
            return;
        }

        Installs.Remove(session, person.Id);
        var chat = new Conversation.Personal(Installs.EnsureChat(session, person.Id), person, Installed: false);
        Outbox.Add(session, chat.Id, Activities.Installation(tenant, person, chat, "remove").Text());
    }

    /// <summary>Null when the app is there already. Teams names the team's first owner as the one who installed it.</summary>
    public static string? AddForTeam(Tenant tenant, Session session, Group team)
    {
        if (Installs.Find(session, team.Id) is not null)
        {
            return null;
        }

        var id = Installs.Add(session, team.Id, tenant.Now);
        var (general, owner) = General(session, team);
        Outbox.Add(session, general.Id, Activities.Installation(tenant, owner, general, "add").Text());
        Outbox.Add(session, general.Id, Activities.MembersAdded(tenant, owner, general, people: null).Text());
        return id;
    }

    public static void TellOfMembers(Tenant tenant, Session session, Group team, IReadOnlyList<User> people)
    {
        if (people.Count > 0 && Installs.Find(session, team.Id) is not null)
        {
            var (general, owner) = General(session, team);
            Outbox.Add(session, general.Id, Activities.MembersAdded(tenant, owner, general, people).Text());
        }
    }

    /// <param name="happened">channelCreated or channelDeleted.</param>
    public static void TellOfChannel(Tenant tenant, Session session, Group team, Channel channel, string happened)
    {
        if (Installs.Find(session, team.Id) is not null)
        {
            var (general, owner) = General(session, team);
            Outbox.Add(session, general.Id, Activities.ChannelChanged(tenant, owner, general, channel, happened).Text());
        }
    }

    private static (Conversation.InChannel General, User Owner) General(Session session, Group team) =>
        (new(Channels.Find(session, team.Thread!)!, team, Installed: true), Teams.Members(session, team.Id, 0, 1)[0].User);
}
