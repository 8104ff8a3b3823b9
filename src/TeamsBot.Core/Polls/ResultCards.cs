using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Polls;

/// <summary>The cards of a closed poll. Every one shows its arithmetic: seats, ballots, each option's count, the rule, and why (rule V16).</summary>
internal static class ResultCards
{
    public static Message ForVoter(VoterView view, Result result)
    {
        if (view.Poll.Secrecy is Secrecy.Secret)
        {
            return Result(view.Poll, result, [SecretCards.Yours(view)], WhoSees.Result(view.Poll, "you here, and everyone in your network’s team in its channel. Nobody can see how each school voted."));
        }

        Element[] yours = view.Ballot is { } ballot
            ? [PartTitle($"{Words.Sentence(Says(view.Poll).You)} chose"), .. PointList(PollCards.ChosenTexts(view.Poll, ballot.Choices))]
            : [NewParagraph(Bold(view.Seat.Name), " did not vote.")];
        return Result(view.Poll, result, yours, WhoSees.Result(view.Poll, $"you here, and everyone in your {Says(view.Poll).Group}’s team in its channel. The {Says(view.Poll).Many} of the {Says(view.Poll).Group} can see how each {Says(view.Poll).One} voted."));
    }

    public static Message ForChannel(Poll poll, Result result) => Result(
        poll,
        result,
        [],
        poll.IsRestricted ? WhoSees.Result(poll, "") : poll.Secrecy is Secrecy.Named ? $"everyone in this team. The {Says(poll).Many} of the {Says(poll).Group} can also see how each {Says(poll).One} voted." : "everyone in this team. It was a secret vote: nobody can see how each school voted.");

    /// <summary>For somebody who finds it in the register of decisions, a voter or not.</summary>
    /// <param name="back">Leads back to the register.</param>
    public static Message ForReader(Poll poll, Result result, CardAction back) =>
        Result(poll, result, [], poll.Visibility is Visibility.Public ? "everybody." : $"you here, and everyone who may read what {poll.GroupName} decided.", back);

    /// <summary>How each school voted, for the schools of a named poll once it has closed.</summary>
    public static Message VotesBySchool(Poll poll, IReadOnlyList<Ballot> ballots)
    {
        var bySeat = ballots.ToDictionary(ballot => ballot.Seat);
        var card = new AdaptiveCard
        {
            FallbackText = $"How the {Says(poll).Many} of {poll.GroupName} voted. This version of Teams cannot show the list.",
            Speak = $"How the {Says(poll).Many} of {poll.GroupName} voted. {Words.Of(ballots.Count, poll.Electorate.Seats.Length)} {Says(poll).Many} voted.",
            FullWidth = true,
            Body =
            [
                FromLine(Bold(poll.GroupName), $" voted on what {(Says(poll) == SeatWords.OfBoard ? $"to {PollCards.Puts(poll)}" : "to work on together")}. Voting closed on {When.DayAndTime(poll.ClosesAt)}."),
                Heading($"How each {Says(poll).One} voted"),
                .. poll.Electorate.Seats.OrderBy(seat => seat.Name, StringComparer.OrdinalIgnoreCase).Select(seat => Paragraph(
                    Bold($"{seat.Name}: "),
                    bySeat.TryGetValue(seat.Id, out var ballot) ? Words.Join(Briefs(poll, ballot.Choices)) : "did not vote")),
                WhoCanSeeThis(WhoSees.Poll(poll, $"only you. Each {Says(poll).One} of your {Says(poll).Group} can open this list."), underLine: true),
                Buttons(new ActionExecute("Show the result", PollCards.FindBallot, new() { ["poll"] = poll.Id.Value })), // This list stands in the result's place.
            ],
        };
        return new(card, $"{poll.GroupName}: how each {Says(poll).One} voted");
    }

