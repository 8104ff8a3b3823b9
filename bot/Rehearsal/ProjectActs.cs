using System.Text.Json.Nodes;
using TeamsBot.Bot.Local;
using TeamsBot.Core.Directory;

namespace TeamsBot.Bot.Rehearsal;

/// <summary>Three schools of the first network start a project together, and one of another network asks to share what it is good at.</summary>
internal sealed class ProjectActs(Cast cast, Chats chats, Agenda agenda, TimeProvider clock)
{
    public const string Form = "projects.form", SetUp = "projects.setUp", Invite = "projects.invite", Yes = "projects.yes", Home = "projects.home", Open = "projects.open", Ask = "projects.ask", Accept = "projects.accept";

    private const string Theme = "literacy";

    public void PutDown(DateTimeOffset start)
    {
        var networks = cast.Register.Groups.Where(group => group.Tier is Tier.Network).ToList();
        if (networks.Select(HeadsOf).ToList() is not [{ Count: >= 3 } founders, .., { Count: > 0 } others])
        {
            return;
        }

        var (lead, asks) = (cast.AccountOf(founders[0].Head), cast.AccountOf(others[0].Head));
        agenda.Add(start.AddDays(4).AddHours(1), lead, SetUp, cancellation => StartAsync(lead, [founders[1].School, founders[2].School], cancellation));
        agenda.Add(start.AddDays(9).AddHours(1), asks, Ask, cancellation => AskAsync(asks, cancellation));
    }

    /// <summary>Puts down what a head does about the card of a project.</summary>
    public void React(AcceptedPost post)
    {
        if (post.Person is not { } account)
        {
            return;
        }

        foreach (var verb in (string[])[Yes, Accept])
        {
            if (post.Button(verb) is { } button)
            {
                var project = (string)button.Data["project"]!;
                agenda.Add(post.At.AddHours(20), account, Memory.Deed(verb, project), cancellation => chats.PressAsync(account, verb, cancellation, ("project", project)));
            }
        }
    }

    private List<(School School, Person Head)> HeadsOf(Group network) =>
    [
        .. from school in cast.Register.SchoolsOf(network.Id)
           where school.IsOpen
           from head in cast.Register.HoldersAt(Role.Head, school.Urn).Where(Cast.HasOnePart).Take(1)
           select (school, head),
    ];

    private async Task StartAsync(string account, IReadOnlyList<School> invited, CancellationToken cancellation)
    {
        await chats.TypeAsync(account, "projects", Form, cancellation);
        if (await cast.FindInChatAsync(account, SetUp, cancellation) is null)
        {
            await chats.PressAsync(account, Form, cancellation);
        }

        await chats.PressAsync(
            account,
            SetUp,
            _ => new JsonObject
            {
                ["projectTheme"] = Theme, ["aim"] = "More children read with ease by the end of Year 2", ["baseline"] = "Six in ten do today, by our own count.",
                ["startsOn"] = $"{clock.GetUtcNow().AddDays(7):yyyy-MM-dd}", ["endsOn"] = $"{clock.GetUtcNow().AddDays(200):yyyy-MM-dd}",
            },
            cancellation);
        await chats.PressAsync(account, Invite, card => new JsonObject { ["ticked"] = string.Join(',', invited.Select(school => school.Urn.Value).Intersect(CardReading.Choices(card, "ticked"))) }, cancellation);
    }

    private async Task AskAsync(string account, CancellationToken cancellation)
    {
        await chats.TypeAsync(account, $"projects {Theme}", Home, cancellation);
        await chats.PressAsync(account, Open, cancellation);
        await chats.PressAsync(account, Ask, card => new JsonObject { ["askPart"] = CardReading.Choices(card, "askPart")[0], ["askWords"] = "Our reading has improved for three years. We would share how." }, cancellation);
    }
}
