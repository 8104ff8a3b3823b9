using TeamsBot.Core.Delivery;
using TeamsBot.Core.Language;

namespace TeamsBot.Core.Patterns;

/// <summary>The cards of a pattern to the board's officers: posted once when it is found, and brought up to date by whatever changes on them.</summary>
public sealed class PatternDispatch(PatternStore patterns, PatternDesk desk) : Dispatch
{
    public override string Kind => PatternIntents.Cards;

    public override bool RemindsWhenUncertain => true;

    public override string? NotedAs(Intent intent, Recipient recipient) => recipient.Updates is null ? intent.Subject : null;

    public override async Task<IReadOnlyList<Recipient>?> RecipientsAsync(Intent intent, CancellationToken cancellation) =>
        await FindAsync(intent, cancellation) is { } pattern ? [.. PatternIntents.CardsOf(intent, pattern)] : null;

    public override async Task<Message?> MessageAsync(Intent intent, Recipient recipient, string? teamsUserId, bool reminder, CancellationToken cancellation) =>
        await FindAsync(intent, cancellation) is { } pattern
        && pattern.Readers.FirstOrDefault(reader => reader.Person.Value == recipient.Id) is { } reader
        && !(reminder && pattern.Decision is not null)
        && await desk.ForReaderAsync(intent.Tenant, pattern.Id, reader, teamsUserId, cancellation) is { } view
            ? PatternCards.ForReader(view, reminder ? "This is a reminder. We could not tell whether the first card reached you; both are the same." : null)
            : null;

    private async Task<Pattern?> FindAsync(Intent intent, CancellationToken cancellation) =>
        PatternId.Read(intent.Subject) is { } id && await patterns.FindAsync(intent.Tenant, id, cancellation) is { } found ? found.Pattern : null;
}

/// <summary>Whether two related themes are the same issue, asked of the board's officers; each copy shows what one of them said.</summary>
public sealed class QuestionDispatch(IssueDesk desk) : Dispatch
{
    public override string Kind => PatternIntents.Questions;

    public override string? NotedAs(Intent intent, Recipient recipient) => recipient.Updates is null ? intent.Subject : null;

    public override async Task<IReadOnlyList<Recipient>?> RecipientsAsync(Intent intent, CancellationToken cancellation) =>
        await desk.FindAsync(intent.Tenant, intent.Subject, cancellation) is { } found ? [.. PatternIntents.CardsOf(intent, found.Question)] : null;

    public override async Task<Message?> MessageAsync(Intent intent, Recipient recipient, string? teamsUserId, bool reminder, CancellationToken cancellation) =>
        await desk.FindAsync(intent.Tenant, intent.Subject, cancellation) is { } found && found.Question.Readers.FirstOrDefault(reader => reader.Person.Value == recipient.Id) is { } reader
            ? IssueCards.ForOfficer(found with { Reader = reader, TeamsUserId = teamsUserId })
            : null;
}
