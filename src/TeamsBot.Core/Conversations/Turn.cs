using Microsoft.Extensions.Logging;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Directory;

namespace TeamsBot.Core.Conversations;

/// <summary>
/// One activity's way to the feature that answers it. The caller is found by the verified account (rule V2); a stranger, a foreign tenant, an unknown
/// verb and a fault all get a card that says what to do, never an empty answer: Teams repeats a press that was answered with nothing.
/// </summary>
public sealed partial class Turn(FeatureMap features, Bindings bindings, AddressBook book, AllowedTenants tenants, ILogger<Turn> log)
{
    /// <summary>Answers a press that waits.</summary>
    public Task<Answer> PressAsync(Incoming.Pressed pressed, CancellationToken cancellation) => AnswerAsync(
        pressed.From,
        pressed.Verb,
        () => PressAsync(pressed.From, pressed.Verb, pressed.CardActivityId, pressed.Data, cancellation),
        pressed.Automatic ? ConversationCards.NotRefreshed(pressed) : ConversationCards.Failed(pressed));

    /// <summary>Takes everything that does not wait for an answer.</summary>
    /// <returns>What to tell the person in their own chat, or null.</returns>
    public async Task<Reply?> TakeAsync(Incoming incoming, CancellationToken cancellation)
    {
        switch (incoming)
        {
            case Incoming.Submitted submitted:
                var pressed = await AnswerAsync(
                    submitted.From,
                    submitted.Verb,
                    () => PressAsync(submitted.From, submitted.Verb, submitted.CardActivityId, submitted.Data, cancellation),
                    ConversationCards.Failed());
                return new Reply(submitted.From, pressed);
            case Incoming.Said said:
                var (word, rest) = Split(said.Text);
                return new Reply(said.From, await AnswerAsync(said.From, word, () => CommandAsync(said.From, word, rest, cancellation), ConversationCards.Failed()));
            default:
                await NoteAsync(incoming, cancellation);
                return null;
        }
    }

    private Task NoteAsync(Incoming incoming, CancellationToken cancellation) => incoming switch
    {
        Incoming.Installed installed when tenants.Allows(installed.From.Tenant) => book.MeetAsync(installed.From, installed: true, cancellation),
        Incoming.Removed removed when tenants.Allows(removed.From.Tenant) => book.KeepRemovedAsync(removed.From.Tenant, removed.From.Account, cancellation),
        Incoming.Joined joined when tenants.Allows(joined.Tenant) => book.MeetAsync(joined.Tenant, joined.Members, cancellation),
        Incoming.ChannelChanged changed when tenants.Allows(changed.Tenant) => book.KeepChannelGoneAsync(changed.Tenant, changed.ChannelId, changed.Gone, cancellation),
        _ => Task.CompletedTask,
    };

    private async Task<Answer> PressAsync(Sender from, string verb, string? card, IReadOnlyDictionary<string, string> data, CancellationToken cancellation)
    {
        if (await CallerAsync(from, cancellation) is not { } caller)
        {
            return new Answer.Show(ConversationCards.UnknownAccount);
        }

        if (features.PressHandler(verb) is not { } handler)
        {
            LogUnknownVerb(verb.Length <= 64 ? PlainText.Clean(verb) : "(too long)", from.Tenant);
            return new Answer.Show(ConversationCards.UnknownVerb);
        }

        // Line by line: a list written on several lines is still one when its feature reads it.
        var clean = data.ToDictionary(pair => pair.Key, pair => PlainText.CleanLines(pair.Value), StringComparer.Ordinal);
        return await handler(new Press(caller, await PlaceAsync(from, cancellation), card, clean, from.TeamsUserId), cancellation);
    }

    private async Task<Answer> CommandAsync(Sender from, string word, string rest, CancellationToken cancellation)
    {
        if (await CallerAsync(from, cancellation) is not { } caller)
        {
            return new Answer.Show(ConversationCards.UnknownAccount);
        }

        return (features.CommandHandler(word) ?? features.CommandHandler(HelpFeature.Word)) is { } handler
            ? await handler(new Typed(caller, await PlaceAsync(from, cancellation), word, rest, from.TeamsUserId), cancellation)
            : new Answer.Show(HelpCards.Draw(features.Commands, [], understood: word is HelpFeature.Word or ""));
    }

    private async Task<Caller?> CallerAsync(Sender from, CancellationToken cancellation)
    {
        if (!tenants.Allows(from.Tenant))
        {
            return null;
        }

        await book.MeetAsync(from, installed: false, cancellation);
        return await bindings.FindPersonAsync(from.Tenant, from.Account, cancellation) is { } person ? new Caller(from.Tenant, person, from.Account) : null;
    }

    private async Task<Place> PlaceAsync(Sender from, CancellationToken cancellation) =>
        from.IsPersonal ? new Place.Personal() : new Place.Channel(await book.GroupOfAsync(from.Tenant, from.Chat.ConversationId, cancellation));

    /// <summary>The one place where a fault of a turn ends: logged once, with ids only, and answered.</summary>
    private async Task<Answer> AnswerAsync(Sender from, string what, Func<Task<Answer>> turn, Answer whenItFails)
    {
        try
        {
            return await turn();
        }
#pragma warning disable CA1031 // Whatever went wrong, the person is told and Teams does not repeat the press.
        catch (Exception fault) when (fault is not OperationCanceledException)
#pragma warning restore CA1031
        {
            LogFault(fault, features.PressHandler(what) is null && features.CommandHandler(what) is null ? "(unknown)" : what, from.Tenant, from.Account);
            return whenItFails;
        }
    }

    private static (string Word, string After) Split(string text)
    {
        var parts = PlainText.Clean(text).Split((char[]?)null, 2, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return (parts.Length > 0 ? parts[0].ToLowerInvariant() : "", parts.Length > 1 ? parts[1] : "");
    }

    [LoggerMessage(1, LogLevel.Warning, "No feature answers the verb {Verb} (tenant {Tenant}).")]
    private partial void LogUnknownVerb(string verb, TenantId tenant);

    [LoggerMessage(2, LogLevel.Error, "{What} failed (tenant {Tenant}, account {Account}).")]
    private partial void LogFault(Exception fault, string what, TenantId tenant, AccountId account);
}
