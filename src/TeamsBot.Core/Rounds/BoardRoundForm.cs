using System.Globalization;
using NodaTime.Text;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Calendar;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Rounds;

/// <summary>The form by which a board's officer starts its round. What was chosen stays in it until the round stands.</summary>
public sealed class BoardRoundForm(DirectoryStore directory, StartBoardRound start, RoundOwnerTurn owner, SchoolCalendar calendar)
{
    public const string Start = "rounds.startBoard";

    private const string BoardInput = "roundBoard", AtMostInput = "roundAtMost", DayInput = "voteDay";
    private const int WorkingDaysToVote = 5;

    /// <summary>The boards that somebody is an officer of.</summary>
    public async Task<IReadOnlyList<Group>> BoardsOfAsync(Caller caller, CancellationToken cancellation) =>
        await directory.CurrentAsync(caller.Tenant, cancellation) is { } register
            ? [.. register.Groups.Where(group => BoardRounds.IsBoard(group) && BoardRounds.MayRun(register, caller.Person, group.Id))]
            : [];

    /// <summary>The round that runs, or the form with a fresh round id.</summary>
    public async Task<Answer> DrawAsync(Caller caller, IReadOnlyList<Group> boards, string? teamsUserId, CancellationToken cancellation)
    {
        var running = await owner.RunningAsync(caller.Tenant, boards, cancellation);
        IReadOnlyList<Group> free = [.. boards.Where(board => running.All(round => round.Group != board.Id))];
        return free.Count == 0 && running.Count == 1 ? new Answer.Show(RoundOwnerCards.ForOwner(await owner.ViewAsync(running[0], teamsUserId, cancellation)))
            : free.Count == 0 ? new Answer.Show(RoundOwnerCards.Choose(running, fresh: null))
            : new Answer.Show(Draw(new(owner.NewId()), free, await WaitingAsync(caller.Tenant, free, cancellation), Suggested(free).GetValueOrDefault, problem: null));
    }

    /// <summary>Answers the form's button.</summary>
    public async Task<Answer> StartAsync(Press press, CancellationToken cancellation)
    {
        var boards = await BoardsOfAsync(press.Caller, cancellation);
        if (boards.Count == 0 || !RoundId.IsWellFormed(press["round"]))
        {
            return new Answer.Show(OwnerCards.NotYours());
        }

        var id = new RoundId(press["round"]);
        var day = LocalDatePattern.Iso.Parse(press[DayInput]);
        var outcome = !day.Success ? new StartOutcome.Wrong("Choose the day on which voting closes.")
            : !int.TryParse(press[AtMostInput], NumberStyles.None, CultureInfo.InvariantCulture, out var atMost) ? new StartOutcome.Wrong("Choose how many priorities a member may choose.")
            : await start.HandleAsync(press.Caller, new(id, new(press[BoardInput]), atMost, day.Value), cancellation);
        var waiting = await WaitingAsync(press.Caller.Tenant, boards, cancellation);
        return new Answer.Show(outcome switch
        {
            StartOutcome.Started started => RoundOwnerCards.ForOwner(await owner.ViewAsync(started.Round, press.TeamsUserId, cancellation)),
            StartOutcome.Wrong wrong => Draw(id, boards, waiting, press.Data.GetValueOrDefault, wrong.Why),
            // Another's board, or an id that another's round has: they look the same (rule T2).
            _ => Draw(new(owner.NewId()), boards, waiting, press.Data.GetValueOrDefault, "It could not be started for that board. Choose a board that you are an officer of and press again."),
        });
    }

    internal static IEnumerable<CardSample> Samples()
    {
        var board = new Group(new("locality-fernshaw"), "Fernshaw Locality Board", Tier.Locality, Parent: null);
        var filled = new Dictionary<string, string> { [BoardInput] = board.Id.Value, [AtMostInput] = "3", [DayInput] = "2026-11-25" };
        return
        [
            new(RoundSamples.Part, "Officer of a board, a new round", Draw(new("round-1"), [board], new Dictionary<GroupId, int> { [board.Id] = 4 }, filled.GetValueOrDefault, problem: null)),
            new(RoundSamples.Part, "Officer of a board, not started yet", Draw(new("round-1"), [board], new Dictionary<GroupId, int> { [board.Id] = 1 }, filled.GetValueOrDefault, "One proposal waits for this board, and a vote needs at least two. Answer what waits on its own card.")),
        ];
    }

