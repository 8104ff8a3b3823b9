using System.Collections.Immutable;
using System.Globalization;
using NodaTime;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Agreements;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Polls;

/// <summary>The form by which a facilitator opens a poll. What was typed stays in it until the poll stands.</summary>
public sealed class PollForm(DirectoryStore directory, OpenPoll open, StarterOptions starter, RestrictedGate gate, PollClock clock)
{
    public const string Command = "poll";
    public const string Open = "polls.open";

    private const string GroupInput = "group", OptionsInput = "options", AtMostInput = "atMost", ClosesInput = "closes", AskInput = "ask", SecrecyInput = "secrecy", AgainOf = "again";
    internal const string AgainReasonInput = "againReason";

    private const int DaysOffered = 20;
    private const int OptionsLength = Wording.OptionsAtMost * (Wording.OptionLength + 1);

    private static readonly LocalTime ClosingHour = new(17, 0);

    /// <summary>Answers the typed command: the form with a fresh poll id, or why not.</summary>
    public async Task<Answer> DrawAsync(Typed typed, CancellationToken cancellation)
    {
        var networks = await NetworksOfAsync(typed.Caller, cancellation);
        if (networks.Count == 0)
        {
            return new Answer.Show(NotAFacilitator());
        }

        var filled = new Dictionary<string, string>
        {
            [GroupInput] = networks[0].Id.Value,
            [OptionsInput] = string.Join('\n', starter.Options.Select(option => option.Text)),
            [AtMostInput] = "3",
            [ClosesInput] = Value(ClosingTimes(clock.Now)[4]),
            [AskInput] = nameof(Ask.Support),
            [SecrecyInput] = nameof(Secrecy.Named),
            [RestrictedForm.Input] = nameof(Visibility.Members),
        };
        return new Answer.Show(Draw(new PollId(clock.NewId()), networks, name => filled.GetValueOrDefault(name), problem: null));
    }

    /// <summary>The form filled in with what a closed poll asked, to ask it again.</summary>
    internal async Task<Answer> DrawAgainAsync(Caller caller, Poll closed, CancellationToken cancellation) =>
        new Answer.Show(Draw(new PollId(clock.NewId()), await NetworksOfAsync(caller, cancellation), FilledFrom(closed).GetValueOrDefault, problem: null));

    private Dictionary<string, string> FilledFrom(Poll closed) => new()
    {
        [AgainOf] = closed.Id.Value,
        [GroupInput] = closed.Group.Value,
        [OptionsInput] = string.Join('\n', closed.Wording.Options.Select(option => option.Text)),
        [AtMostInput] = closed.Wording.AtMost.ToString(CultureInfo.InvariantCulture),
        [ClosesInput] = Value(ClosingTimes(clock.Now)[4]),
        [AskInput] = closed.Ask.ToString(),
        [SecrecyInput] = closed.Secrecy.ToString(),
        [RestrictedForm.Input] = closed.Visibility.ToString(),
    };

    /// <summary>Answers the form's button.</summary>
    public async Task<Answer> OpenAsync(Press press, CancellationToken cancellation)
    {
        var networks = await NetworksOfAsync(press.Caller, cancellation);
        if (networks.Count == 0 || !PollId.IsWellFormed(press["poll"]))
        {
            return new Answer.Show(NotAFacilitator());
        }

        var id = new PollId(press["poll"]);
        var (asked, problem) = Read(id, press);
        var lacking = asked is null ? (0, []) : await LackingAsync(press.Caller, networks, asked, cancellation);
        problem ??= RestrictedForm.Problem(lacking.Schools, lacking.Without, asked!.Secrecy, press[RestrictedForm.Without]);
        var outcome = problem is not null ? new OpenOutcome.Wrong(problem) : await open.HandleAsync(press.Caller, asked!, cancellation);
        return new Answer.Show(outcome switch
        {
            OpenOutcome.Opened opened => OwnerCards.ForOwner(OwnerView.Opened(opened.Poll, clock.Now, press.TeamsUserId)),
            OpenOutcome.Wrong wrong => Draw(id, networks, press.Data.GetValueOrDefault, wrong.Why, RestrictedForm.KeyOf(lacking.Without)),
            // Another's network, or an id that another's poll has: they look the same (rule T2). A fresh id is theirs alone, and what was typed is kept.
            _ => Draw(new PollId(clock.NewId()), networks, press.Data.GetValueOrDefault, "It could not be opened for that network. Choose a network that you facilitate and press again."),
        });
    }

