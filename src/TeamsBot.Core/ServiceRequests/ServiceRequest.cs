using System.Collections.Immutable;
using NodaTime;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Safeguarding;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.ServiceRequests;

/// <summary>A request's id, made when its form was drawn (rule V7).</summary>
public readonly record struct RequestId(string Value)
{
    /// <summary>Whether a claimed id can be looked up at all. Cards are claims: anything else is answered as not found.</summary>
    public static bool IsWellFormed(string claimed) => claimed.Length is > 0 and <= 64 && claimed.All(c => char.IsAsciiLetterOrDigit(c) || c is '-');

    public override string ToString() => Value;
}

/// <summary>A service, or a special school, as it was when a board asked it.</summary>
/// <param name="Leads">Who was sent its card: its leads, or the school's head.</param>
public sealed record AskedService(string Id, string Name, bool UnderReview, ImmutableArray<PersonId> Leads);

/// <summary>The priority that a request is about, in the words in which it went up.</summary>
public sealed record AboutMatter(MatterId Id, string Text, string Origin);

/// <summary>A chair, vice-chair or clerk who closed a request.</summary>
public sealed record Closing(PersonId Person, Role Role, DateTimeOffset At);

/// <summary>A board's question to some services: what is in place, what could be, what stands in the way (R61). Each answers for itself, and may correct its answer until the board closes the request.</summary>
public sealed record ServiceRequest
{
    /// <summary>In UTF-16 characters, after cleaning and trimming: of the question, of each part of an answer and of a reason.</summary>
    public const int LongestText = 500;

    /// <summary>The most services of one request: what a board's card can show.</summary>
    public const int ServicesAtMost = 12;

    public required TenantId Tenant { get; init; }

    public required RequestId Id { get; init; }

    public required Party Board { get; init; }

    /// <summary>Null for a question of the board's own.</summary>
    public required AboutMatter? Matter { get; init; }

    /// <summary>What the answers are counted under.</summary>
    public required ThemeId Theme { get; init; }

    /// <summary>What the theme was called then.</summary>
    public required string ThemeName { get; init; }

    public required string Question { get; init; }

    /// <summary>That of the matter. A restricted request reaches the board's officers and the services' leads, and nobody's list (rule T5).</summary>
    public required Visibility Visibility { get; init; }

    public required Reader AskedBy { get; init; }

    public required DateTimeOffset AskedAt { get; init; }

    public required ChasePlan Plan { get; init; }

    public required ImmutableArray<AskedService> Services { get; init; }

    /// <summary>The board's chair, vice-chair and clerk when it asked.</summary>
    public required ImmutableArray<Reader> Officers { get; init; }

    /// <summary>The current answer of each service that gave one.</summary>
    public ImmutableArray<ServiceAnswer> Answers { get; init; } = [];

    /// <summary>What the services do besides.</summary>
    public ImmutableArray<ServiceAction> Actions { get; init; } = [];

    /// <summary>What was done about silence so far.</summary>
    public ImmutableArray<Chase> Chases { get; init; } = [];

    public Closing? Closed { get; init; }

    /// <summary>Acts so far, the asking being the first; the number of the last names what it has to tell.</summary>
    public int Acts { get; init; } = 1;

    public required AuditChain Audit { get; init; }

    public bool IsOpen => Closed is null;

    public bool IsRestricted => Visibility is Visibility.Restricted;

    public ServiceAnswer? AnswerOf(int service) => Answers.FirstOrDefault(answer => answer.Service == service);

    public IEnumerable<ServiceAction> ActionsOf(int service) => Actions.Where(action => action.Service == service).OrderBy(action => action.Number);

    /// <summary>Where the services stand that have not said anything, in the order in which they were asked.</summary>
    public IEnumerable<int> Silent => Enumerable.Range(0, Services.Length).Where(service => AnswerOf(service) is null);

    /// <summary>People's text as it is kept (rule T3).</summary>
    public static string Read(string typed) => PlainText.Clean(typed).Trim();

    /// <summary>What is wrong with one text, or null. Words about one pupil are refused (rule T4).</summary>
    public static string? ProblemOf(string words, string missing, DateTimeOffset now) => words.Length switch
    {
        0 => missing,
        > LongestText => $"Use at most {LongestText} characters. There are {words.Length}.",
        _ => PupilData.Problem(words, now),
    };

