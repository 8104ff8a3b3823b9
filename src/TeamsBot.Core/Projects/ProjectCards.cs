using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using TeamsBot.Core.Resources;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Projects;

/// <summary>A project as one reader sees it.</summary>
/// <param name="Theme">The theme's name as it is now.</param>
/// <param name="Typed">What was typed into a form that was answered with a problem: it stays.</param>
/// <param name="Delivered">The intent that delivered the card; null for an answer to an act.</param>
internal sealed record ProjectView(Project Project, string Theme, Actor Reader, string? Delivered = null, string? TeamsUserId = null, IReadOnlyDictionary<string, string>? Typed = null)
{
    public bool IsLead => Reader.IsHeadOf(Project.Lead.School) is not null;

    /// <summary>The reader's schools whose place is in that state, or, for null, that have none that counts.</summary>
    public IEnumerable<Directory.School> Mine(PlaceState state) => Reader.Schools.Select(held => held.School).Where(school => Project.PlaceOf(school.Urn)?.State == state);

    /// <summary>The reader's schools that could ask to join.</summary>
    public IReadOnlyList<Directory.School> CanAsk => Project.IsOver ? [] : [.. Reader.Schools.Select(held => held.School).Where(school => Project.PlaceOf(school.Urn)?.State is null or PlaceState.SaidNo or PlaceState.Left)];
}

/// <summary>The card of one project: what it is for, who is in it, and what its reader can do.</summary>
internal static class ProjectCards
{
    public const string Open = "projects.open";
    public const string Yes = "projects.yes";
    public const string No = "projects.no";
    public const string Ask = "projects.ask";
    public const string Accept = "projects.accept";
    public const string TurnDown = "projects.turnDown";
    public const string Leave = "projects.leave";
    public const string Finish = "projects.finish";
    public const string CallOff = "projects.callOff";

    public const string AskSchoolInput = "askSchool", AskPartInput = "askPart", AskWordsInput = "askWords", LeaveSchoolInput = "leaveSchool", LeaveWordsInput = "leaveWords", LearntInput = "learnt", CallOffInput = "callOffWords";

    public const string Members = "heads and deputies of the county’s schools, facilitators, and its boards.";

    private const int RequestsShown = 4;

    /// <param name="note">What came of a press; null for none.</param>
    public static Message ForReader(ProjectView view, string? note = null)
    {
        var project = view.Project;
        var card = new AdaptiveCard
        {
            FallbackText = $"{ProjectWords.Who(project)}: {project.Aim} {ProjectWords.Status(project)}.",
            Speak = $"{note} {ProjectWords.Who(project)} work on: {project.Aim}".Trim(),
            Refresh = Refresh.For(view.TeamsUserId, Open, Data(view)),
            Body =
            [
                FromLine(Bold(project.Lead.Name), " leads a project of schools under the theme ", Bold(view.Theme), "."),
                Heading(ProjectWords.Heading(project)),
                .. note is null ? [] : (Element[])[Paragraph(Bold(note))],
                .. Facts(project),
                PartTitle("Schools"),
                .. MarkedList(project.Schools.Select(place => new MarkedLine("•", [Bold(place.Name), $": {ProjectWords.Of(place.Part)}"]))),
                .. Pending(view),
                .. ProjectRequests.Draw(view, RequestsShown),
                .. Invitations(view),
                WhoCanSeeThis(Members, underLine: true),
                Buttons([.. Acts(view)]),
            ],
        };
        return new(card, note is null ? $"{ProjectWords.Status(project)}: {project.Aim}" : $"{note} {project.Aim}");
    }

    /// <summary>Aim, beginning and dates, and what was learnt.</summary>
    public static IEnumerable<Element> Facts(Project project)
    {
        yield return Paragraph(Bold("Aim: "), project.Aim);
        yield return Paragraph(Bold("Where they begin: "), project.Baseline);
        yield return Paragraph(Bold("When: "), $"{ProjectWords.Dates(project)}.");
        if (project.State is ProjectState.Inviting)
        {
            yield return Paragraph("It starts when a second school has said yes.");
        }

        if (project.Learnt.Length > 0)
        {
            yield return Paragraph(Bold("What was learnt: "), project.Learnt);
        }
    }

