using System.Collections.Immutable;
using System.Globalization;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Digests;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Projects;

/// <summary>What a move of a project tells, and whom. It is fixed with the move, so that planning finds the same people however often it begins.</summary>
internal static class ProjectIntents
{
    /// <summary>A school is invited, or the lead is asked to let one in.</summary>
    public const string Asks = "projects.asks";

    /// <summary>What has changed.</summary>
    public const string News = "projects.news";

    private const string AskPrefix = "ask-", NewsPrefix = "news-";

    public static IReadOnlyList<Intent> Of(Project project, ProjectMove move) =>
    [
        .. move.AskOf.IsEmpty ? [] : (Intent[])[Of(project, move, AskPrefix, Asks)],
        .. move.Tell.IsEmpty ? [] : (Intent[])[Of(project, move, NewsPrefix, News)],
    ];

    /// <summary>Whether a claimed name is of one of these intents: a card's data carries it, so that a press shows that the card arrived.</summary>
    public static bool IsName(string claimed) =>
        (claimed.StartsWith(AskPrefix, StringComparison.Ordinal) || claimed.StartsWith(NewsPrefix, StringComparison.Ordinal)) && claimed.Length <= 20 && claimed[(claimed.IndexOf('-') + 1)..].All(char.IsAsciiDigit);

    public static string Subject(ProjectId id, int move) => $"{id}~{move.ToString(CultureInfo.InvariantCulture)}";

    public static (ProjectId Project, int Move) Read(string subject)
    {
        var tilde = subject.LastIndexOf('~');
        return (new(subject[..tilde]), int.Parse(subject[(tilde + 1)..], CultureInfo.InvariantCulture));
    }

    private static Intent Of(Project project, ProjectMove move, string prefix, string kind) => new(
        project.Tenant, ProjectStore.Partition(project.Tenant, project.Id), $"{prefix}{move.Number.ToString(CultureInfo.InvariantCulture)}", kind, Subject(project.Id, move.Number));
}

/// <summary>Who hears of a move, by the register as it stands at that instant.</summary>
internal static class ProjectAudience
{
    /// <summary>The move with the people to tell and to ask. Whoever made it knows.</summary>
    public static ProjectMove Of(Register register, Project project, ProjectMove move)
    {
        var members = project.Schools.Select(place => place.School);
        IEnumerable<Urn> waiting = project.Places.Where(place => place.State is PlaceState.Invited or PlaceState.Asked).Select(place => place.School);
        var lead = project.Lead.School;
        var (tell, ask) = move.Act switch
        {
            ProjectAct.SetUp => ([lead], []),
            ProjectAct.Invite => ([], project.Places.Where(place => place.State is PlaceState.Invited && place.Since == move.At).Select(place => place.School)),
            ProjectAct.SayYes or ProjectAct.Accept => (members, []),
            ProjectAct.SayNo => ([lead, move.School], []),
            ProjectAct.Ask => ([move.School], [lead]),
            ProjectAct.TurnDown => ([move.School], []),
            ProjectAct.Leave => (members.Append(move.School), []),
            _ => (members.Concat(waiting), Enumerable.Empty<Urn>()),
        };
        return move with { Tell = People(register, tell, move.By), AskOf = People(register, ask, move.By) };
    }

    private static ImmutableArray<PersonId> People(Register register, IEnumerable<Urn> schools, PersonId but) =>
    [
        .. schools.SelectMany(school => register.HoldersAt(Role.Head, school).Concat(register.HoldersAt(Role.Deputy, school))).Select(person => person.Id)
            .Where(person => person != but).Distinct().OrderBy(person => person.Value, StringComparer.Ordinal),
    ];
}

/// <summary>Makes known, before its commit, that a project is about to move: to delivery, and to the period's digest.</summary>
public sealed class ProjectNews(Outbox outbox, PeriodIndex periods, TimeProvider clock)
{
    /// <summary>The kinds of happening that a digest reads back.</summary>
    public const string Started = "project.started", Finished = "project.finished";

    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>The rows to commit with the move, or null where more than a minute has passed since its instant: then start over (rule S1).</summary>
    public async Task<IReadOnlyList<Write>?> AnnounceAsync(Project project, ProjectMove move, CancellationToken cancellation)
    {
        if (move.Starts || move.Act is ProjectAct.Finish)
        {
            await periods.NoteAsync(project.Tenant, move.At, move.Starts ? Started : Finished, ProjectIntents.Subject(project.Id, move.Number), cancellation);
        }

        var announced = await outbox.AnnounceAsync(ProjectIntents.Of(project, move), cancellation);
        return new DueTicket(move.At).IsStale(Now) || announced.Ticket.IsStale(Now) ? null : announced.Writes;
    }
}
