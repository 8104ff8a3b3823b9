using System.Globalization;
using NodaTime;
using NodaTime.Text;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Calendar;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Rounds;

/// <summary>The form by which a facilitator starts a round, with days that the school calendar suggests. What was chosen stays in it until the round stands.</summary>
public sealed class RoundForm(DirectoryStore directory, StartRound start, RoundOwnerTurn owner, IEnumerable<StageCards> stages, SchoolCalendar calendar)
{
    public const string Command = "round";
    public const string Start = "rounds.start";
    public const string Again = "rounds.form";
    public const string RoundInput = "pickedRound";

    private const string GroupInput = "roundGroup", AtMostInput = "roundAtMost", AskInput = "roundAsk";
    private const int WorkingDaysAStage = 5;

    /// <summary>Answers the typed command: the rounds that run, or the form with a fresh round id, or why not.</summary>
    public async Task<Answer> DrawAsync(Typed typed, CancellationToken cancellation)
    {
        var networks = await NetworksOfAsync(typed.Caller, cancellation);
        var running = await owner.RunningAsync(typed.Caller.Tenant, networks, cancellation);
        return networks.Count == 0 ? new Answer.Show(NotAFacilitator())
            : running.Count == 0 ? DrawNew(new(owner.NewId()), networks)
            : running.Count == 1 && networks.Count == 1 ? new Answer.Show(RoundOwnerCards.ForOwner(await owner.ViewAsync(running[0], typed.TeamsUserId, cancellation)))
            : new Answer.Show(RoundOwnerCards.Choose(running, networks.Count > running.Count ? new RoundId(owner.NewId()) : null));
    }

    /// <summary>Answers the button that asks for a form of its own: the networks without a round.</summary>
    public async Task<Answer> AgainAsync(Press press, CancellationToken cancellation)
    {
        var networks = await NetworksOfAsync(press.Caller, cancellation);
        var running = await owner.RunningAsync(press.Caller.Tenant, networks, cancellation);
        IReadOnlyList<Group> free = [.. networks.Where(network => running.All(round => round.Group != network.Id))];
        return free.Count == 0 || !RoundId.IsWellFormed(press["round"]) ? new Answer.Show(NotAFacilitator()) : DrawNew(new(press["round"]), free);
    }

    /// <summary>Answers the form's button.</summary>
    public async Task<Answer> StartAsync(Press press, CancellationToken cancellation)
    {
        var networks = await NetworksOfAsync(press.Caller, cancellation);
        if (networks.Count == 0 || !RoundId.IsWellFormed(press["round"]))
        {
            return new Answer.Show(NotAFacilitator());
        }

        var id = new RoundId(press["round"]);
        var (asked, problem) = Read(id, press);
        var outcome = asked is null ? new StartOutcome.Wrong(problem!) : await start.HandleAsync(press.Caller, asked, cancellation);
        return new Answer.Show(outcome switch
        {
            StartOutcome.Started started => RoundOwnerCards.ForOwner(await owner.ViewAsync(started.Round, press.TeamsUserId, cancellation)),
            StartOutcome.Wrong wrong => Draw(id, networks, press.Data.GetValueOrDefault, wrong.Why),
            // Another's network, or an id that another's round has: they look the same (rule T2). A fresh id is theirs alone, and what was chosen is kept.
            _ => Draw(new(owner.NewId()), networks, press.Data.GetValueOrDefault, "It could not be started for that network. Choose a network that you facilitate and press again."),
        });
    }

    internal IEnumerable<CardSample> Samples()
    {
        var network = new Group(new("network-alder-vale"), "Alder Vale Network", Tier.Network, Parent: null);
        var filled = Suggested([network], new(2026, 11, 16, 9, 0, 0, TimeSpan.Zero));
        return
        [
            new(RoundSamples.Part, "Facilitator, a new round", Draw(new("round-1"), [network], filled.GetValueOrDefault, problem: null)),
            new(RoundSamples.Part, "Facilitator, not started yet", Draw(new("round-1"), [network], filled.GetValueOrDefault, "Proposals would close on Saturday 21\u00A0November, when schools are closed. Choose a school day.")),
            new(RoundSamples.Part, "Not a facilitator", NotAFacilitator()),
        ];
    }

    private Answer.Show DrawNew(RoundId id, IReadOnlyList<Group> networks) => new(Draw(id, networks, Suggested(networks, owner.Now).GetValueOrDefault, problem: null));

    // A round has the stages that there are cards for.
    private IReadOnlyList<Stage> Asked => [.. ((Stage[])[Stage.Proposals, Stage.Vote, Stage.Causes, Stage.Approaches]).Where(stage => stage is Stage.Vote || stages.Any(cards => cards.Stage == stage))];

    private Dictionary<string, string> Suggested(IReadOnlyList<Group> networks, DateTimeOffset now)
    {
        var filled = new Dictionary<string, string> { [GroupInput] = networks[0].Id.Value, [AtMostInput] = "3", [AskInput] = nameof(Ask.Support) };
        var day = When.Local(calendar.NextWorking(now)).Date;
        foreach (var stage in Asked)
        {
            day = calendar.Add(stage is Stage.Vote ? When.Local(RoundPlan.VoteOpensAfter(RoundPlan.Closing(day), calendar)).Date : day, WorkingDaysAStage);
            filled[DayInput(stage)] = LocalDatePattern.Iso.Format(day);
        }

        return filled;
    }