    public static Message NotThere() => new Refusal
    {
        From = [Bold("The bot"), " was asked for a project of schools."],
        Heading = "There is no such project",
        WhatHappened = "The project is not there, or not for your account to see. Nothing was changed.",
        WhatToDo = "Write projects in this chat to see the projects of the county.",
    }.ToMessage();

    public static Message NotAHead() => new Refusal
    {
        From = [Bold("The bot"), " was asked to act for a school in a project."],
        Heading = "A head or deputy does this",
        WhatHappened = "Your account is neither the head nor a deputy of that school. Nothing was changed.",
        WhatToDo = "Ask the head of the school. Write projects in this chat to see the projects of the county.",
    }.ToMessage();

    public static Dictionary<string, string> Data(ProjectView view) => view.Delivered is { } card ? new() { ["project"] = view.Project.Id.Value, ["card"] = card } : new() { ["project"] = view.Project.Id.Value };

    public static Dictionary<string, string> Data(ProjectView view, Urn school) => new(Data(view)) { ["school"] = school.Value };

    // Who has been asked is for those who are in it: a school that has not answered is nobody else's business.
    private static IEnumerable<Element> Pending(ProjectView view)
    {
        var waiting = view.Project.Places.Where(place => place.State is PlaceState.Invited).Select(place => place.Name).Order(StringComparer.OrdinalIgnoreCase).ToList();
        if (waiting.Count > 0 && !view.Project.IsOver && view.Mine(PlaceState.In).Any())
        {
            const int Named = 8;
            yield return Paragraph(Bold("Invited, no answer yet: "), waiting.Count <= Named ? $"{Words.Join(waiting)}." : $"{string.Join(", ", waiting.Take(Named))} and {waiting.Count - Named} more.");
        }
    }

    private static IEnumerable<Element> Invitations(ProjectView view) => view.Project.IsOver ? [] : view.Mine(PlaceState.Invited).SelectMany((school, at) => (Element[])
    [
        NewParagraph(Bold(school.Name), " is invited. Will it join?"),
        Buttons(
            new ActionExecute("Not this time", No, Data(view, school.Urn)) { Id = $"{No}.{at + 1}", AssociatedInputs = AssociatedInputs.None },
            new ActionExecute("Yes, we join", Yes, Data(view, school.Urn)) { Id = $"{Yes}.{at + 1}", AssociatedInputs = AssociatedInputs.None, Style = at == 0 && !view.IsLead ? ActionStyle.Positive : ActionStyle.Default }),
    ]);

    private static IEnumerable<CardAction> Acts(ProjectView view)
    {
        var project = view.Project;
        if (view.CanAsk is { Count: > 0 } can)
        {
            yield return ProjectForms.Asking(view, can);
        }

        if (!project.IsOver && view.Mine(PlaceState.In).Where(school => school.Urn != project.Lead.School).ToList() is { Count: > 0 } inIt)
        {
            yield return ProjectForms.Leaving(view, inIt);
        }

        if (view.IsLead && project.State is ProjectState.Inviting)
        {
            yield return ProjectForms.CallingOff(view);
        }

        if (view.IsLead && project.State is ProjectState.UnderWay)
        {
            yield return ProjectForms.Finishing(view);
        }

        if (view.IsLead && !project.IsOver)
        {
            yield return new ActionExecute("Invite schools", ProjectInviteCards.Find, new() { ["project"] = project.Id.Value }) { AssociatedInputs = AssociatedInputs.None };
        }

        yield return new ActionExecute("See who can help", ResourceCards.Show, new() { [ResourceCards.ThemeKey] = project.Theme.Value }) { AssociatedInputs = AssociatedInputs.None };
    }
}
