using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Waiting;

namespace TeamsBot.Core.Patterns;

/// <summary>Patterns that a board has not said anything about, for its officers' lists.</summary>
public sealed class PatternsWaiting(PatternDesk desk) : WaitingReader
{
    public override string Kind => PatternIntents.Cards;

    public override string Opens => PatternCards.Show;

    public override async Task<WaitingNow> ReadAsync(TenantId tenant, PersonId person, string subject, CancellationToken cancellation) =>
        PatternId.Read(subject) is not { } id || await desk.ForCallerAsync(tenant, person, id, null, cancellation) is not { } view ? WaitingNow.Nothing
        : view.Pattern.Decision is not null ? WaitingNow.Over
        : view.IsOfficer ? WaitingNow.For(ItemOf(view))
        : WaitingNow.Nothing;

    internal static WaitingItem ItemOf(PatternView view) => new(
        $"Look at what {PatternWords.HowMany(view.Pattern.Scope.Level, view.Count)} share for {view.Pattern.Board.Name}: {view.Themes[0]}",
        view.Pattern.FoundAt,
        Due: null,
        "Look at it",
        PatternCards.DataOf(view.Pattern));
}

/// <summary>Questions about related themes that nobody has answered.</summary>
public sealed class IssuesWaiting(IssueDesk desk, DirectoryStore directory) : WaitingReader
{
    public override string Kind => PatternIntents.Questions;

    public override string Opens => IssueCards.Show;

    public override async Task<WaitingNow> ReadAsync(TenantId tenant, PersonId person, string subject, CancellationToken cancellation) =>
        await desk.FindAsync(tenant, subject, cancellation) is not { } view ? WaitingNow.Nothing
        : view.Question.Same is not null ? WaitingNow.Over
        : await directory.CurrentAsync(tenant, cancellation) is { } register && Officers.RoleIn(register, person, view.Board.Id) is not null
            ? WaitingNow.For(ItemOf(view))
        : WaitingNow.Nothing;

    internal static WaitingItem ItemOf(IssueView view) => new(
        $"Say for {view.Board.Name} whether this is one issue: {view.One}, {view.Other}",
        view.Question.AskedAt,
        Due: null,
        "Say whether it is one",
        new Dictionary<string, string> { [IssueCards.QuestionKey] = view.Subject });
}