    private (NewRound? Asked, string? Problem) Read(RoundId id, Press press)
    {
        var days = Asked.ToDictionary(stage => stage, stage => LocalDatePattern.Iso.Parse(press[DayInput(stage)]));
        return days.FirstOrDefault(pair => !pair.Value.Success) is { Value: not null } missing ? (null, $"Choose the day on which {NameIn(missing.Key)} closes.")
            : !int.TryParse(press[AtMostInput], NumberStyles.None, CultureInfo.InvariantCulture, out var atMost) ? (null, "Choose how many priorities each school may choose.")
            : !Enum.TryParse<Ask>(press[AskInput], out var ask) || !Enum.IsDefined(ask) ? (null, "Choose what you ask of the board.")
            : (new NewRound(id, new(press[GroupInput]), atMost, ask, days[Stage.Proposals].Value, days[Stage.Vote].Value, Day(Stage.Causes), Day(Stage.Approaches)), null);

        LocalDate? Day(Stage stage) => days.TryGetValue(stage, out var day) ? day.Value : null;
    }

    private Message Draw(RoundId id, IReadOnlyList<Group> networks, Func<string, string?> filled, string? problem)
    {
        var card = new AdaptiveCard
        {
            FallbackText = "This version of Teams cannot show the form for a new round. Open Teams on another device.",
            Speak = problem ?? "Start a round: from what worries schools to what they agree to do.",
            Body =
            [
                FromLine("You facilitate ", Bold(Words.Join(networks.Select(network => network.Name))), "."),
                Heading("Start a round"),
                .. problem is null ? [] : (Element[])[Paragraph(Bold("Not started yet. "), problem)],
                Paragraph($"A round goes step by step: {Words.Join(Asked.Select(NameIn))}. Each step has a card for every head and deputy. It closes at 5{Words.Bound}pm on the day you choose."),
                Pick(GroupInput, "Choose the network", "Choose a network.", filled, networks.Select(network => new Choice(network.Name, network.Id.Value))),
                .. Asked.Select(stage => new InputDate(DayInput(stage))
                {
                    Label = $"Choose the day on which {NameIn(stage)} closes", ErrorMessage = "Choose a school day.", IsRequired = true,
                    Value = LocalDatePattern.Iso.Parse(filled(DayInput(stage)) ?? "") is { Success: true, Value: var day } ? day.ToDateOnly() : null,
                }),
                Pick(AtMostInput, "Say how many a school may choose", "Choose a number.", filled, Enumerable.Range(1, StartRound.ChooseAtMost).Select(most => new Choice(most == 1 ? "One" : $"Up to {Words.Number(most)}", $"{most}"))),
                Pick(AskInput, "Say what you ask of the board", "Choose one.", filled, Enum.GetValues<Ask>().Select(ask => new Choice(ask.ToString(), ask.ToString()))),
                NewParagraph("After proposals close you have a working day to join those that say the same. Then the vote opens by itself. The schools that take part are fixed when you press the button."),
                WhoCanSeeThis("only you, until you start the round."),
                Buttons(Main(new ActionExecute("Start the round", Start, new() { ["round"] = id.Value }))),
            ],
        };
        return new(card, problem is null ? "A new round: choose the days" : $"Not started yet: {problem}");
    }

    private static string DayInput(Stage stage) => $"{stage.ToString().ToLowerInvariant()}Day";

    private static string NameIn(Stage stage) => stage switch { Stage.Proposals => "proposing", Stage.Vote => "voting", Stage.Causes => "naming causes", _ => "suggesting approaches" };

    private static InputChoiceSet Pick(string id, string label, string error, Func<string, string?> filled, IEnumerable<Choice> choices)
    {
        IReadOnlyList<Choice> offered = [.. choices];
        var chosen = filled(id);
        return new(id) { Label = label, ErrorMessage = error, IsRequired = true, Choices = offered, Value = offered.Any(choice => choice.Value == chosen) ? chosen : null };
    }

    private static Message NotAFacilitator() => new Refusal
    {
        From = [Bold("The bot"), " was asked to start a round."],
        Heading = "A facilitator starts rounds",
        WhatHappened = "Your account is not the facilitator of a network, nor an officer of a board, that could start one, so nothing was started.",
        WhatToDo = "Ask the facilitator of your network, or the chair of your board. If you are one yourself, ask the administrator to look at the directory.",
    }.ToMessage();

    internal async Task<bool> IsForAsync(Caller caller, CancellationToken cancellation) => (await NetworksOfAsync(caller, cancellation)).Count > 0;

    private async Task<IReadOnlyList<Group>> NetworksOfAsync(Caller caller, CancellationToken cancellation) =>
        await directory.CurrentAsync(caller.Tenant, cancellation) is { } register
            ? [.. register.Groups.Where(group => group.Tier is Tier.Network && register.Holds(caller.Person, Role.Facilitator, group.Id))]
            : [];
}