    internal IEnumerable<CardSample> Samples()
    {
        var network = new Group(PollSamples.Open.Group, PollSamples.Open.GroupName, Tier.Network, Parent: null);
        var filled = new Dictionary<string, string> { [GroupInput] = network.Id.Value, [OptionsInput] = "Early language\nAttendance", [AtMostInput] = "1", [AskInput] = nameof(Ask.Support), [SecrecyInput] = nameof(Secrecy.Named) };
        return
        [
            new("Polls", "Facilitator, a new poll", Draw(PollSamples.Open.Id, [network], filled.GetValueOrDefault, problem: null)),
            new("Polls", "Facilitator, not opened yet", Draw(PollSamples.Open.Id, [network], filled.GetValueOrDefault, "Choose when voting closes.")),
            new("Polls", "Facilitator, too few schools for a secret vote", Draw(PollSamples.Open.Id, [network], name => name == SecrecyInput ? nameof(Secrecy.Secret) : filled.GetValueOrDefault(name), OpenPoll.NotSecret(4))),
            new("Polls", "Facilitator, not every school may take part", Draw(
                PollSamples.Open.Id, [network], name => name == RestrictedForm.Input ? nameof(Visibility.Restricted) : filled.GetValueOrDefault(name), RestrictedForm.Problem(7, SampleLacking, Secrecy.Named, ""), RestrictedForm.KeyOf(SampleLacking))),
            new("Polls", "Facilitator, opened", OwnerCards.ForOwner(OwnerView.Opened(PollSamples.Open, PollSamples.Open.OpenedAt, teamsUserId: null))),
            new("Polls", "Not a facilitator", NotAFacilitator()),
            new("Running a poll", "Facilitator, to ask again", Draw(new("poll-2"), [network], FilledFrom(PollSamples.Open).GetValueOrDefault, problem: null)),
        ];
    }

    private static IReadOnlyList<School> SampleLacking { get; } = [new(new("990103"), "Dunnock Lane Juniors", "", "", 4, "Open", null, null), new(new("990104"), "Hollin Rise Primary", "", "", 4, "Open", null, null)];

