using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Projects;

/// <summary>Finds schools for the lead and invites them.</summary>
public sealed class ProjectInviteTurn(ActOnProject act, ProjectDesk desk, DirectoryStore directory)
{
    /// <summary>The schools of the lead's network to begin with, or those that were looked for.</summary>
    public async Task<Answer> FindAsync(Press press, CancellationToken cancellation) =>
        await desk.FindAsync(press, cancellation) is not { } view ? Show(ProjectCards.NotThere())
        : !view.IsLead ? Show(ProjectCards.NotAHead())
        : view.Project.IsOver ? Show(ProjectCards.ForReader(view))
        : await DrawAsync(view.Project, press, note: null, cancellation);

    public async Task<Answer> InviteAsync(Press press, CancellationToken cancellation)
    {
        if (!ProjectId.IsWellFormed(press["project"]) || await directory.CurrentAsync(press.Caller.Tenant, cancellation) is not { } register)
        {
            return Show(ProjectCards.NotThere());
        }

        var ticked = press[ProjectInviteCards.TickedInput].Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.Ordinal).Take(Project.PlacesAtMost + 1);
        var schools = ticked.Select(urn => register.Find(new Urn(urn))).OfType<School>().ToList();
        var outcome = await act.HandleAsync(press.Caller, new(press["project"]), new ProjectCommand.Invite([.. schools]), cancellation);
        return outcome switch
        {
            ProjectOutcome.Done done => Show(ProjectCards.ForReader(await desk.ViewAsync(done.Project, press, cancellation), $"✓ {Words.Sentence(Words.Some(schools.Count, "school"))} invited. Each head and deputy gets a card.")),
            ProjectOutcome.Stale stale => Show(ProjectCards.ForReader(await desk.ViewAsync(stale.Project, press, cancellation), "Nothing was changed: the project has moved on since your card was made.")),
            ProjectOutcome.Wrong wrong => await DrawAsync(wrong.Project, press, wrong.Why, cancellation),
            ProjectOutcome.NotYours => Show(ProjectCards.NotAHead()),
            _ => Show(ProjectCards.NotThere()),
        };
    }

    internal async Task<Answer> DrawAsync(Project project, Press press, string? note, CancellationToken cancellation) =>
        await directory.CurrentAsync(press.Caller.Tenant, cancellation) is { } register
            ? Show(ProjectInviteCards.Draw(await desk.ViewAsync(project, press, cancellation), FoundFor(register, project, press), note, press[ProjectInviteCards.TickedInput]))
            : Show(ProjectCards.NotThere());

    private static SchoolsFound FoundFor(Register register, Project project, Press press)
    {
        var name = Asked(press, ProjectInviteCards.NameInput, "name");
        name = PlainText.Clean(name.Length <= ProjectInviteCards.LongestName ? name : "").Trim();
        var claimed = Asked(press, ProjectInviteCards.NetworkInput, "network");
        var network = register.Groups.FirstOrDefault(group => group.Tier is Tier.Network && group.Id.Value == claimed);
        if (name.Length == 0 && network is null && register.Find(project.Lead.School)?.Network is { } own)
        {
            network = register.Find(own);
        }

        var words = Theme.Fold(name);
        List<School> fitting =
        [
            .. register.Schools
                .Where(school => school.IsOpen && project.PlaceOf(school.Urn)?.State is not (PlaceState.In or PlaceState.Invited or PlaceState.Asked))
                .Where(school => (network is null || school.Network == network.Id) && Theme.Fold(school.Name).Contains(words, StringComparison.Ordinal))
                .OrderBy(school => school.Name, StringComparer.OrdinalIgnoreCase).ThenBy(school => school.Urn.Value, StringComparer.Ordinal),
        ];
        List<Group> networks = [.. register.Groups.Where(group => group.Tier is Tier.Network).OrderBy(group => group.Name, StringComparer.OrdinalIgnoreCase)];
        var said = (name.Length > 0, network) switch
        {
            (true, { } within) => $"“{name}” in {within.Name}",
            (true, null) => $"“{name}”",
            (false, { } within) => within.Name,
            _ => "Every school",
        };
        return new(said, [.. fitting.Take(ProjectInviteCards.MostShown)], Math.Max(0, fitting.Count - ProjectInviteCards.MostShown), networks, name, network?.Id);
    }

    // What is looked for anew, or, on the form's own button, what had been looked for.
    private static string Asked(Press press, string input, string key) => press[input].Length > 0 ? press[input] : press[key];

    private static Answer.Show Show(Message message) => new(message);
}