    private async Task<IReadOnlyDictionary<GroupId, int>> WaitingAsync(TenantId tenant, IReadOnlyList<Group> boards, CancellationToken cancellation)
    {
        var waiting = new Dictionary<GroupId, int>();
        foreach (var board in boards)
        {
            waiting[board.Id] = (await start.WaitingAsync(tenant, board.Id, cancellation)).Count;
        }

        return waiting;
    }

    private Dictionary<string, string> Suggested(IReadOnlyList<Group> boards)
    {
        var opens = RoundPlan.VoteOpensAfter(calendar.NextWorking(owner.Now), calendar);
        return new()
        {
            [BoardInput] = boards[0].Id.Value,
            [AtMostInput] = "3",
            [DayInput] = LocalDatePattern.Iso.Format(calendar.Add(When.Local(opens).Date, WorkingDaysToVote)),
        };
    }

    private static Message Draw(RoundId id, IReadOnlyList<Group> boards, IReadOnlyDictionary<GroupId, int> waiting, Func<string, string?> filled, string? problem)
    {
        var card = new AdaptiveCard
        {
            FallbackText = "This version of Teams cannot show the form for a new round. Open Teams on another device.",
            Speak = problem ?? "Start a round of your board, on what came up to it.",
            Body =
            [
                FromLine("You are an officer of ", Bold(Words.Join(boards.Select(board => board.Name))), "."),
                Heading("Start a round"),
                .. problem is null ? [] : (Element[])[Paragraph(Bold("Not started yet. "), problem)],
                Paragraph($"What came up and has no answer yet stands in the vote: {Words.Join(boards.Select(board => $"{Words.Some(waiting.GetValueOrDefault(board.Id), "matter")}{(boards.Count == 1 ? "" : $" for {board.Name}")}"))}. The chair, the vice-chair and each member have one vote; the clerk has none."),
                Pick(BoardInput, "Choose the board", "Choose a board.", filled, boards.Select(board => new Choice(board.Name, board.Id.Value))),
                new InputDate(DayInput)
                {
                    Label = "Choose the day on which voting closes", ErrorMessage = "Choose a school day.", IsRequired = true,
                    Value = LocalDatePattern.Iso.Parse(filled(DayInput) ?? "") is { Success: true, Value: var day } ? day.ToDateOnly() : null,
                },
                Pick(AtMostInput, "Say how many a member may choose", "Choose a number.", filled, Enumerable.Range(1, StartRound.ChooseAtMost).Select(most => new Choice(most == 1 ? "One" : $"Up to {Words.Number(most)}", $"{most}"))),
                NewParagraph($"You have a working day to join those that say the same. Then the vote opens by itself. It closes at 5{Words.Bound}pm. Who votes is fixed when you press the button."),
                WhoCanSeeThis("only you, until you start the round."),
                Buttons(Main(new ActionExecute("Start the round", Start, new() { ["round"] = id.Value }))),
            ],
        };
        return new(card, problem is null ? "A new round of your board: choose the day" : $"Not started yet: {problem}");
    }

    private static InputChoiceSet Pick(string id, string label, string error, Func<string, string?> filled, IEnumerable<Choice> choices)
    {
        IReadOnlyList<Choice> offered = [.. choices];
        var chosen = filled(id);
        return new(id) { Label = label, ErrorMessage = error, IsRequired = true, Choices = offered, Value = offered.Any(choice => choice.Value == chosen) ? chosen : null };
    }
}

/// <summary>Answers the typed command: the form or round of a network for its facilitator, of a board for its officers; whoever is both types "round board".</summary>
public sealed class RoundCommand(RoundForm networks, BoardRoundForm boards)
{
    private const string ForBoard = "board";

    public async Task<Answer> DrawAsync(Typed typed, CancellationToken cancellation)
    {
        var own = await boards.BoardsOfAsync(typed.Caller, cancellation);
        var asks = typed.Rest.Trim().Equals(ForBoard, StringComparison.OrdinalIgnoreCase) || !await networks.IsForAsync(typed.Caller, cancellation);
        return own.Count > 0 && asks ? await boards.DrawAsync(typed.Caller, own, typed.TeamsUserId, cancellation) : await networks.DrawAsync(typed, cancellation);
    }
}
