using System.Globalization;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Polls;

/// <summary>The form for a new version of a poll's words, and what everybody is told of it (rule V19).</summary>
internal static class RewordCards
{
    public const string Open = "polls.reword";
    public const string Amend = "polls.amend";
    public const string OptionsInput = "rewordOptions";
    public const string ReasonInput = "rewordReason";

    private const int OptionsLength = Wording.OptionsAtMost * (Wording.OptionLength + 1);

    /// <param name="at">The option's place in the wording, from nought.</param>
    public static string WordsInput(int at) => $"rewordTo{at.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>While nobody has voted one field with a line for each option; from the first ballot on a field for each, so that none can be taken for another.</summary>
    public static Message Form(OwnerView view)
    {
        var (poll, byOption) = (view.Poll, view.Voted > 0 || view.Poll.Round is not null);
        var card = new AdaptiveCard
        {
            FallbackText = "This version of Teams cannot show the form for new words. Open Teams on another device.",
            Speak = view.Note ?? $"Change the words that {poll.GroupName} votes on.",
            Body =
            [
                FromLine("You asked ", Bold(poll.GroupName), " to choose its priorities."),
                Heading("Change the wording"),
                .. view.Note is null ? [] : (Element[])[Paragraph(Bold(view.Note))],
                Paragraph(!byOption
                    ? "Nobody has voted yet, so you can change, add or take out options."
                    : $"{PollCards.HaveVoted(poll, view.Voted)} Only the words of an option can change, never what it means: every vote that is in stands."),
                .. byOption ? poll.Wording.Options.Select((option, at) => (Element)Words(view, option, at)) : [Options(view)],
                OwnerCards.Reason(ReasonInput, view.Kept),
                WhoCanSeeThis(WhoSees.Poll(poll, "only you. Every voter and the channel are told what you change, and why."), underLine: true),
                Buttons(
                    new ActionExecute("Back to the poll", OwnerCards.Show, new() { ["poll"] = poll.Id.Value }) { AssociatedInputs = AssociatedInputs.None },
                    Main(new ActionExecute("Change it for everyone", Amend, new()
                    {
                        ["poll"] = poll.Id.Value,
                        ["version"] = poll.Wording.Version.ToString(CultureInfo.InvariantCulture),
                        ["byOption"] = byOption ? "yes" : "no",
                    }))),
            ],
        };
        return new(card, view.Note ?? $"{poll.GroupName}: change the words of the poll");
    }

    /// <summary>For a voter: the words have changed, and what that means for the seat's vote.</summary>
    /// <param name="before">The version before this one.</param>
    public static Message ToVoter(VoterView view, Wording before)
    {
        var (poll, amendment) = (view.Poll, view.Poll.Wording.Amendment!);
        var changed = poll.Wording.Options.Where(option => before.Find(option.Id)?.Text != option.Text).Select(option => option.Text).ToList();
        var gone = before.Options.Count(option => poll.Wording.Find(option.Id) is null);
        var card = new AdaptiveCard
        {
            FallbackText = $"{poll.GroupName} has changed the words of its question. Voting closes on {When.DayAtTime(poll.ClosesAt)}.",
            Speak = $"{poll.GroupName} has changed the words of its question. {Stands(view)}",
            Body =
            [
                FromLine(Bold(poll.GroupName), " has changed the words that it asks ", Bold(view.Seat.Name), " to vote on."),
                Heading("The question has changed"),
                Paragraph($"The facilitator’s reason: {amendment.Why}"),
                .. changed.Count == 0 ? [] : (IEnumerable<Element>)[PartTitle(view.Voted > 0 ? "These options now read" : "New among the options"), .. PointList(changed)],
                .. gone == 0 ? [] : (Element[])[Paragraph($"{Language.Words.Sentence(Language.Words.Some(gone, "option was", "options were"))} taken out or written anew.")],
                NewParagraph(Bold($"{Stands(view)} "), $"Voting closes on {When.DayAndTime(poll.ClosesAt)}."),
                WhoCanSeeThis(WhoSees.Poll(poll, $"only you. The {poll.Electorate.Says.Group}’s channel shows the new words and the reason.")),
                Buttons(Main(new ActionExecute("Open my ballot", PollCards.Show, PollCards.DataOf(view)))),
            ],
        };
        return new(card, $"{poll.GroupName}: the words of the question have changed");
    }

    private static string Stands(VoterView view) => view.Ballot is not null ? $"{(view.Poll.Electorate.Says == SeatWords.OfBoard ? "Your" : "Your school’s")} vote stands, and you can change it." : view.Poll.Electorate.Says == SeatWords.OfBoard ? "You have not voted yet." : "Your school has not voted yet.";

    private static InputText Options(OwnerView view) => new(OptionsInput)
    {
        Label = "Write the options, each on a line of its own", ErrorMessage = "Write at least two options.", IsMultiline = true, IsRequired = true, MaxLength = OptionsLength,
        Value = PollForm.Kept(view.Kept?.GetValueOrDefault(OptionsInput)) ?? string.Join('\n', view.Poll.Wording.Options.Select(option => option.Text)),
    };

    private static InputText Words(OwnerView view, Option option, int at) => new(WordsInput(at))
    {
        Label = $"Write option {at + 1} of {view.Poll.Wording.Options.Length}", ErrorMessage = "Write the words of this option.", IsMultiline = true, IsRequired = true, MaxLength = Wording.OptionLength,
        Value = view.Kept?.GetValueOrDefault(WordsInput(at)) is { } typed ? PlainText.Shorten(typed, Wording.OptionLength) : option.Text,
    };
}

/// <summary>Tells every voter, once, that the words have changed.</summary>
public sealed class RewordedCards(PollStore polls, TimeProvider clock) : Dispatch
{
    public override string Kind => PollIntents.Reworded;

    public override async Task<IReadOnlyList<Recipient>?> RecipientsAsync(Intent intent, CancellationToken cancellation) =>
        await polls.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is { } poll
            ? [.. poll.Electorate.Seats.SelectMany(seat => seat.Voters, (seat, voter) => new Recipient(PollIntents.RecipientOf(seat.Id, voter), new Target.Person(voter))).OrderBy(recipient => recipient.Id, StringComparer.Ordinal)]
            : null;

    public override async Task<Message?> MessageAsync(Intent intent, Recipient recipient, string? teamsUserId, bool reminder, CancellationToken cancellation)
    {
        var (seatId, voter) = PollIntents.Read(recipient.Id);
        var now = clock.GetUtcNow();
        if (await polls.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is not { State: PollState.Open } poll || now >= poll.ClosesAt || poll.Electorate.Find(seatId) is not { } seat
            || poll.Wording.Version != PollIntents.RoundOf(intent))
        {
            return null; // Over, or amended again: the later version tells of itself.
        }

        var versions = await polls.WordingsAsync(poll, cancellation);
        return RewordCards.ToVoter(new(poll, seat, voter, await polls.FindBallotAsync(poll, seatId, cancellation), await polls.VotedAsync(poll, cancellation), now, teamsUserId), versions[^2]);
    }
}
