using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Directory;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Projects;

/// <summary>The forms that open under a project's buttons.</summary>
internal static class ProjectForms
{
    public static ActionShowCard Asking(ProjectView view, IReadOnlyList<School> can) => new(
        "Ask to join…",
        [
            .. Which(ProjectCards.AskSchoolInput, "Choose the school that asks", can),
            new InputChoiceSet(ProjectCards.AskPartInput)
            {
                Label = "Choose how your school would take part", ErrorMessage = "Choose one.", IsRequired = true,
                Choices = [new("As transition partner, for the move between schools", nameof(Part.TransitionPartner)), new("To share what we are good at", nameof(Part.SharingSchool))],
            },
            Write(ProjectCards.AskWordsInput, "Say in a sentence what your school would bring", Project.LongestWords, isRequired: true, view.Typed?.GetValueOrDefault(ProjectCards.AskWordsInput)),
            Buttons(Main(new ActionExecute("Ask the lead school", ProjectCards.Ask, can.Count == 1 ? ProjectCards.Data(view, can[0].Urn) : ProjectCards.Data(view)))),
        ]);

    public static ActionShowCard Leaving(ProjectView view, IReadOnlyList<School> inIt) => new(
        "Leave…",
        [
            .. Which(ProjectCards.LeaveSchoolInput, "Choose the school that leaves", inIt),
            Write(ProjectCards.LeaveWordsInput, "Say why, if you want to", Project.LongestWords, isRequired: false, view.Typed?.GetValueOrDefault(ProjectCards.LeaveWordsInput)),
            Buttons(Main(new ActionExecute("Leave the project", ProjectCards.Leave, inIt.Count == 1 ? ProjectCards.Data(view, inIt[0].Urn) : ProjectCards.Data(view)))),
        ]);

    public static ActionShowCard Finishing(ProjectView view) => new(
        "Finish…",
        SmallPrint("Every member of the county’s networks can read it. Name no pupil."),
        Write(ProjectCards.LearntInput, "Say what was learnt: what worked, and what did not", Project.LongestLearnt, isRequired: true, view.Typed?.GetValueOrDefault(ProjectCards.LearntInput)),
        Buttons(Main(new ActionExecute("Finish the project", ProjectCards.Finish, ProjectCards.Data(view)))));

    public static ActionShowCard CallingOff(ProjectView view) => new(
        "Call it off…",
        Write(ProjectCards.CallOffInput, "Say why, if you want to", Project.LongestWords, isRequired: false, view.Typed?.GetValueOrDefault(ProjectCards.CallOffInput)),
        Buttons(Main(new ActionExecute("Call the project off", ProjectCards.CallOff, ProjectCards.Data(view)))));

    // Whatever may be longer than a phone is wide has several lines, or its end could not be seen.
    public static InputText Write(string id, string label, int most, bool isRequired, string? filled = null) => new(id)
    {
        Label = label, ErrorMessage = $"{label}.", IsMultiline = true, IsRequired = isRequired, MaxLength = most,
        Value = string.IsNullOrWhiteSpace(filled) || PlainText.Shorten(filled, most) is not { Length: > 0 } kept ? null : kept,
    };

    private static IEnumerable<Element> Which(string id, string label, IReadOnlyList<School> schools) => schools.Count == 1
        ? []
        : [new InputChoiceSet(id) { Label = label, ErrorMessage = "Choose a school.", IsRequired = true, Choices = [.. schools.Select(school => new Choice(school.Name, school.Urn.Value))] }];
}

/// <summary>The requests to join that wait for the lead.</summary>
internal static class ProjectRequests
{
    public static IEnumerable<Element> Draw(ProjectView view, int most)
    {
        if (!view.IsLead || view.Project.IsOver)
        {
            yield break;
        }

        var asked = view.Project.Places.Where(place => place.State is PlaceState.Asked).OrderBy(place => place.Since).ToList();
        foreach (var (place, at) in asked.Take(most).Select((place, at) => (place, at)))
        {
            yield return NewParagraph(Bold(place.Name), $" asks to join {ProjectWords.As(place.Part)}: “{place.Words}”");
            yield return Buttons(
                new ActionShowCard(
                    "Turn it down…",
                    ProjectForms.Write(WordsInput(at), "Add a kind word, if you want to", Project.LongestWords, isRequired: false, view.Typed?.GetValueOrDefault(WordsInput(at))),
                    Buttons(Main(new ActionExecute("Turn it down kindly", ProjectCards.TurnDown, new(ProjectCards.Data(view, place.School)) { ["words"] = WordsInput(at) }) { Id = $"{ProjectCards.TurnDown}.{at + 1}" }))),
                new ActionExecute("Let it join", ProjectCards.Accept, ProjectCards.Data(view, place.School)) { Id = $"{ProjectCards.Accept}.{at + 1}", AssociatedInputs = AssociatedInputs.None, Style = at == 0 ? ActionStyle.Positive : ActionStyle.Default });
        }

        if (asked.Count > most)
        {
            yield return Paragraph($"{asked.Count - most} more wait behind these.");
        }
    }

    /// <summary>Each request has a field of its own: an id stands once on a card.</summary>
    private static string WordsInput(int at) => $"turnDownWords{at + 1}";
}
