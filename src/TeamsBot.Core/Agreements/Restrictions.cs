using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Agreements;

/// <summary>
/// Holds every press and every message that concerns something restricted to rule T5, whichever feature answers or sends it: only in personal chat, past the gate, noted
/// as read before it is shown, and with a toast that says nothing of it.
/// </summary>
/// <param name="passage">Null only where a test puts features together without agreements.</param>
internal sealed class Restrictions(RestrictedPassage? passage)
{
    private readonly Dictionary<string, RestrictedReader> readers = new(StringComparer.Ordinal);

    internal static readonly Message OnlyInPerson = new Refusal
    {
        From = [Bold("The bot"), " was asked for something restricted in a channel."],
        Heading = "Open it in your own chat",
        WhatHappened = "Restricted things are shown only in a person’s own chat with the bot. Nothing was shown or changed.",
        WhatToDo = "Open your chat with the bot and write todo or mine.",
    }.ToMessage();

    public void Add(RestrictedReader reader) => readers.Add(reader.Key, reader);

    public async Task<Answer> AnswerAsync(Press press, Func<Press, CancellationToken, Task<Answer>> handler, CancellationToken cancellation)
    {
        foreach (var reader in readers.Values)
        {
            var mention = new Mention(press.Caller.Tenant, press.Caller.Person, press[reader.Key], press["seat"]);
            if (mention.Id.Length > 0 && await reader.ReadAsync(mention, cancellation) is { HasPart: true } restricted)
            {
                return await AnswerAsync(press, handler, reader, mention, restricted, cancellation);
            }
        }

        return await handler(press, cancellation);
    }

    /// <summary>The words as they may go out; null where they may not.</summary>
    public async Task<Message?> SendAsync(Intent intent, Recipient recipient, Func<Task<Message?>> words, CancellationToken cancellation)
    {
        var person = (recipient.Target as Target.Person)?.Id;
        if (intent.Partition.Split('|') is not [_, var kind, var id] || !readers.TryGetValue(kind, out var reader)
            || await reader.ReadAsync(new(intent.Tenant, person, id, recipient.Id), cancellation) is not { } restricted)
        {
            return await words();
        }

        if (person is not { } reads)
        {
            return null; // No feature plans such a card; if one did, this is where it ends.
        }

        if (passage is not null && await passage.RefusalAsync(intent.Tenant, reads, restricted, cancellation) is { } refusal)
        {
            return refusal.ToMessage();
        }

        if (await words() is not { } message)
        {
            return null;
        }

        await NoteAsync(reads, restricted, Shown.Sent, cancellation);
        return message.WithoutToast();
    }

    private async Task<Answer> AnswerAsync(Press press, Func<Press, CancellationToken, Task<Answer>> handler, RestrictedReader reader, Mention mention, Restricted restricted, CancellationToken cancellation)
    {
        if (press.Place is not Place.Personal)
        {
            return new Answer.Show(OnlyInPerson);
        }

        // Before anything is done: without an agreement nothing goes out by a press either.
        if (passage is not null && await passage.RefusalAsync(mention.Tenant, press.Caller.Person, restricted, cancellation) is { } refusal)
        {
            return new Answer.Show(refusal.ToMessage());
        }

        var answer = await handler(press, cancellation);
        if (answer is not Answer.Show show)
        {
            return answer;
        }

        // As it stands after the press: that is what is shown.
        await NoteAsync(press.Caller.Person, await reader.ReadAsync(mention, cancellation) ?? restricted, Shown.Opened, cancellation);
        return new Answer.Show(show.Message.WithoutToast());
    }

    private Task NoteAsync(PersonId person, Restricted restricted, Shown how, CancellationToken cancellation) => passage?.NoteAsync(person, restricted, how, cancellation) ?? Task.CompletedTask;
}

/// <summary>What a feature sends, held to rule T5.</summary>
internal sealed class GuardedDispatch(Dispatch inner, Restrictions restrictions) : Dispatch
{
    public override string Kind => inner.Kind;

    public override bool RemindsWhenUncertain => inner.RemindsWhenUncertain;

    public override string? NotedAs(Intent intent, Recipient recipient) => inner.NotedAs(intent, recipient);

    public override DateTimeOffset? NotBefore(DateTimeOffset now) => inner.NotBefore(now);

    public override Task<IReadOnlyList<Recipient>?> RecipientsAsync(Intent intent, CancellationToken cancellation) => inner.RecipientsAsync(intent, cancellation);

    public override Task<Message?> MessageAsync(Intent intent, Recipient recipient, string? teamsUserId, bool reminder, CancellationToken cancellation) =>
        restrictions.SendAsync(intent, recipient, () => inner.MessageAsync(intent, recipient, teamsUserId, reminder, cancellation), cancellation);
}
