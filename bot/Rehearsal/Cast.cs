using TeamsBot.Bot.Local;
using TeamsBot.Core.Directory;

namespace TeamsBot.Bot.Rehearsal;

/// <summary>Who plays: the people of the directory with their accounts in local Teams, each with their chat once found.</summary>
internal sealed class Cast
{
    private readonly TeamsClient teams;
    private readonly Dictionary<string, string> accounts;
    private readonly Dictionary<string, Person> people;
    private readonly Dictionary<string, string> chats = [];

    private Cast(Register register, TeamsClient teams, Dictionary<string, string> accounts)
    {
        (Register, this.teams, this.accounts) = (register, teams, accounts);
        people = register.People.Where(person => accounts.ContainsKey(person.UserPrincipalName)).ToDictionary(AccountOf);
    }

    public Register Register { get; }

    public static async Task<Cast> MeetAsync(Register register, TeamsClient teams, CancellationToken cancellation) =>
        new(register, teams, (await teams.PeopleAsync(cancellation)).ToDictionary(account => account.UserPrincipalName, account => account.Id, StringComparer.OrdinalIgnoreCase));

    public string AccountOf(Person person) => accounts[person.UserPrincipalName];

    /// <summary>The person behind an account, where the directory knows one.</summary>
    public Person? PersonOf(string account) => people.GetValueOrDefault(account);

    /// <summary>The heads and deputies of a school, the head first.</summary>
    public IReadOnlyList<Person> VotersOf(School school) => [.. Register.HoldersAt(Role.Head, school.Urn), .. Register.HoldersAt(Role.Deputy, school.Urn)];

    /// <summary>Whether the person has one role in one place: then no two things are sent to them at a time.</summary>
    public static bool HasOnePart(Person person) => person.Appointments.Take(2).Count() == 1;

    public static bool IsChair(Person person) => person.Appointments.Any(appointment => appointment.Role is Role.Chair);

    /// <summary>The person's chat with the bot.</summary>
    public async Task<string> ChatAsync(string account, CancellationToken cancellation)
    {
        if (!chats.TryGetValue(account, out var chat))
        {
            chat = (await teams.ConversationsAsync(account, cancellation)).FirstOrDefault(conversation => conversation.IsPersonal)?.Id
                ?? throw new InvalidOperationException($"Account {account} has no chat with the bot.");
            chats.Add(account, chat);
        }

        return chat;
    }

    /// <summary>The newest message of the person's chat in which they see such an action.</summary>
    public async Task<(SeenMessage Message, System.Text.Json.Nodes.JsonObject Action)?> FindInChatAsync(
        string account, string verb, CancellationToken cancellation, params (string Name, string? Value)[] data)
    {
        foreach (var message in await teams.MessagesAsync(account, await ChatAsync(account, cancellation), cancellation))
        {
            if (message.Action(verb, data) is { } action)
            {
                return (message, action);
            }
        }

        return null;
    }
}
