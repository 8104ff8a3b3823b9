using System.Globalization;
using TeamsBot.Core.Conversations;

namespace TeamsBot.Core.Polls;

/// <summary>Answers the buttons of an owner's card. All that a card carries is a claim; who runs the poll comes from the caller and the register.</summary>
public sealed class OwnerTurn(ExtendPoll extend, CloseEarly close, OwnerDesk desk)
{
    /// <summary>Draws the card as things stand: what a refresh asks for.</summary>
    public Task<Answer> ShowAsync(Press press, CancellationToken cancellation) => ShowAsync(press, note: null, kept: null, cancellation);

    public async Task<Answer> ExtendAsync(Press press, CancellationToken cancellation) => PollId.IsWellFormed(press["poll"])
        ? await AnswerAsync(press, await extend.HandleAsync(press.Caller, new(press["poll"]), Closes(press), Instant(press[OwnerCards.UntilInput]), press[OwnerCards.WhyInput], cancellation), cancellation)
        : NotYours();

    public Task<Answer> CloseEarlyAsync(Press press, CancellationToken cancellation) => CloseAsync(press, press[OwnerCards.CloseReasonInput], cancellation);

    /// <summary>Closes where nothing can change the result: no reason is asked for.</summary>
    public Task<Answer> CloseNowAsync(Press press, CancellationToken cancellation) => CloseAsync(press, why: null, cancellation);

    internal static Answer.Show NotYours() => new(OwnerCards.NotYours());

    private async Task<Answer> CloseAsync(Press press, string? why, CancellationToken cancellation) => PollId.IsWellFormed(press["poll"])
        ? await AnswerAsync(press, await close.HandleAsync(press.Caller, new(press["poll"]), Closes(press), why, cancellation), cancellation)
        : NotYours();

    private Task<Answer> AnswerAsync(Press press, OwnerOutcome outcome, CancellationToken cancellation) => outcome switch
    {
        OwnerOutcome.Done => ShowAsync(press, note: null, kept: null, cancellation),
        OwnerOutcome.Wrong wrong => ShowAsync(press, wrong.Why, press.Data, cancellation),
        _ => Task.FromResult<Answer>(NotYours()),
    };

    private async Task<Answer> ShowAsync(Press press, string? note, IReadOnlyDictionary<string, string>? kept, CancellationToken cancellation) =>
        await desk.FindAsync(press.Caller, press["poll"], press.TeamsUserId, cancellation) is { } view
            ? new Answer.Show(OwnerCards.ForOwner(view with { Note = note, Kept = kept }))
            : NotYours();

    private static DateTimeOffset Closes(Press press) => Instant(press["closes"]);

    // What is no instant is as wrong as one long past.
    private static DateTimeOffset Instant(string claimed) =>
        long.TryParse(claimed, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds <= DateTimeOffset.MaxValue.ToUnixTimeSeconds() ? DateTimeOffset.FromUnixTimeSeconds(seconds) : DateTimeOffset.MinValue;
}
