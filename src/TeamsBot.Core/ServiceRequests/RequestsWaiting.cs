using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Waiting;

namespace TeamsBot.Core.ServiceRequests;

/// <summary>Requests that wait for a service's answer, for the list of whoever leads it. A restricted one is named without its words (rule T5).</summary>
public sealed class RequestsWaiting(RequestStore requests, DirectoryStore directory) : WaitingReader
{
    public override string Kind => RequestIntents.Services;

    public override string Opens => ServiceCards.Show;

    public override async Task<WaitingNow> ReadAsync(TenantId tenant, PersonId person, string subject, CancellationToken cancellation)
    {
        var (id, service) = RequestIntents.ReadSubject(subject);
        return await requests.FindAsync(tenant, id, cancellation) is not { IsOpen: true } request || request.AnswerOf(service) is not null ? WaitingNow.Over
            : await directory.CurrentAsync(tenant, cancellation) is { } register && Providers.LeadsOf(register, request.Services[service]).Contains(person) ? WaitingNow.For(ItemOf(request, service))
            : WaitingNow.Nothing;
    }

    internal static WaitingItem ItemOf(ServiceRequest request, int service) => new(
        $"Answer {request.Board.Name} for {request.Services[service].Name}{(request.IsRestricted ? ": a restricted question" : $": {request.Question}")}",
        request.AskedAt,
        request.Plan.Due,
        "Give the answer",
        ServiceCards.DataOf(request, service));
}

/// <summary>What came of what a service answered, for whoever leads it. Restricted requests stand in nobody's list (rule T5).</summary>
public sealed class AnswersFollowed(RequestStore requests, DirectoryStore directory, RequestTurn turn) : FollowReader
{
    private const int LongestTitle = 120;

    public override IReadOnlyList<string> Kinds { get; } = [RequestIntents.Services];

    public override async Task<Followed?> ReadAsync(Follower who, string subject, CancellationToken cancellation)
    {
        var (id, service) = RequestIntents.ReadSubject(subject);
        return await requests.FindAsync(who.Tenant, id, cancellation) is { IsRestricted: false } request && request.AnswerOf(service) is { } answer
            && await directory.CurrentAsync(who.Tenant, cancellation) is { } register && Providers.LeadsOf(register, request.Services[service]).Contains(who.Person)
            ? ItemOf(request, answer)
            : null;
    }

    public override Task<Answer> OpenAsync(Press press, CancellationToken cancellation) => turn.LeadAsync(press, cancellation);

    internal static Followed ItemOf(ServiceRequest request, ServiceAnswer answer) => new(
        request.Closed?.At ?? answer.At,
        RequestWords.StatusOf(answer).ToString(),
        PlainText.Shorten(request.Question, LongestTitle),
        $"{request.Services[answer.Service].Name} answered {request.Board.Name} on {When.Day(answer.At)}. {(request.IsOpen ? "The board has not closed the request yet." : RequestWords.ClosedLine(request))}",
        "See the answer",
        ServiceCards.DataOf(request, answer.Service));
}

/// <summary>How a board's requests stand, for its officers.</summary>
public sealed class RequestsFollowed(RequestStore requests, DirectoryStore directory, RequestTurn turn) : FollowReader
{
    private const int LongestTitle = 120;

    public override IReadOnlyList<string> Kinds { get; } = [RequestIntents.Officers];

    public override async Task<Followed?> ReadAsync(Follower who, string subject, CancellationToken cancellation) =>
        await requests.FindAsync(who.Tenant, new(subject), cancellation) is { IsRestricted: false } request
        && await directory.CurrentAsync(who.Tenant, cancellation) is { } register && Escalations.Officers.RoleIn(register, who.Person, request.Board.Id) is not null
            ? ItemOf(request)
            : null;

    public override Task<Answer> OpenAsync(Press press, CancellationToken cancellation) => turn.ShowAsync(press, cancellation);

    internal static Followed ItemOf(ServiceRequest request) => new(
        request.Closed?.At ?? request.Answers.Select(answer => answer.At).Append(request.AskedAt).Max(),
        Status.QuestionAsked.ToString(),
        PlainText.Shorten(request.Question, LongestTitle),
        $"{request.Board.Name} asked on {When.Day(request.AskedAt)}. {RequestWords.Answered(request)}. {(request.IsOpen ? $"Answers are due by {When.Day(request.Plan.Due)}." : RequestWords.ClosedLine(request))}",
        "See the answers",
        RequestCards.DataOf(request));
}
