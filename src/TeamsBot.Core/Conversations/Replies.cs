using Microsoft.Extensions.Logging;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Conversations;

/// <summary>What to tell somebody who typed, or pressed on a client too old to wait.</summary>
public sealed record Reply(Sender To, Answer Answer);

/// <summary>
/// Gives a reply in the person's own chat; in a channel at most a neutral line points there. It is the answer to an act and not a message of the
/// product: it goes out at once and once, and one that does not arrive is asked for again by the person.
/// </summary>
public sealed partial class Replies(AddressBook book, ITeams teams, GivenAnswers answers, ILogger<Replies> log)
{
    public async Task SendAsync(Reply reply, CancellationToken cancellation)
    {
        var message = reply.Answer switch
        {
            Answer.Show show => show.Message,
            Answer.Say say => ConversationCards.Said(say.Text),
            _ => throw new ArgumentOutOfRangeException(nameof(reply), reply.Answer, "An answer is shown or said."),
        };
        if (reply.To.IsPersonal)
        {
            await PostAsync(reply.To.Chat, message, reply.To, cancellation);
            return;
        }

        var chat = await PersonalChatAsync(reply.To, cancellation);
        var answered = chat is not null && await PostAsync(chat, message, reply.To, cancellation);
        await PostAsync(reply.To.Chat, answered ? ConversationCards.AnsweredInChat : ConversationCards.NoChat, reply.To, cancellation);
    }

    private async Task<ChatAddress?> PersonalChatAsync(Sender person, CancellationToken cancellation)
    {
        switch (await book.FindAsync(person.Tenant, person.Account, cancellation))
        {
            case Route.Known known:
                return known.Address;
            case Route.ToOpen toOpen when await teams.OpenPersonalChatAsync(person.Tenant, person.Account, person.TeamsUserId ?? toOpen.TeamsUserId, cancellation) is OpenChatOutcome.Opened opened:
                await book.KeepPersonalAsync(person.Account, opened.Address, cancellation);
                return opened.Address;
            default:
                return null;
        }
    }

    private async Task<bool> PostAsync(ChatAddress to, Core.Language.Message message, Sender person, CancellationToken cancellation)
    {
        var outcome = await teams.PostAsync(to, message, cancellation);
        if (outcome is SendOutcome.Sent sent)
        {
            await NoteAsync(person, sent.ActivityId, cancellation);
            return true;
        }

        LogNotSent(person.Tenant, person.Account, outcome.GetType().Name);
        return false;
    }

    // The answer stands already: a store that is away must not make Teams repeat the question.
    private async Task NoteAsync(Sender person, string activityId, CancellationToken cancellation)
    {
        try
        {
            await answers.NoteAsync(person.Tenant, activityId, cancellation);
        }
        catch (TableUnavailableException fault)
        {
            LogNotNoted(fault, person.Tenant, person.Account);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "An answer did not go out (tenant {Tenant}, account {Account}): {Outcome}.")]
    private partial void LogNotSent(TenantId tenant, AccountId account, string outcome);

    [LoggerMessage(2, LogLevel.Warning, "An answer was not noted as one (tenant {Tenant}, account {Account}).")]
    private partial void LogNotNoted(Exception fault, TenantId tenant, AccountId account);
}
