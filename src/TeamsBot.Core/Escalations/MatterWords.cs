using NodaTime;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Escalations;

/// <summary>What the cards of a matter say alike. People are named by role and group, not by name.</summary>
internal static class MatterWords
{
    /// <summary>The most lines of history on a card. A matter may go back and forth without end; a card may not.</summary>
    public const int LongestHistory = 6;

    public static string Of(Ask ask) => ask switch
    {
        Ask.Support => "support",
        Ask.Capacity => "capacity",
        Ask.Decision => "a decision",
        _ => "information",
    };

    public static string Of(Role role) => role is Role.ViceChair ? "vice-chair" : role.ToString().ToLowerInvariant();

    /// <summary>"the chair of Fernshaw Locality Board".</summary>
    public static string WhoMoved(Move move) => move.Role is { } role ? $"the {Of(role)} of {move.By.Name}" : move.By.Name;

    /// <summary>What came first when a press came too late (rule E2).</summary>
    /// <param name="more">A sentence that says more of it, after a space: that others had been asked to answer too (rule E4).</param>
    public static string Already(Move move, string more = "")
    {
        var by = $"by {WhoMoved(move)} on {When.DayAtTime(move.At)}.";
        var what = move.Act switch
        {
            Act.Acknowledge => $"Already acknowledged {by}",
            Act.Accept => $"Already accepted {by}",
            Act.Confirm => $"Already confirmed {by}",
            Act.Decline => $"Already declined {by}",
            Act.Return => $"Already returned {by}",
            Act.ReferUp => $"Already referred up {by}",
            Act.TakeOver => $"Already taken over {by}",
            Act.Withdraw => $"Already withdrawn {by}",
            Act.Resolve => $"Already resolved {by}",
            Act.Progress => $"Progress was already reported {by}",
            Act.Ask => $"A question was already asked {by}",
            Act.Reply => $"A reply was already sent {by}",
            _ => "The card you pressed was not the current one.",
        };
        return $"{what}{more} Your press changed nothing. This is how it stands now.";
    }

    /// <summary>What came first when it was sent again before.</summary>
    public static string AlreadyAgain(Move raised) => $"Already sent again by {WhoMoved(raised)} on {When.DayAtTime(raised.At)}. Your press changed nothing. This is how it stands now.";

    public static Status StatusOf(Matter matter) => StatusOf(matter.Last);

    public static Status StatusOf(Move move) => move.Act switch
    {
        Act.Acknowledge => Status.Acknowledged,
        Act.Accept => Status.Accepted,
        Act.Confirm => Status.Confirmed,
        Act.Progress => Status.InProgress,
        Act.Resolve => Status.Resolved,
        Act.Decline => Status.Declined,
        Act.Return => Status.Returned,
        Act.Withdraw => Status.Withdrawn,
        Act.Ask => Status.QuestionAsked,
        Act.Reply => Status.QuestionAnswered,
        Act.ReferUp => Status.ReferredUp,
        Act.TakeOver => Status.TakenOver,
        _ => Status.SentUp,
    };

    /// <summary>"The head of early help sees to it. The board says how it goes by Friday 22 January.": as far as it was said.</summary>
    public static string Plan(string? owner, DateOnly? next) =>
        $"{(owner is null ? "" : $"Who sees to it: {owner}.")}{(next is { } day ? $"{(owner is null ? "" : " ")}The board says how it goes by {When.Day(LocalDate.FromDateOnly(day))}." : "")}";

    /// <summary>Who sees to it and when the board says how it goes, as it stands.</summary>
    public static string Acting(Matter matter) => Plan(matter.Owner, matter.NextDate) is { Length: > 0 } plan ? plan : "The board says next who sees to it.";

    public static Element Priority(Matter matter) => Paragraph(Bold("The priority: "), matter.Evidence.Option.Text);

    /// <summary>"14 of 19 schools voted. 11 of the 14 chose this; 8 were needed: more than half of the votes." (rule V16).</summary>
    public static string Backing(Matter matter)
    {
        var backing = matter.Evidence.Backing;
        var voters = matter.Evidence.Origin.Tier is Tier.Network ? Words.Plural(backing.Seats, "school") : $"{Words.Plural(backing.Seats, "member")} of the board";
        var voted = $"{Words.Of(backing.Cast, backing.Seats)}{Words.Bound}{voters} voted.";
        var chose = backing.Chosen != backing.Cast || backing.Cast == 1 ? $"{backing.Chosen}{Words.Bound}of the{Words.Bound}{backing.Cast}" : backing.Cast == 2 ? "Both" : $"All{Words.Bound}{backing.Cast}";
        return $"{voted} {chose} chose this; {backing.Needed} {(backing.Needed == 1 ? "was" : "were")} needed: {backing.Share} of the votes.{Before(matter)}";
    }

    /// <summary>What happened since the matter was raised, the latest last; nothing where nothing did.</summary>
    /// <param name="readable">Which acts' words these readers may read.</param>
    public static IEnumerable<Element> History(Matter matter, Func<Act, bool> readable)
    {
        var moves = matter.Moves.Skip(1).ToList();
        if (moves.Count == 0)
        {
            return [];
        }

        var left = Math.Max(0, moves.Count - LongestHistory);
        return
        [
            PartTitle("What happened"),
            .. left == 0 ? [] : (Element[])[SmallPrint($"{Words.Sentence(Words.Some(left, "earlier step"))} {(left == 1 ? "is" : "are")} not shown.")],
            .. MarkedList(moves.Skip(left).Select(move => Line(move, readable(move.Act)))),
        ];
    }

    private static string Before(Matter matter) => matter.Evidence.Follows is null ? ""
        : matter.Id.Attempt > 1 ? " It was sent before and came back; that matter stands as it is."
        : " It was agreed before, in the poll that this one asked again; that matter stands as it is.";

    /// <summary>One step: what was done, by whom and when.</summary>
    /// <param name="readable">Whether these readers may read its words.</param>
    public static MarkedLine Line(Move move, bool readable)
    {
        var status = StatusOf(move);
        var to = move.Act is Act.ReferUp or Act.Return ? $" to {move.To!.Name}" : "";
        var runs = new List<TextRun> { Bold(status.Word), $"{to} by {WhoMoved(move)}, {When.DayAtTime(move.At)}." };
        if (Plan(move.Owner, move.NextDate) is { Length: > 0 } plan)
        {
            runs.Add($" {plan}");
        }

        if (readable && move.Text is { } text)
        {
            runs.Add($" “{text}”");
        }

        if (move.Together is { } others)
        {
            runs.Add($" Answered together with {others}.");
        }

        return new(status.Mark, runs);
    }
}