    private (NewPoll? Asked, string? Problem) Read(PollId id, Press press)
    {
        // The lines are split before they are cleaned: cleaning makes a space of a line's end.
        var lines = press[OptionsInput].Split('\n').Select(line => PlainText.Clean(line).Trim()).Where(line => line.Length > 0).ToList();
        return lines.Count > 500 ? (null, $"Write at most {Wording.OptionsAtMost} options.")
            : !int.TryParse(press[AtMostInput], NumberStyles.None, CultureInfo.InvariantCulture, out var atMost) ? (null, "Choose how many priorities each school may choose.")
            : !long.TryParse(press[ClosesInput], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds > DateTimeOffset.MaxValue.ToUnixTimeSeconds() ? (null, "Choose when voting closes.")
            : !Enum.TryParse<Ask>(press[AskInput], out var ask) || !Enum.IsDefined(ask) ? (null, "Choose what you ask of the board.")
            : ReadSecrecy(press[SecrecyInput]) is not { } secrecy ? (null, "Say whether the votes are named or secret.")
            : RestrictedForm.Read(press[RestrictedForm.Input]) is not { } visibility ? (null, "Say who may see this.")
            : press[AgainOf].Length > 0 && !PollId.IsWellFormed(press[AgainOf]) ? (null, "There is no such poll to ask again.")
            : (new NewPoll(id, new(press[GroupInput]), starter.FromLines(lines), atMost, DateTimeOffset.FromUnixTimeSeconds(seconds), ask, secrecy, AgainIn(press), visibility), null);
    }

    private static (PollId Poll, string Why)? AgainIn(Press press) => press[AgainOf].Length == 0 ? null : (new(press[AgainOf]), Tie.ReadReason(press[AgainReasonInput]));

    // A form drawn before there was a choice carries none: its polls are named.
    private static Secrecy? ReadSecrecy(string claimed) =>
        claimed.Length == 0 ? Secrecy.Named : Enum.TryParse<Secrecy>(claimed, out var secrecy) && Enum.IsDefined(secrecy) ? secrecy : null;

    private Message Draw(PollId id, IReadOnlyList<Group> networks, Func<string, string?> filled, string? problem, string without = "")
    {
        var again = filled(AgainOf) is { Length: > 0 } before && PollId.IsWellFormed(before) ? before : null;
        var card = new AdaptiveCard
        {
            FallbackText = "This version of Teams cannot show the form for a new poll. Open Teams on another device.",
            Speak = problem ?? "Ask your schools to choose their priorities.",
            Body =
            [
                FromLine("You facilitate ", Bold(Words.Join(networks.Select(network => network.Name))), "."),
                Heading("Ask your schools"),
                .. problem is null ? [] : (Element[])[Paragraph(Bold("Not opened yet. "), problem)],
                .. again is null ? [] : (Element[])[Paragraph("This asks again what a closed poll asked. Its result stands, and both say so."), AgainReason(filled(AgainReasonInput))],
                Pick(GroupInput, "Choose the network that votes", "Choose a network.", filled, networks.Select(network => new Choice(network.Name, network.Id.Value))),
                new InputText(OptionsInput)
                {
                    Label = "Write the options, each on a line of its own", ErrorMessage = "Write at least two options.", IsMultiline = true, IsRequired = true,
                    MaxLength = OptionsLength, Value = Kept(filled(OptionsInput)),
                },
                Pick(AtMostInput, "Say how many a school may choose", "Choose a number.", filled, Enumerable.Range(1, 5).Select(most => new Choice(most == 1 ? "One" : $"Up to {Words.Number(most)}", $"{most}"))),
                Pick(ClosesInput, "Choose when voting closes", "Choose a day.", filled, ClosingTimes(clock.Now).Select(at => new Choice(When.DayAndTime(at), Value(at)))),
                Pick(AskInput, "Say what you ask of the board", "Choose one.", filled, Enum.GetValues<Ask>().Select(ask => new Choice(ask.ToString(), ask.ToString()))),
                Pick(SecrecyInput, "Say whether votes are named or secret", "Choose one.", filled, Enum.GetValues<Secrecy>().Select(secrecy => new Choice(secrecy.ToString(), secrecy.ToString()))),
                SmallPrint($"Named: when voting closes, the schools see how each school voted. Secret: nobody ever does, a vote cannot be changed, and at least {Words.Number(SecretBallots.Fewest)} schools have to vote."),
                .. RestrictedForm.Fields(filled(RestrictedForm.Input)),
                NewParagraph("Every head and deputy gets a card. The schools that may vote are fixed when you press the button. A priority needs more than half of the votes, and half of the schools must vote."),
                WhoCanSeeThis("only you, until you open the poll."),
                Buttons(Main(new ActionExecute(without.Length == 0 ? "Open the poll" : "Open without them", Open, DataOf(id, again, without)))),
            ],
        };
        return new(card, problem is null ? "A new poll: choose the options and the closing day" : $"Not opened yet: {problem}");
    }

    private static Dictionary<string, string> DataOf(PollId id, string? again, string without)
    {
        var data = new Dictionary<string, string> { ["poll"] = id.Value };
        if (again is not null)
        {
            data[AgainOf] = again;
        }

        if (without.Length > 0)
        {
            data[RestrictedForm.Without] = without;
        }

        return data;
    }

    // Nobody is told how the schools of a network that is not theirs stand.
    private async Task<(int Schools, IReadOnlyList<School> Without)> LackingAsync(Caller caller, IReadOnlyList<Group> networks, NewPoll asked, CancellationToken cancellation) =>
        networks.Any(network => network.Id == asked.Group) && await directory.CurrentAsync(caller.Tenant, cancellation) is { } register
            ? (register.SchoolsOf(asked.Group).Count(school => school.IsOpen), RestrictedForm.Lacking(register, await gate.TodayAsync(caller.Tenant, cancellation), asked))
            : (0, []);

    private static InputText AgainReason(string? typed) => new(AgainReasonInput)
    {
        Label = "Say why it is asked again", ErrorMessage = "Write a reason.", IsMultiline = true, IsRequired = true, MaxLength = Tie.LongestReason,
        Value = typed is { Length: > 0 } ? PlainText.Shorten(typed, Tie.LongestReason) : null,
    };

    private static InputChoiceSet Pick(string id, string label, string error, Func<string, string?> filled, IEnumerable<Choice> choices)
    {
        IReadOnlyList<Choice> offered = [.. choices];
        var chosen = filled(id);
        return new(id) { Label = label, ErrorMessage = error, IsRequired = true, Choices = offered, Value = offered.Any(choice => choice.Value == chosen) ? chosen : null };
    }

    private static Message NotAFacilitator() => new Refusal
    {
        From = [Bold("The bot"), " was asked to open a poll."],
        Heading = "A facilitator opens polls",
        WhatHappened = "Your account is not the facilitator of a network, so no poll was opened.",
        WhatToDo = "Ask the facilitator of your network. If you are its facilitator, ask the administrator to look at the directory.",
    }.ToMessage();

    private async Task<IReadOnlyList<Group>> NetworksOfAsync(Caller caller, CancellationToken cancellation) =>
        await directory.CurrentAsync(caller.Tenant, cancellation) is { } register
            ? [.. register.Groups.Where(group => group.Tier is Tier.Network && register.Holds(caller.Person, Role.Facilitator, group.Id))]
            : [];

    /// <summary>The closing times a form offers: 5 pm on each of the next twenty weekdays.</summary>
    internal static IReadOnlyList<DateTimeOffset> ClosingTimes(DateTimeOffset now)
    {
        var today = When.Local(now).Date;
        return
        [
            .. Enumerable.Range(1, DaysOffered * 2).Select(today.PlusDays).Where(day => day.DayOfWeek is not (IsoDayOfWeek.Saturday or IsoDayOfWeek.Sunday))
                .Take(DaysOffered).Select(day => When.At(day.At(ClosingHour))),
        ];
    }

    // A client lets nobody type more; what a forged press carries is not worth a card that Teams would refuse as too big.
    internal static string? Kept(string? typed) => typed is { Length: > OptionsLength } ? typed[..(char.IsHighSurrogate(typed[OptionsLength - 1]) ? OptionsLength - 1 : OptionsLength)] : typed;

    internal static string Value(DateTimeOffset at) => at.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
}