    /// <summary>The refusal of a vote that came too late, with the result where it is known (rule V9).</summary>
    /// <param name="standing">The seat's ballot, which was counted; null where none came in time.</param>
    /// <param name="chosen">What the vote that came too late chose: it is not kept anywhere else.</param>
    public static Message TooLate(Poll poll, Seat seat, Ballot? standing, IReadOnlyList<string> chosen, DateTimeOffset arrivedAt) => new Refusal
    {
        From = [Bold(poll.GroupName), " could not count the vote you sent for ", Bold(seat.Name), "."],
        Heading = "Voting had closed",
        WhatHappened = $"Voting closed on {When.DayAtTime(poll.ClosesAt)}. Your vote arrived {Arrival(poll.ClosesAt, arrivedAt)}. The time is the same for every {Says(poll).One}.{(standing is null ? "" : $" {Words.Sentence(Says(poll).Yours)} earlier vote was counted.")}",
        More =
        [
            .. poll.Early is null ? [] : PollStory.Told(poll),
            .. chosen.Count == 0 ? [] : (Element[])[Paragraph($"This vote chose: {Words.Join(chosen)}.")],
            .. poll.Result is { } result ? (IEnumerable<Element>)[PartTitle(Summary(poll, result)), .. CountList(poll, result, result.Agreed)] : [],
        ],
        WhatToDo = $"If you tried earlier and it did not work, tell your {Says(poll).Lead}. {Words.Sentence(Says(poll).You)} still {(Says(poll) == SeatWords.OfBoard ? "have" : "has")} a full say in what comes next.",
        WhoCanSee = "only you. Nobody is told about a late vote unless you tell them.",
    }.ToMessage();

    /// <summary>"✓ Agreed: 14 of 19 schools voted".</summary>
    private static string Summary(Poll poll, Result result) => $"{StatusOf(result.Outcome)}: {Turnout(poll, result)}";

    internal static Status StatusOf(Outcome outcome) => outcome switch
    {
        Outcome.Agreed => Status.Agreed,
        Outcome.Tied => Status.Tied,
        Outcome.NotAgreed => Status.NotAgreed,
        _ => Status.NotQuorate,
    };

    private static SeatWords Says(Poll poll) => poll.Electorate.Says;

    private static string CountsTitle(Poll poll) => $"{Words.Sentence(Says(poll).Many)} choosing each priority";
    private const int MostBytes = 26 * 1024; // Of Teams' 28 KB; the rest is the activity around the card.

    /// <summary>
    /// With the chart, or without it where twenty long options would make the card larger than Teams takes: then every option has its line with its count. The
    /// numbers are on the card either way.
    /// </summary>
    private static Message Result(Poll poll, Result result, Element[] yours, string whoCanSee, CardAction? back = null)
    {
        IReadOnlyList<Element> list = [.. CountList(poll, result, result.Options)];
        var charted = result.Options.Any(option => option.Count > 0) ? Result(poll, result, yours, [.. Others(poll, result), Chart(poll, result)], whoCanSee, back) : null;
        return charted?.Card.SizeInBytes <= MostBytes ? charted : Result(poll, result, yours, list, whoCanSee, back);
    }

    private static Message Result(Poll poll, Result result, Element[] yours, IReadOnlyList<Element> counts, string whoCanSee, CardAction? back)
    {
        var heading = HeadingOf(poll, result);
        var agreed = poll.Agreed.ToList();
        var card = new AdaptiveCard
        {
            FallbackText = $"{poll.GroupName}: {heading}. {Turnout(poll, result)}. This version of Teams cannot show the whole result.",
            Speak = $"{poll.GroupName}. {heading}. {string.Concat(agreed.Select(option => $"{BriefOf(poll, option)}, {Words.Of(option.Count, result.Cast)} {Says(poll).Many}. "))}",
            FullWidth = true,
            Body =
            [
                FromLine(Bold(poll.GroupName), $" voted on what {(Says(poll) == SeatWords.OfBoard ? $"to {PollCards.Puts(poll)}" : "to work on together")}. Voting closed on {When.DayAndTime(poll.ClosesAt)}."),
                Heading(heading),
                .. Verdicts(poll, result),
                PartTitle("What happens next"),
                Paragraph(back is null ? Next(poll, result) : NextForReader(poll)),
                PartTitle("How it was decided"),
                Paragraph(Arithmetic(poll, result)),
                .. PollStory.Told(poll),
                .. yours,
                .. counts.Count == 0 ? [] : (IEnumerable<Element>)[PartTitle(CountsTitle(poll)), .. counts],
                WhoCanSeeThis(whoCanSee, underLine: true),
                .. back is not null ? [Buttons(back)] : poll.Secrecy is Secrecy.Secret ? [] : (Element[])[Buttons(new ActionExecute($"See votes by {Says(poll).One}", PollCards.VotesBySchool, new() { ["poll"] = poll.Id.Value }))],
            ],
        };
        return new(card, agreed.Count == 0 || (result.Outcome is Outcome.Tied && poll.Tie?.Settlement is null) ? $"{poll.GroupName}: {heading}" : $"Agreed: {Words.Join(agreed.Select(option => BriefOf(poll, option)))}");
    }

