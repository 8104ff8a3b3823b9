using System.Globalization;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Language;

namespace TeamsBot.Core.Polls;

/// <summary>Answers the buttons of a poll's cards. Everything a card carries is a claim; the caller is verified.</summary>
public sealed class VoterTurn(CastVote cast, PollStore polls, Outbox outbox, TimeProvider clock)
{
    public Task<Answer> VoteAsync(Press press, CancellationToken cancellation) => CastAsync(press, press[PollCards.ChoicesInput], cancellation);

    public Task<Answer> AbstainAsync(Press press, CancellationToken cancellation) => CastAsync(press, choices: null, cancellation);

    /// <summary>Draws the question again, with what was chosen ticked.</summary>
    public async Task<Answer> ChangeAsync(Press press, CancellationToken cancellation) =>
        await SettledViewAsync(press, cancellation) is not { } view ? NotYours()
        : view.IsOver || view.Ballot is null || view.Ballot.Person != view.Voter ? Show(PollCards.ForVoter(view))
        : Show(PollCards.ToVote(view));

    /// <summary>Draws the card as things stand: what a refresh asks for.</summary>
    public async Task<Answer> ShowAsync(Press press, CancellationToken cancellation) => await SettledViewAsync(press, cancellation) is { } view ? Show(PollCards.ForVoter(view)) : NotYours();

    /// <summary>
    /// Opens the presser's own ballot from the channel's card, or asks which, where they vote for several schools; once voting has closed that is the result. Whoever
    /// opened the poll may go back to it from the votes by school.
    /// </summary>
    public async Task<Answer> FindBallotAsync(Press press, CancellationToken cancellation)
    {
        if (await FindAsync(press, cancellation) is not { } poll)
        {
            return NotYours();
        }

        IReadOnlyList<Seat> seats = [.. poll.Electorate.SeatsOf(press.Caller.Person)];
        var chosen = press[PollCards.SeatInput];
        var seat = seats.Count == 1 ? seats[0] : seats.FirstOrDefault(seat => seat.Id.Value == chosen);
        return seats.Count == 0 ? (poll.Result is { } result && poll.OpenedBy == press.Caller.Person ? Show(ResultCards.ForChannel(poll, result)) : NotYours())
            : seat is null ? Show(PollChannelCards.ChooseSeat(poll, seats))
            : Show(PollCards.ForVoter(await ViewAsync(poll, seat, press, cancellation)));
    }

    /// <summary>Shows how each school voted, to the schools of the poll and once it has closed (rule V17).</summary>
    public async Task<Answer> VotesBySchoolAsync(Press press, CancellationToken cancellation) =>
        await FindAsync(press, cancellation) is { State: PollState.Closed } poll && (poll.Electorate.SeatsOf(press.Caller.Person).Any() || poll.OpenedBy == press.Caller.Person)
            ? poll.Secrecy is Secrecy.Secret ? Show(SecretCards.NoVotesBySchool(poll)) : Show(ResultCards.VotesBySchool(poll, await polls.BallotsAsync(poll, cancellation)))
            : NotYours();

