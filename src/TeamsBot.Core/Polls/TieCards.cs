using System.Globalization;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Polls;

/// <summary>A tied poll as somebody who may settle it sees it.</summary>
/// <param name="TeamsUserId">Their <c>29:</c> id, for the card's refresh; null where unknown.</param>
/// <param name="Note">What came before this press, or why it was not recorded.</param>
/// <param name="Kept">What was chosen and written on the card that is not recorded yet: it stays.</param>
internal sealed record DeciderView(Poll Poll, string? TeamsUserId, string? Note = null, IReadOnlyDictionary<string, string>? Kept = null)
{
    public Tie Tie => Poll.Tie!;

    public string Role => TieCards.Of(Tie.DecidersAre);

    public string? KeptOf(string input) => Kept?.GetValueOrDefault(input) is { Length: > 0 } kept ? PlainText.Shorten(kept, Tie.LongestReason) : null;
}

/// <summary>The card of whoever settles a tie (rule V15): what is level, what is agreed whatever they choose, and the two ways to settle it.</summary>
internal static class TieCards
{
    public const string CastingVote = "polls.castingVote";
    public const string RunOff = "polls.runOff";
    public const string Show = "polls.tie";
    public const string ChosenInput = "casting";
    public const string ReasonInput = "castingReason";
    public const string RunOffReasonInput = "runOffReason";

    public static Message ForDecider(DeciderView view) => view.Tie.Waits ? Asked(view) : Decided(view);

    /// <summary>"Two were level for third place. The facilitator's casting vote of Friday 4 December at 5 pm chose Attendance."</summary>
    public static string HowSettled(Poll poll, Result result, Settlement settled)
    {
        var (level, chosen) = ($"{Words.Sentence(Words.Number(result.Tied.Count()))} were level for {PlacesOf(poll)}.", Words.Join(poll.Settled.Select(option => ResultCards.BriefOf(poll, option))));
        return settled.As is { } role
            ? $"{level} The {Of(role)}’s casting vote on {When.DayAtTime(settled.At)} chose: {chosen}. The reason given: {settled.Why}"
            : $"{level} A run-off settled it on {When.DayAtTime(settled.At)}: {chosen}.";
    }

    internal static string Of(Role role) => role is Role.Chair ? "chair" : "facilitator";

    private static Message Asked(DeciderView view)
    {
        var (poll, result) = (view.Poll, view.Poll.Result!);
        var heading = ResultCards.HeadingOfTie(result);
        var again = view.Tie.Round > 1 ? "The run-off settled nothing: the tie is yours to settle again. " : "";
        var card = new AdaptiveCard
        {
            FallbackText = $"{poll.GroupName} has a tie for {PlacesOf(poll)}. You are its {view.Role}. This version of Teams cannot show the choices. Open Teams on another device.",
            Speak = $"{again}{poll.GroupName} has a tie for {PlacesOf(poll)}. As {view.Role}, use your casting vote or hold a run-off.",
            FullWidth = true,
            Refresh = RefreshOf(view),
            Body =
            [
                FromLine(Bold(poll.GroupName), $" asks you, as its {view.Role}, to settle a tie. Voting closed on {When.DayAndTime(poll.ClosesAt)}."),
                Heading(heading),
                .. Note(view),
                .. MarkedList(result.Tied.Select(option => new MarkedLine(Status.Tied.Mark, ResultCards.TextOf(poll, option), Words.Of(option.Count, result.Cast))), Spacing.Medium),
                Paragraph($"{again}{ResultCards.AreLevel(result)}"),
                .. result.Agreed.Any() ? (IEnumerable<Element>)[PartTitle("Agreed, whatever you choose"), .. ResultCards.CountList(poll, result, result.Agreed)] : [],
                NewParagraph(ResultCards.Arithmetic(poll, result)),
                WhoCanSeeThis($"only you. The {poll.Electorate.Says.Group} sees what you choose, why, and that you chose it."),
                Buttons(RunOffForm(view), CastingForm(view)),
            ],
        };
        return new(card, $"{poll.GroupName}: {heading}. Please settle it");
    }

