using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Themes;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Rounds;

/// <summary>A round as its facilitator sees it.</summary>
/// <param name="Contributed">How many seats contributed to the stage that is on.</param>
/// <param name="FreshId">The id of the next merge, made now (rule V7).</param>
/// <param name="Problem">Why what was asked is not done.</param>
/// <param name="Kept">What was chosen and written: it stays.</param>
/// <param name="Shown">How many proposals may be ticked at a time; a third of them are listed.</param>
internal sealed record RoundOwnerView(
    Round Round, ProposalBook Book, int Contributed, ThemeList Themes, string FreshId, string? TeamsUserId, string? Problem = null, IReadOnlyDictionary<string, string>? Kept = null, int Shown = 30)
{
    public bool MayMerge => Round.Stage is Stage.Proposals or Stage.Merging && Book.Standing.Length > 1;

    public string? KeptOf(string input, int most) => Kept?.GetValueOrDefault(input) is { Length: > 0 } typed ? PlainText.Shorten(typed, most) : null;
}

/// <summary>The facilitator's card of a round: where it stands, who has contributed, what is in its way, and the two things to do about it.</summary>
internal static class RoundOwnerCards
{
    public const string Show = "rounds.show";
    public const string Merge = "rounds.merge";
    public const string Skip = "rounds.skip";
    public const string JoinedInput = "joined", MergedTextInput = "mergedText", MergedThemeInput = "mergedTheme", StageInput = "skippedStage", NoteInput = "skipNote";

    private const int FewestShown = 10;
    private const int MostBytes = 26 * 1024;
    private const int ChoiceLength = 80;
    private const int ListShown = 10;
    private const int ListLength = 120;

    public static Message ForOwner(RoundOwnerView view)
    {
        // With many long proposals, themes and notes at once fewer of them are shown: Teams takes no card of more than 28 KB.
        var message = Draw(view);
        return message.Card.SizeInBytes <= MostBytes || view.Shown <= FewestShown ? message : ForOwner(view with { Shown = view.Shown - FewestShown });
    }

    private static Message Draw(RoundOwnerView view)
    {
        var round = view.Round;
        var (heading, words) = RoundChannelCards.SayingOf(round, view.Book.Standing.Length);
        var card = new AdaptiveCard
        {
            FallbackText = $"{round.GroupName}: {heading}. {words}",
            Speak = view.Problem is null ? $"{round.GroupName}. {heading}. {words}" : $"Not done yet. {view.Problem}",
            Refresh = round.Stage is Stage.Finished ? null : Refresh.For(view.TeamsUserId, Show, DataOf(round)),
            Body =
            [
                round.IsBoards ? FromLine("You are an officer of ", Bold(round.GroupName), $". This is its round {(round.Confirms ? "to confirm" : "on")} what came up to it.") : FromLine("You facilitate ", Bold(round.GroupName), ". This is its round from concern to priority."),
                Heading(heading),
                .. view.Problem is null ? [] : (Element[])[Paragraph(Bold("Not done yet. "), view.Problem)],
                Paragraph(words),
                .. Contributed(view),
                .. InTheWay(view),
                .. round.Stage is Stage.Proposals or Stage.Merging && view.Book.Standing.Length > 0 ? (IEnumerable<Element>)[PartTitle("What stands"), .. ListOf(view.Book.Standing, view.Themes, view.Shown / 3)] : [],
                .. RoundCards.WayOf(round),
                WhoCanSeeThis($"only you and other {(round.IsBoards ? "officers of the board" : "facilitators of the network")}. Everyone sees the stages and your notes in its channel.", underLine: true),
                .. Actions(view) is { Count: > 0 } actions ? (Element[])[Buttons(actions)] : [],
            ],
        };
        return new(card, view.Problem is not null ? $"Not done yet: {view.Problem}" : $"{round.GroupName}: {heading}");
    }

