using System.Globalization;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Patterns;

/// <summary>What patterns tell: each once when it is found, and then whatever changes on its cards.</summary>
internal static class PatternIntents
{
    public const string Cards = "patterns.cards";
    public const string Questions = "patterns.questions";

    private const string FoundPrefix = "found-";
    private const string AskPrefix = "ask-";
    private const string ToldPrefix = "told-";

    /// <summary>The intent of a pattern's present version: new cards for the first, and every later one brings these up to date.</summary>
    public static Intent Of(TenantId tenant, Pattern pattern) => new(
        tenant,
        PatternStore.Partition(tenant, pattern.Scope),
        pattern.Version == 1 ? FoundOf(pattern.Id) : $"card-{pattern.Theme}-{pattern.Version.ToString("D5", CultureInfo.InvariantCulture)}",
        Cards,
        pattern.Id.Value);

    /// <summary>The intent that posted a pattern's cards.</summary>
    public static string FoundOf(PatternId id) => FoundPrefix + id.Theme;

    public static Intent Asked(TenantId tenant, PatternScope scope, IssueQuestion question) => Question(tenant, scope, question, AskPrefix);

    public static Intent Told(TenantId tenant, PatternScope scope, IssueQuestion question) => Question(tenant, scope, question, ToldPrefix);

    /// <summary>The intent that posted the question's cards.</summary>
    public static string AskOf(IssueQuestion question) => AskPrefix + question.Key;

    public static bool IsAsking(Intent intent) => intent.Name.StartsWith(AskPrefix, StringComparison.Ordinal);

    /// <summary>The scope and the two themes of a question, as an intent and a card name them.</summary>
    public static string SubjectOf(PatternScope scope, IssueQuestion question) => $"{scope.Key}~{question.Key}";

    /// <summary>The scope and the question's key, or null for what cannot be one.</summary>
    public static (PatternScope Scope, string Key)? ReadSubject(string claimed)
    {
        var at = claimed.LastIndexOf('~');
        return at > 0 && PatternId.Read(claimed[..at]) is { } first && Themes.ThemeId.IsWellFormed(claimed[(at + 1)..]) ? (first.Scope, IssueQuestion.KeyOf(first.Theme, new(claimed[(at + 1)..]))) : null;
    }

    public static IEnumerable<Recipient> CardsOf(Intent intent, Pattern pattern) =>
        pattern.Readers.OrderBy(reader => reader.Person.Value, StringComparer.Ordinal)
            .Select(reader => To(reader, intent.Name == FoundOf(pattern.Id) ? null : (FoundOf(pattern.Id), reader.Person.Value)));

    public static IEnumerable<Recipient> CardsOf(Intent intent, IssueQuestion question) =>
        question.Readers.OrderBy(reader => reader.Person.Value, StringComparer.Ordinal)
            .Select(reader => To(reader, IsAsking(intent) ? null : (AskOf(question), reader.Person.Value)));

    private static Recipient To(Reader reader, (string, string)? updates) => new(reader.Person.Value, new Target.Person(reader.Person), updates);

    private static Intent Question(TenantId tenant, PatternScope scope, IssueQuestion question, string prefix) =>
        new(tenant, PatternStore.Partition(tenant, scope), prefix + question.Key, Questions, SubjectOf(scope, question));
}

/// <summary>Makes known, before its commit, that something is about to be told of a pattern, and what is left to do after it.</summary>
public sealed class PatternNews(Outbox outbox, DueWork due, TimeProvider clock)
{
    public DateTimeOffset Now => clock.GetUtcNow();

    /// <summary>The rows to commit with it, or null where more than a minute has passed: then start over.</summary>
    /// <param name="work">Kind and subject of due work that the commit leaves to do.</param>
    public async Task<IReadOnlyList<Write>?> AnnounceAsync(TenantId tenant, IReadOnlyList<Intent> intents, (string Kind, string Subject)? work, CancellationToken cancellation)
    {
        var ticket = work is var (kind, subject) ? await due.AnnounceAsync(tenant, kind, subject, Now, cancellation) : new DueTicket(Now);
        var announced = await outbox.AnnounceAsync(intents, cancellation);
        return announced.Ticket.IsStale(Now) || ticket.IsStale(Now) ? null : announced.Writes;
    }
}