    /// <summary>Decides on a service's answer; stores nothing (rule E2).</summary>
    /// <param name="isLead">Whether the person leads the service, by the register as it stands.</param>
    /// <param name="number">The number of the answer on the card that was pressed; 0 where it had none.</param>
    public ReplyOutcome Decide(int service, PersonId person, bool isLead, int number, Said said, DateTimeOffset now)
    {
        var current = AnswerOf(service);
        return !isLead ? new ReplyOutcome.NotYours()
            : current is not null && current.Person == person && current.Said == said ? new ReplyOutcome.Replied(this, current, IsNew: false)
            : !IsOpen ? new ReplyOutcome.Closed(this)
            : number != (current?.Number ?? 0) ? new ReplyOutcome.Overtaken(this, current)
            : said.Problem(now) is { } problem ? new ReplyOutcome.Wrong(problem)
            : Answered(new(service, number + 1, person, said, now));
    }

    /// <summary>Decides on an action that a service records beside its offer, also when the board has closed the request; stores nothing.</summary>
    /// <param name="action">Its number is the one that the card which was pressed would give it.</param>
    public ReplyOutcome Decide(ServiceAction action, bool isLead, DateTimeOffset now)
    {
        var standing = ActionsOf(action.Service).ToList();
        return !isLead || AnswerOf(action.Service) is not { Said: Said.Offer } answer ? new ReplyOutcome.NotYours()
            : standing.ElementAtOrDefault(action.Number - 1) is { } same ? IsSame(same, action) ? new ReplyOutcome.Replied(this, answer, IsNew: false) : new ReplyOutcome.Overtaken(this, null)
            : action.Number != standing.Count + 1 ? new ReplyOutcome.Overtaken(this, null)
            : standing.Count == ServiceAction.OfOneAtMost ? new ReplyOutcome.Wrong($"A service records at most {ServiceAction.OfOneAtMost} actions for one request.")
            : action.Problem(now) is { } problem ? new ReplyOutcome.Wrong(problem)
            : new ReplyOutcome.Replied(this with { Actions = Actions.Add(action), Acts = Acts + 1 }, answer, IsNew: true);
    }

    /// <summary>Decides that an action is done; stores nothing.</summary>
    public ReplyOutcome Finish(int service, int number, bool isLead, DateTimeOffset now) =>
        !isLead || AnswerOf(service) is not { } answer || ActionsOf(service).FirstOrDefault(action => action.Number == number) is not { } found ? new ReplyOutcome.NotYours()
        : found.DoneAt is not null ? new ReplyOutcome.Replied(this, answer, IsNew: false)
        : new ReplyOutcome.Replied(this with { Actions = Actions.Replace(found, found with { DoneAt = now }), Acts = Acts + 1 }, answer, IsNew: true);

    private static bool IsSame(ServiceAction one, ServiceAction other) => (one.Person, one.Kind, one.Words, one.Reach) == (other.Person, other.Kind, other.Words, other.Reach);

    private ReplyOutcome.Replied Answered(ServiceAnswer answer) => new(
        this with { Answers = [.. Answers.Where(other => other.Service != answer.Service), answer], Acts = Acts + 1 },
        answer,
        IsNew: true);
}

/// <summary>When a request is due and what is done about silence, in school working days, fixed when it was asked (rule E3).</summary>
/// <param name="Due">The end of the day by which an answer is asked for.</param>
/// <param name="Before">The reminder before it; null where there is no time for one.</param>
/// <param name="After">The reminder after it.</param>
/// <param name="Tell">When the board's clerk is told who is silent.</param>
public sealed record ChasePlan(DateTimeOffset Due, DateTimeOffset? Before, DateTimeOffset After, DateTimeOffset Tell)
{
    public DateTimeOffset? Of(Occasion occasion) => occasion switch { Occasion.Before => Before, Occasion.After => After, _ => Tell };

    public LocalDate DueDay => Language.When.Local(Due).Date;
}

/// <summary>What is done about silence, each once.</summary>
public enum Occasion
{
    Before,
    After,
    Tell,
}

/// <summary>One of them, done.</summary>
/// <param name="Act">The number of the act.</param>
/// <param name="Services">Where the services stand that were silent then.</param>
/// <param name="To">Who was sent a card by it: for a reminder the leads of each of the services in order, for the telling the clerk.</param>
public sealed record Chase(Occasion Occasion, int Act, DateTimeOffset At, ImmutableArray<int> Services, ImmutableArray<ImmutableArray<PersonId>> To);
