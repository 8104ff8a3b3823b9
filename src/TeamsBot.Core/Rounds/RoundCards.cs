using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Rounds;

/// <summary>What the cards of a round share: its verbs, the way it goes, and the card that asks for which school.</summary>
internal static class RoundCards
{
    /// <summary>Opens the presser's own card of a stage, from the channel or as a refresh.</summary>
    public const string Open = "rounds.open";
    public const string SeatInput = "pickedSeat";

    private static readonly Stage[] Shown = [Stage.Proposals, Stage.Vote, Stage.Causes, Stage.Approaches];

    /// <summary>What a card of a seat carries.</summary>
    public static Dictionary<string, string> DataOf(Round round, Stage stage, Seat? seat = null)
    {
        var data = new Dictionary<string, string> { ["round"] = round.Id.Value, ["stage"] = stage.ToString() };
        if (seat is not null)
        {
            data["seat"] = seat.Id.Value;
        }

        return data;
    }

    public static Refresh? RefreshOf(Round round, Stage stage, Seat seat, string? teamsUserId) => Refresh.For(teamsUserId, Open, DataOf(round, stage, seat));

    /// <summary>The button that opens a stage from the channel.</summary>
    public static string ButtonOf(Stage stage) => stage switch
    {
        Stage.Proposals => "Make a proposal",
        Stage.Causes => "Name a cause",
        Stage.Approaches => "Suggest an approach",
        _ => throw new ArgumentOutOfRangeException(nameof(stage)),
    };

    /// <summary>Each stage with its day, and what was skipped with the note.</summary>
    public static IEnumerable<Element> WayOf(Round round) =>
        [PartTitle("The way of this round"), .. MarkedList(Shown.Where(stage => !(round.IsBoards && stage is Stage.Proposals) && round.Plan.EndOf(stage) is not null).Select(stage => LineOf(round, stage)))];

    /// <summary>The notes with which stages were skipped, for a card that does not show the whole way.</summary>
    public static IEnumerable<Element> SkipsOf(Round round) => round.Skips.Select(skip => Paragraph(Bold($"{RoundPlan.NameOf(skip.Stage)}: skipped. "), $"The {round.Electorate.Says.Lead}’s note: {skip.Note}"));

    public static string Schools(Round round, int some) => $"{Words.Of(some, round.Electorate.Seats.Length)}{Words.Bound}{Words.Plural(round.Electorate.Seats.Length, "school")}";

    /// <summary>For a person with several seats: which school's card to open.</summary>
    public static Message ChooseSeat(Round round, Stage stage, IReadOnlyList<Seat> seats)
    {
        var card = new AdaptiveCard
        {
            FallbackText = $"You answer for {Words.Count(seats.Count, "school")} in {round.GroupName}. Each has a card of its own in your chat with me.",
            Speak = $"You answer for {Words.Count(seats.Count, "school")} in {round.GroupName}. Choose one.",
            Body =
            [
                FromLine(Bold(round.GroupName), " asks your schools."),
                Heading("Choose a school"),
                new InputChoiceSet(SeatInput)
                {
                    Label = "Choose the school to answer for",
                    ErrorMessage = "Choose one of your schools.",
                    Style = ChoiceStyle.Expanded,
                    IsRequired = true,
                    Choices = [.. seats.OrderBy(seat => seat.Name, StringComparer.OrdinalIgnoreCase).Select(seat => new Choice(seat.Name, seat.Id.Value))],
                },
                WhoCanSeeThis("only you.", underLine: true),
                Buttons(Main(new ActionExecute("Open this card", Open, DataOf(round, stage)))),
            ],
        };
        return new(card, $"{round.GroupName}: choose which of your schools to answer for");
    }

    /// <summary>No such round and not yours look the same (rule T2).</summary>
    public static Message NotYours() => new Refusal
    {
        From = [Bold("The bot"), " could not find what you pressed."],
        Heading = "This is not yours to answer",
        WhatHappened = "There is no such round, or your account does not answer for a school in it. Nothing was changed.",
        WhatToDo = "If you are a head or deputy of the network, ask your facilitator to look at the directory.",
    }.ToMessage();

    private static MarkedLine LineOf(Round round, Stage stage)
    {
        var (name, ends) = (Bold($"{RoundPlan.NameOf(stage)}: "), round.Plan.EndOf(stage)!.Value);
        return round.SkipOf(stage) is { } skip ? new("–", [name, $"skipped. The {round.Electorate.Says.Lead}’s note: {skip.Note}"])
            : stage > Stage.Vote && round.End is (RoundEnd.NothingAgreed or RoundEnd.NotVoted) ? new("–", [name, "not reached"])
            : stage < round.Stage ? new("✓", [name, "closed"])
            : stage is Stage.Vote && round.Stage < Stage.Vote ? new("•", [name, $"{When.DayAndTime(round.Plan.VoteOpens)} to {When.DayAndTime(ends)}"])
            : new("•", [name, $"until {When.DayAndTime(ends)}"]);
    }
}