    /// <summary>For a facilitator of several networks with rounds: which to see.</summary>
    /// <param name="fresh">The id of the round that may be started besides (rule V7); null where every network has one.</param>
    public static Message Choose(IReadOnlyList<Round> running, RoundId? fresh)
    {
        var card = new AdaptiveCard
        {
            FallbackText = $"{Words.Sentence(Words.Some(running.Count, "round is", "rounds are"))} running in your groups.",
            Speak = $"{Words.Sentence(Words.Some(running.Count, "round is", "rounds are"))} running in your groups. Choose one to see.",
            Body =
            [
                FromLine("You help to run ", Bold(Words.Join(running.Select(round => round.GroupName))), "."),
                Heading($"{Words.Sentence(Words.Some(running.Count, "round is", "rounds are"))} running"),
                new InputChoiceSet(RoundForm.RoundInput)
                {
                    Label = "Choose the group whose round to see", ErrorMessage = "Choose a group.", Style = ChoiceStyle.Expanded, IsRequired = true,
                    Choices = [.. running.OrderBy(round => round.GroupName, StringComparer.OrdinalIgnoreCase).Select(round => new Choice(round.GroupName, round.Id.Value))],
                },
                WhoCanSeeThis("only you.", underLine: true),
                Buttons([.. fresh is { } id ? (CardAction[])[new ActionExecute("Start another round", RoundForm.Again, new() { ["round"] = id.Value }) { AssociatedInputs = AssociatedInputs.None }] : [], Main(new ActionExecute("Show this round", Show, []))]),
            ],
        };
        return new(card, $"{Words.Sentence(Words.Some(running.Count, "round is", "rounds are"))} running in your groups");
    }

    /// <summary>What stands, oldest first, as far as a card can hold it.</summary>
    internal static IEnumerable<Element> ListOf(IReadOnlyList<StandingProposal> standing, ThemeList? themes = null, int most = ListShown) =>
    [
        .. MarkedList(standing.Take(most).Select(proposal => new MarkedLine("•", [PlainText.Shorten(proposal.Text, ListLength), Subtle(proposal.Networks.Any() ? $" (from {PlainText.Shorten(Words.Join([.. proposal.Networks]), ListLength)})" : $" ({(themes is null ? "" : $"{ProposalCards.ThemeOf(themes, proposal.Theme)}, ")}{Words.Count(proposal.Seats, "school")})")]))),
        .. standing.Count > most ? (Element[])[Paragraph($"And {Words.Count(standing.Count - most, "more proposal", "more proposals")}.")] : [],
    ];

    private static IEnumerable<Element> Contributed(RoundOwnerView view) => view.Round.Stage switch
    {
        _ when view.Round.IsBoards => [],
        Stage.Proposals or Stage.Merging => [Paragraph(Bold($"{RoundCards.Schools(view.Round, view.Contributed)} have proposed. "), $"{Words.Sentence(Words.Some(view.Book.Standing.Length, "proposal stands", "proposals stand"))}.")],
        Stage.Causes or Stage.Approaches => [Paragraph(Bold($"{RoundCards.Schools(view.Round, view.Contributed)} have contributed."))],
        _ => [],
    };

    // Before the vote, and again while it waits: what is in its way, and what to do.
    private static IEnumerable<Element> InTheWay(RoundOwnerView view)
    {
        var count = view.Book.Standing.Length;
        return view.Round.Stage is not Stage.Merging || view.Round.SkipOf(Stage.Vote) is not null || Round.ObstacleOf(count) is not { } obstacle ? []
            : [Paragraph(Bold("The vote cannot open yet. "), $"{obstacle} {(count > Wording.OptionsAtMost ? "Join proposals that say the same, until twenty or fewer stand." : view.Round.IsBoards ? "You can skip the vote with a note, and answer what stands on its own card." : "Speak with your schools. You can skip the vote with a note, and start a new round when they are ready.")}")];
    }