    private async Task<Answer> CastAsync(Press press, string? choices, CancellationToken cancellation)
    {
        if (!PollId.IsWellFormed(press["poll"]) || !PollId.IsWellFormed(press["seat"]))
        {
            return NotYours();
        }

        // A version that is no number is an old or forged card: no wording has version 0.
        var version = int.TryParse(press["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0;
        var outcome = await cast.HandleAsync(press.Caller, new(press["poll"]), new(press["seat"]), version, choices, cancellation);
        if (outcome is not VoteOutcome.NoSeat)
        {
            await SettleAsync(press, cancellation);
        }

        switch (outcome)
        {
            case VoteOutcome.Counted counted:
                return Show(await CountedAsync(counted, press, cancellation));
            case VoteOutcome.InBox secret:
                return Show(PollCards.ForVoter(await ViewAsync(await WholeAsync(secret.Poll, cancellation), secret.Seat, press, cancellation)));
            case VoteOutcome.Closed closed:
                var poll = await WholeAsync(closed.Poll, cancellation);
                return Show(ResultCards.TooLate(poll, closed.Seat, closed.Standing, PollCards.Briefs(poll, choices ?? ""), closed.ArrivedAt));
            case VoteOutcome.HeadHasVoted standing:
                return Show(PollCards.ForVoter(await ViewAsync(standing.Poll, standing.Seat, standing.Standing, press, cancellation)));
            case VoteOutcome.BadChoice bad:
                return Show(Again(await ViewAsync(bad.Poll, bad.Seat, press, cancellation), bad.Why, choices));
            case VoteOutcome.Reworded reworded:
                return Show(Again(await ViewAsync(reworded.Poll, reworded.Seat, press, cancellation), "The question has changed since your card was made. Look at it again and send your vote.", choices));
            default:
                return NotYours();
        }
    }

    // Once voting has closed a repeated press is still answered with the vote that was counted, beside what has come of it.
    private async Task<Message> CountedAsync(VoteOutcome.Counted counted, Press press, CancellationToken cancellation)
    {
        var view = await ViewAsync(counted.Poll, counted.Seat, counted.Ballot, press, cancellation);
        return view.IsOver ? PollCards.ForVoter(view with { Poll = await WholeAsync(counted.Poll, cancellation) }) : PollCards.Voted(view, counted.Ballot);
    }

    /// <summary>The poll with its result: a vote is decided on its seat's gate, which has none.</summary>
    private async Task<Poll> WholeAsync(Poll poll, CancellationToken cancellation) => await polls.FindAsync(poll.Tenant, poll.Id, cancellation) ?? poll;

    // The answer stands in place of the card, so it is that card again, with what was ticked still ticked.
    private static Message Again(VoterView view, string why, string? ticked) => view.IsOver ? PollCards.ForVoter(view) : PollCards.ToVote(view, why, ticked);

    // Whatever was pressed on the card in the personal chat, and whatever came of it, the card arrived.
    private Task SettleAsync(Press press, CancellationToken cancellation) =>
        press is { Place: Place.Personal, CardActivityId: { } card }
            ? outbox.SettleByPressAsync(PollStore.Partition(press.Caller.Tenant, new(press["poll"])), PollIntents.VoterCards, PollIntents.RecipientOf(new(press["seat"]), press.Caller.Person), card, cancellation)
            : Task.CompletedTask;

    private async Task<Poll?> FindAsync(Press press, CancellationToken cancellation) =>
        PollId.IsWellFormed(press["poll"]) ? await polls.FindAsync(press.Caller.Tenant, new(press["poll"]), cancellation) : null;

    private async Task<VoterView?> SettledViewAsync(Press press, CancellationToken cancellation)
    {
        var view = await ViewAsync(press, cancellation);
        if (view is not null)
        {
            await SettleAsync(press, cancellation);
        }

        return view;
    }

    private async Task<VoterView?> ViewAsync(Press press, CancellationToken cancellation) =>
        await FindAsync(press, cancellation) is { } poll && poll.Electorate.Find(new(press["seat"])) is { } seat && seat.RankOf(press.Caller.Person) is not null
            ? await ViewAsync(poll, seat, press, cancellation)
            : null;

    private async Task<VoterView> ViewAsync(Poll poll, Seat seat, Press press, CancellationToken cancellation) =>
        await ViewAsync(poll, seat, await polls.FindBallotAsync(poll, seat.Id, cancellation), press, cancellation);

    private async Task<VoterView> ViewAsync(Poll poll, Seat seat, Ballot? ballot, Press press, CancellationToken cancellation) =>
        new(poll, seat, press.Caller.Person, ballot, await polls.VotedAsync(poll, cancellation), clock.GetUtcNow(), press.TeamsUserId) { Marker = await polls.Secret.FindAsync(poll, seat.Id, cancellation) };

    private static Answer.Show Show(Message message) => new(message);

    /// <summary>No such poll and not your seat look the same (rule T2).</summary>
    internal static Answer.Show NotYours() => new(new Refusal
    {
        From = [CardParts.Bold("The bot"), " looked for your seat in this poll."],
        Heading = "You have no vote here",
        WhatHappened = "This poll is for those who had a vote when it opened: the heads and deputies of a network, or the members of a board. Nothing was counted.",
        WhatToDo = "If this is your network or your board, ask its facilitator or clerk. The result stands in its channel.",
    }.ToMessage());
}