    internal static string HeadingOf(Poll poll, Result result) => result.Outcome switch
    {
        Outcome.Tied when poll.Tie?.Settlement is null => HeadingOfTie(result),
        Outcome.Agreed or Outcome.Tied => $"{Status.Agreed}: {Words.Some(poll.Agreed.Count(), "priority", "priorities")}",
        Outcome.NotAgreed => $"{Status.NotAgreed}: no priority had enough",
        _ => $"{Status.NotQuorate}: too few {Says(poll).Many} voted",
    };

    internal static string HeadingOfTie(Result result) => $"{Status.Tied} for {(Free(result) == 1 ? $"{Words.Ordinal(result.Rule.Places)} place" : $"{Words.Number(Free(result))} places")}";

    private static IEnumerable<Element> Verdicts(Poll poll, Result result) => result.Outcome switch
    {
        Outcome.Agreed => Places(poll, result),
        Outcome.Tied when poll.Tie?.Settlement is { } settled => [.. Places(poll, result), Paragraph(TieCards.HowSettled(poll, result, settled))],
        Outcome.Tied =>
        [
            .. MarkedList(result.Tied.Select(option => new MarkedLine(Status.Tied.Mark, TextOf(poll, option), Words.Of(option.Count, result.Cast))), Spacing.Medium),
            Paragraph(AreLevel(result)),
            .. result.Agreed.Any() ? (IEnumerable<Element>)[PartTitle("Agreed all the same"), .. CountList(poll, result, result.Agreed)] : [],
        ],
        _ => [],
    };

    private static IEnumerable<Element> Places(Poll poll, Result result) =>
        MarkedList(poll.Agreed.Select((option, at) => new MarkedLine($"{at + 1}", TextOf(poll, option), Words.Of(option.Count, result.Cast))), Spacing.Medium);

    internal static string AreLevel(Result result) =>
        $"{Words.Sentence(Words.Number(result.Tied.Count()))} are level, and {Words.Some(Free(result), "place is", "places are")} left. A tie is never settled by order, time or name.";

    private static string Next(Poll poll, Result result)
    {
        if (poll.RunOffOf is not null)
        {
            return NextOfRunOff(poll);
        }

        if (poll.Round is not null && poll.Agreed.Any() && (result.Outcome is Outcome.Agreed || poll.Tie?.Settlement is not null))
        {
            return poll.Confirms ? "The board acts on it. Each network that sent it up hears, and so does everyone who voted there."
                : Says(poll) == SeatWords.OfBoard ? $"It goes up to {poll.BoardName}, with this tally and with what the networks sent. Each network hears."
                : "The round goes on: its card in the network’s channel says what comes next. At its end what is agreed goes up.";
        }

        var board = poll.BoardName ?? "the board";
        var clear = poll.Round is null ? $"What is agreed goes to {board} now. " : "The round goes on with what is agreed. ";
        var (agreed, all) = (poll.Agreed.Count(), poll.Agreed.Count() == 1 ? "It goes" : poll.Agreed.Count() == 2 ? "Both go" : $"All {Words.Number(poll.Agreed.Count())} go");
        return result.Outcome switch
        {
            Outcome.Tied when poll.Tie?.RunOff is { } held && poll.Tie.Settlement is null => $"{(agreed > 0 ? clear : "")}A run-off between the tied options settles the tie. Every {Says(poll).One} has a new card for it, and it closes on {When.DayAtTime(held.ClosesAt)}.",
            Outcome.Tied when poll.Tie?.Settlement is null && agreed > 0 => $"{clear}The tie stands until your {Says(poll).Group} settles it.",
            Outcome.Tied when poll.Tie?.Settlement is null => $"The tie stands until your {Says(poll).Group} settles it.",
            Outcome.Agreed or Outcome.Tied => $"{all} to {board} now. You will hear here what comes of {(agreed == 1 ? "it" : "them")}.",
            Outcome.NotAgreed => $"Nothing goes up. Your {Says(poll).Lead} can put the question again, perhaps with fewer options.",
            _ => $"Nothing goes up. Your {Says(poll).Lead} can put the question again.",
        };
    }

    private static string NextForReader(Poll poll) =>
        !poll.Agreed.Any() ? "Nothing goes up."
        : poll.Confirms ? "The board acts on it."
        : $"What is agreed goes up to {poll.BoardName ?? "the board above"}. Write matters to see how it stands.";

    private static string NextOfRunOff(Poll runOff) =>
        runOff.Agreed.Any() ? "That settles the tie of the first vote. You will hear here what comes of it."
        : runOff.Tie?.RunOff is not null ? "Another run-off settles it."
        : $"The run-off settled nothing. The tie stands until your {Says(runOff).Group} settles it.";