    private static List<CardAction> Actions(RoundOwnerView view)
    {
        var actions = new List<CardAction>();
        if (view.Round.Stage is Stage.Vote)
        {
            actions.Add(new ActionExecute("Show the poll", OwnerCards.Show, new() { ["poll"] = view.Round.Poll.Value }));
        }

        if (view.Round.MaySkip.Any())
        {
            actions.Add(SkipForm(view));
        }

        if (view.MayMerge)
        {
            actions.Add(MergeForm(view));
        }

        return actions;
    }

    private static ActionShowCard MergeForm(RoundOwnerView view)
    {
        var ticked = (view.Kept?.GetValueOrDefault(JoinedInput) ?? "").Split(',');
        var offered = view.Book.Standing.OrderBy(standing => standing.Text, StringComparer.OrdinalIgnoreCase).Take(view.Shown).ToList();
        var data = DataOf(view.Round);
        data["merge"] = view.FreshId;
        return new(
            "Join proposals…",
            new InputChoiceSet(JoinedInput)
            {
                Label = "Tick those that say the same, two or more", ErrorMessage = "Tick two proposals or more.", Style = ChoiceStyle.Expanded, IsMultiSelect = true, IsRequired = true,
                Choices = [.. offered.Select(standing => (Title: PlainText.Shorten(standing.Text, ChoiceLength), standing.Id)).OrderBy(choice => choice.Title, StringComparer.OrdinalIgnoreCase).Select(choice => new Choice(choice.Title, choice.Id))],
                Value = offered.Where(standing => ticked.Contains(standing.Id)).Select(standing => standing.Id).ToList() is { Count: > 0 } kept ? string.Join(',', kept) : null,
            },
            new InputText(MergedTextInput)
            {
                Label = "Write the one proposal they become", ErrorMessage = "Write the wording.", IsMultiline = true, IsRequired = true, MaxLength = Wording.OptionLength, Value = view.KeptOf(MergedTextInput, Wording.OptionLength),
            },
            ThemePicker.Draw(MergedThemeInput, "Choose its theme", view.Themes, view.Kept?.GetValueOrDefault(MergedThemeInput)),
            SmallPrint(view.Book.Standing.Length > view.Shown ? $"These are {Words.Of(view.Shown, view.Book.Standing.Length)}, A to Z. Join some, and more come up. Those who made them are told." : view.Round.IsBoards ? "Each network gets an answer of its own." : "Those who made them are told, and see your wording."),
            Buttons(Main(new ActionExecute("Join these proposals", Merge, data))));
    }

    private static ActionShowCard SkipForm(RoundOwnerView view)
    {
        var offered = view.Round.MaySkip.ToList();
        var chosen = view.Kept?.GetValueOrDefault(StageInput);
        return new(
            "Skip a stage…",
            new InputChoiceSet(StageInput)
            {
                Label = "Choose the stage to skip", ErrorMessage = "Choose a stage.", IsRequired = true,
                Choices = [.. offered.Select(stage => new Choice(stage is Stage.Vote ? "Voting, and so end the round" : stage == view.Round.Stage ? $"{RoundPlan.NameOf(stage)}: close them now" : RoundPlan.NameOf(stage), stage.ToString()))],
                Value = offered.Any(stage => stage.ToString() == chosen) ? chosen : null,
            },
            new InputText(NoteInput) { Label = "Say why", ErrorMessage = "Write a note.", IsMultiline = true, IsRequired = true, MaxLength = Tie.LongestReason, Value = view.KeptOf(NoteInput, Tie.LongestReason) },
            SmallPrint($"Your note stands on the record, and everyone in the {view.Round.Electorate.Says.Group}’s team sees it."),
            Buttons(Main(new ActionExecute("Skip with this note", Skip, DataOf(view.Round)))));
    }

    private static Dictionary<string, string> DataOf(Round round) => new() { ["round"] = round.Id.Value };
}
