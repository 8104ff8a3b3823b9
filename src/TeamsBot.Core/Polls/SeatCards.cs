using System.Globalization;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Polls;

/// <summary>A seat whose school names somebody else now.</summary>
/// <param name="Names">Who votes for it from then on, the head first.</param>
internal sealed record Successors(Seat Seat, string Names);

/// <summary>The form that passes a seat on, and what its former voters see (rule V1).</summary>
internal static class SeatCards
{
    public const string Open = "polls.seats";
    public const string Give = "polls.giveSeat";
    public const string SeatInput = "correctSeat";
    public const string ReasonInput = "correctReason";

    private const int Offered = 40;

    public static Message Form(OwnerView view, IReadOnlyList<Successors> changed)
    {
        var poll = view.Poll;
        var card = new AdaptiveCard
        {
            FallbackText = "This version of Teams cannot show the form for who votes. Open Teams on another device.",
            Speak = view.Note ?? $"Change who votes in the poll of {poll.GroupName}.",
            Body =
            [
                FromLine(Bold(poll.GroupName), $" asks {Words.Count(poll.Electorate.Seats.Length, "school")} to vote. Who votes for each was fixed when the poll opened."),
                Heading("Change who votes"),
                .. view.Note is null ? [] : (Element[])[Paragraph(Bold(view.Note))],
                .. changed.Count == 0
                    ? (IEnumerable<Element>)[Paragraph("For every school the directory names the people who vote here. There is nothing to change. If somebody has left, ask the administrator to change the directory first.")]
                    : Fields(view, changed),
                WhoCanSeeThis("only you. Who joins gets a card, who leaves is told, and the record keeps your reason.", underLine: true),
                Buttons(
                [
                    new ActionExecute("Back to the poll", OwnerCards.Show, new() { ["poll"] = poll.Id.Value }) { AssociatedInputs = AssociatedInputs.None },
                    .. changed.Count == 0 ? [] : (CardAction[])[Main(new ActionExecute("Give them the seat", Give, new() { ["poll"] = poll.Id.Value, ["corrections"] = poll.Corrections.Length.ToString(CultureInfo.InvariantCulture) }))],
                ]),
            ],
        };
        return new(card, view.Note ?? $"{poll.GroupName}: change who votes");
    }

    /// <summary>For somebody who no longer votes for a seat.</summary>
    public static Message Left(Poll poll, Seat seat)
    {
        var card = new AdaptiveCard
        {
            FallbackText = $"Somebody else votes for {seat.Name} now.",
            Speak = $"Somebody else votes for {seat.Name} now.",
            Body =
            [
                FromLine(Bold(poll.GroupName), " asked you for the vote of ", Bold(seat.Name), "."),
                Heading("The seat has passed on"),
                Paragraph("By the directory somebody else votes for this school now. A vote that you sent stands until they change it. There is nothing for you to do."),
                WhoCanSeeThis("only you.", underLine: true),
            ],
        };
        return new(card, $"Somebody else votes for {seat.Name} now");
    }

    private static IEnumerable<Element> Fields(OwnerView view, IReadOnlyList<Successors> changed)
    {
        var chosen = view.Kept?.GetValueOrDefault(SeatInput);
        IReadOnlyList<Choice> choices = [.. changed.Take(Offered).Select(one => new Choice($"{one.Seat.Name}: {one.Names}", one.Seat.Id.Value)).OrderBy(choice => choice.Title, StringComparer.OrdinalIgnoreCase)];
        return
        [
            Paragraph($"For {Words.Some(changed.Count, "school")} the directory names somebody else now. A vote that is in stands; whoever joins may change it."),
            new InputChoiceSet(SeatInput)
            {
                Label = "Choose the school", ErrorMessage = "Choose a school.", IsRequired = true, Choices = choices,
                Value = choices.Any(choice => choice.Value == chosen) ? chosen : choices.Count == 1 ? choices[0].Value : null,
            },
            OwnerCards.Reason(ReasonInput, view.Kept),
        ];
    }
}

/// <summary>Answers the buttons of the form that passes a seat on.</summary>
public sealed class SeatTurn(CorrectElectorate correct, OwnerDesk desk, DirectoryStore directory)
{
    public async Task<Answer> FormAsync(Press press, CancellationToken cancellation) =>
        await desk.FindAsync(press.Caller, press["poll"], press.TeamsUserId, cancellation) is { Rights.MayCorrect: true } view ? await FormAsync(press, view, cancellation) : OwnerTurn.NotYours();

    public async Task<Answer> GiveAsync(Press press, CancellationToken cancellation)
    {
        if (!PollId.IsWellFormed(press["poll"]))
        {
            return OwnerTurn.NotYours();
        }

        // A number that is none is an old or forged card: no poll has had so many.
        var number = int.TryParse(press["corrections"], NumberStyles.None, CultureInfo.InvariantCulture, out var corrections) ? corrections : -1;
        var outcome = await correct.HandleAsync(press.Caller, new(press["poll"]), new(press[SeatCards.SeatInput]), number, press[SeatCards.ReasonInput], cancellation);
        return outcome is OwnerOutcome.NotYours || await desk.FindAsync(press.Caller, press["poll"], press.TeamsUserId, cancellation) is not { } view ? OwnerTurn.NotYours()
            : outcome is OwnerOutcome.Wrong wrong ? await FormAsync(press, view with { Note = wrong.Why, Kept = press.Data }, cancellation)
            : await FormAsync(press, view with { Note = "✓ The seat has passed on. Who joins gets a card." }, cancellation);
    }

    private async Task<Answer> FormAsync(Press press, OwnerView view, CancellationToken cancellation)
    {
        if (!view.IsOpen)
        {
            return new Answer.Show(OwnerCards.ForOwner(view));
        }

        var register = await directory.CurrentAsync(press.Caller.Tenant, cancellation) ?? throw new InvalidOperationException("There is a poll and no directory.");
        return new Answer.Show(SeatCards.Form(view,
        [
            .. from seat in view.Poll.Electorate.Seats
               let voters = Electorate.VotersNow(register, seat.Id)
               where !voters.IsEmpty && !voters.SequenceEqual(seat.Voters)
               select new Successors(seat, Words.Join(voters.Select(person => register.Find(person)!.Name))),
        ]));
    }
}

/// <summary>Tells those who no longer vote for a seat, in place of their card.</summary>
public sealed class LeftSeatCards(PollStore polls) : Dispatch
{
    public override string Kind => PollIntents.LeftSeat;

    public override async Task<IReadOnlyList<Recipient>?> RecipientsAsync(Intent intent, CancellationToken cancellation)
    {
        if (await polls.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is not { } poll)
        {
            return null;
        }

        var correction = poll.Corrections[PollIntents.RoundOf(intent) - 1];
        var before = poll with { Corrections = [.. poll.Corrections.Take(correction.Number - 1)] };
        return
        [
            .. correction.Left.Select(person => (Id: PollIntents.RecipientOf(correction.Seat, person), person)).OrderBy(pair => pair.Id, StringComparer.Ordinal)
                .Select(pair => new Recipient(pair.Id, new Target.Person(pair.person), (PollIntents.CardOf(before, correction.Seat, pair.person), pair.Id))),
        ];
    }

    public override async Task<Message?> MessageAsync(Intent intent, Recipient recipient, string? teamsUserId, bool reminder, CancellationToken cancellation)
    {
        var (seatId, voter) = PollIntents.Read(recipient.Id);
        return await polls.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is { } poll && poll.Electorate.Find(seatId) is { } seat && seat.RankOf(voter) is null ? SeatCards.Left(poll, seat) : null;
    }
}