    /// <summary>The rule in words with the numbers it used.</summary>
    internal static string Arithmetic(Poll poll, Result result)
    {
        var inSecret = result.Rule.QuorumAtLeast > 1 ? $" In a secret vote it is never fewer than {Words.Number(result.Rule.QuorumAtLeast)}." : "";
        var quorum = $"{Turnout(poll, result)}; at least {result.QuorumNeeded} had to.{inSecret}";
        var rule = result.Outcome is Outcome.NotQuorate
            ? result.Options.IsEmpty ? "With fewer votes nothing is decided, and what was chosen is not counted: no counts are shown or kept." : "With fewer votes nothing is decided, whatever the counts."
            : $"To be agreed, a priority needs {result.Rule.Share} of the {result.Cast}, so {result.VotesNeeded} or more, and a place in the top {Words.Number(result.Rule.Places)}.";
        var none = result.Abstained == 0 ? "" : $" {Words.Sentence(Words.Some(result.Abstained, Says(poll).One))} chose none of these.";
        return $"{quorum} {rule}{none}";
    }

    internal static IEnumerable<Element> CountList(Poll poll, Result result, IEnumerable<OptionVerdict> options) =>
        MarkedList(options.Select(option => new MarkedLine(MarkOf(result, option), $"{TextOf(poll, option)}{WordOf(poll, option)}", Words.Of(option.Count, result.Cast))));

    /// <summary>In words, the counts that no list above the chart has. A chart is never the only place of a number.</summary>
    private static IEnumerable<Element> Others(Poll poll, Result result)
    {
        var isListed = result.Outcome is Outcome.Agreed or Outcome.Tied;
        var others = result.Options.Where(option => !isListed || option.Verdict is Verdict.NotAgreed || (poll.Tie?.Settlement is not null && !poll.Agreed.Contains(option))).ToList();
        var counts = Words.Join(others.Select(option => $"{BriefOf(poll, option)}{Words.Bound}({option.Count})"));
        return others.Count == 0 ? [] : [Paragraph(isListed ? $"The other {(others.Count == 1 ? "one" : Words.Number(others.Count))}: {counts}." : $"{counts}.")];
    }

    private static HorizontalBarChart Chart(Poll poll, Result result) =>
        new(CountsTitle(poll), [.. result.Options.Select(option => new Bar(BriefOf(poll, option), option.Count) { Note = NoteOf(poll, option) })]) { Spacing = Spacing.Small };

    private static string? NoteOf(Poll poll, OptionVerdict option) => option.Verdict switch
    {
        Verdict.Agreed => $"{Status.Agreed.Mark} agreed",
        Verdict.Tied when poll.Settled.Contains(option) => $"{Status.Agreed.Mark} agreed after a tie",
        Verdict.Tied => $"{Status.Tied.Mark} tied",
        _ => null,
    };

    private static string MarkOf(Result result, OptionVerdict option) => option.Verdict switch
    {
        Verdict.Agreed => Status.Agreed.Mark,
        Verdict.Tied => Status.Tied.Mark,
        _ => result.Outcome is Outcome.NotQuorate ? Status.NotQuorate.Mark : Status.NotAgreed.Mark,
    };

    private static string WordOf(Poll poll, OptionVerdict option) => option.Verdict switch
    {
        Verdict.Agreed => " (agreed)",
        Verdict.Tied => poll.Settled.Contains(option) ? " (tied, then agreed)" : " (tied)",
        _ => "",
    };

    private static int Free(Result result) => result.Rule.Places - result.Agreed.Count();

    internal static string Turnout(Poll poll, Result result) => $"{Words.Of(result.Cast, result.Seats)}{Words.Bound}{Words.Plural(result.Seats, Says(poll).One)} voted";

    private static string Arrival(DateTimeOffset closesAt, DateTimeOffset arrivedAt) =>
        When.Day(closesAt) != When.Day(arrivedAt) ? $"on {When.DayAtTime(arrivedAt)}"
        : When.Time(closesAt) != When.Time(arrivedAt) ? $"at {When.Time(arrivedAt)}"
        : "just after";

    private static IEnumerable<string> Briefs(Poll poll, Choices choices) => choices.IsAbstention ? ["none of these"] : choices.Ids.Select(id => poll.Wording.Find(id)?.Brief ?? id);

    internal static string TextOf(Poll poll, OptionVerdict option) => poll.Wording.Find(option.Option)?.Text ?? option.Option;

    internal static string BriefOf(Poll poll, OptionVerdict option) => poll.Wording.Find(option.Option)?.Brief ?? option.Option;
}