    private static Message Decided(DeciderView view)
    {
        var (poll, result) = (view.Poll, view.Poll.Result!);
        var settled = view.Tie.Settlement;
        var heading = settled is not null ? "✓ The tie is settled" : "= Tied: a run-off settles it";
        var card = new AdaptiveCard
        {
            FallbackText = $"{poll.GroupName}: {heading}.",
            Speak = $"{poll.GroupName}. {heading}.",
            FullWidth = true,
            Refresh = settled is null ? RefreshOf(view) : null,
            Body =
            [
                FromLine(Bold(poll.GroupName), $" had a tie for {PlacesOf(poll)}. You are its {view.Role}."),
                Heading(heading),
                .. Note(view),
                Paragraph(settled is not null
                    ? HowSettled(poll, result, settled)
                    : $"{Words.Count(poll.Electorate.Seats.Length, poll.Electorate.Says.One)} vote between the {Words.Number(result.Tied.Count())} until {When.DayAtTime(view.Tie.RunOff!.ClosesAt)}. The reason given: {view.Tie.RunOff.Why}"),
                .. ResultCards.CountList(poll, result, result.Tied),
                NewParagraph(ResultCards.Arithmetic(poll, result)),
                WhoCanSeeThis($"only you. The {poll.Electorate.Says.Group}’s result says the same."),
            ],
        };
        return new(card, $"{poll.GroupName}: {heading}");
    }

    private static ActionShowCard CastingForm(DeciderView view)
    {
        var (poll, free) = (view.Poll, view.Poll.FreePlaces);
        return new(
            "Use casting vote…",
            new InputChoiceSet(ChosenInput)
            {
                Label = free == 1 ? $"Choose which takes {PlacesOf(poll)}" : $"Choose exactly {Words.Number(free)}",
                ErrorMessage = $"Choose {Words.Number(free)} of the {Words.Number(poll.Result!.Tied.Count())}.",
                Style = ChoiceStyle.Expanded,
                IsMultiSelect = free > 1,
                IsRequired = true,
                Choices = [.. poll.Result.Tied.Select(option => new Choice(ResultCards.TextOf(poll, option), option.Option)).OrderBy(choice => choice.Title, StringComparer.OrdinalIgnoreCase)],
                Value = TickedOf(view),
            },
            Reason(view, ReasonInput),
            SmallPrint($"The result will say that the {view.Role} decided, and why."),
            Buttons(Main(new ActionExecute("Record my casting vote", CastingVote, DataOf(view)))));
    }

    private static ActionShowCard RunOffForm(DeciderView view) => new(
        "Hold a run-off…",
        Paragraph($"All {Words.Count(view.Poll.Electorate.Seats.Length, view.Poll.Electorate.Says.One)} choose between the {Words.Number(view.Poll.Result!.Tied.Count())}, by the same rule. It closes at 5{Words.Bound}pm on the fifth weekday from today."),
        Reason(view, RunOffReasonInput),
        Buttons(Main(new ActionExecute("Start the run-off", RunOff, DataOf(view)))));

    private static InputText Reason(DeciderView view, string input) => new(input)
    {
        Label = "Say why", ErrorMessage = "Write a reason.", IsMultiline = true, IsRequired = true, MaxLength = Tie.LongestReason, Value = view.KeptOf(input),
    };

    private static string? TickedOf(DeciderView view)
    {
        var claimed = (view.Kept?.GetValueOrDefault(ChosenInput) ?? "").Split(',');
        var ticked = view.Poll.Result!.Tied.Select(option => option.Option).Where(claimed.Contains).ToList();
        return ticked.Count == 0 || (view.Poll.FreePlaces == 1 && ticked.Count > 1) ? null : string.Join(',', ticked);
    }

    private static string PlacesOf(Poll poll) => poll.FreePlaces == 1 ? $"{Words.Ordinal(poll.Rule.Places)} place" : $"{Words.Number(poll.FreePlaces)} places";

    private static IEnumerable<Element> Note(DeciderView view) => view.Note is null ? [] : [Paragraph(Bold(view.Note))];

    private static Dictionary<string, string> DataOf(DeciderView view) => new()
    {
        ["poll"] = view.Poll.Id.Value,
        ["round"] = view.Tie.Round.ToString(CultureInfo.InvariantCulture),
    };

    private static Refresh? RefreshOf(DeciderView view) => Refresh.For(view.TeamsUserId, Show, DataOf(view));
}
