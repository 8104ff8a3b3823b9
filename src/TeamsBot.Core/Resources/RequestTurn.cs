using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Language;
using TeamsBot.Core.Waiting;

namespace TeamsBot.Core.Resources;

/// <summary>Answers the buttons of requests for help. All that a card carries is a claim; whose request it is says the request.</summary>
public sealed class RequestTurn(AskForHelp ask, RequestStore requests, Outbox outbox)
{
    public async Task<Answer> AskAsync(Press press, CancellationToken cancellation)
    {
        ResourceId? resource = ResourceId.IsWellFormed(press["resource"]) ? new(press["resource"]) : null;
        StrengthId? strength = StrengthId.IsWellFormed(press["strength"]) ? new(press["strength"]) : null;
        return RequestId.IsWellFormed(press["request"])
            ? Show(await ask.AskAsync(press.Caller, new(press["request"]), (resource, strength), press[RequestCards.WordsInput], cancellation) switch
            {
                RequestOutcome.Sent sent => RequestCards.ForReader(sent.Request, isAsker: true),
                RequestOutcome.Wrong wrong => RequestCards.NotSent(
                    wrong.About,
                    press.Data.Where(pair => pair.Key is "request" or "resource" or "strength").ToDictionary(StringComparer.Ordinal),
                    wrong.Why,
                    press[RequestCards.WordsInput]),
                _ => RequestCards.NotThere(),
            })
            : Show(RequestCards.NotThere());
    }

    public async Task<Answer> ReplyAsync(Press press, CancellationToken cancellation)
    {
        if (!RequestId.IsWellFormed(press["request"]))
        {
            return Show(RequestCards.NotThere());
        }

        var outcome = await ask.AnswerAsync(press.Caller, new(press["request"]), press[RequestCards.ReplyInput], cancellation);
        if (outcome is not RequestOutcome.NotThere)
        {
            await SettleAsync(press, "ask", cancellation);
        }

        return Show(outcome switch
        {
            RequestOutcome.Sent sent => RequestCards.ForReader(sent.Request, isAsker: false, "✓ Your answer is sent."),
            RequestOutcome.Overtaken { Request: var request } => RequestCards.ForReader(request, isAsker: false, $"Your answer was not sent: {request.Answer!.As} answered on {When.DayAtTime(request.Answer.At)}."),
            RequestOutcome.Wrong { Request: { } request } wrong => RequestCards.ForReader(request, isAsker: false, $"Not sent yet. {wrong.Why}", press[RequestCards.ReplyInput]),
            _ => RequestCards.NotThere(),
        });
    }

    public async Task<Answer> OpenAsync(Press press, CancellationToken cancellation)
    {
        if (!RequestId.IsWellFormed(press["request"]) || await requests.FindAsync(press.Caller.Tenant, new(press["request"]), cancellation) is not { } request || !request.IsFor(press.Caller.Person))
        {
            return Show(RequestCards.NotThere());
        }

        var isAsker = request.Asker == press.Caller.Person;
        await SettleAsync(press, isAsker ? "answer" : "ask", cancellation);
        return Show(RequestCards.ForReader(request, isAsker, teamsUserId: press.TeamsUserId));
    }

    // Whatever was pressed on the card in the personal chat, and whatever came of it, the card arrived.
    private Task SettleAsync(Press press, string intent, CancellationToken cancellation) => press is { Place: Place.Personal, CardActivityId: { } card }
        ? outbox.SettleByPressAsync(RequestStore.Partition(press.Caller.Tenant, new(press["request"])), intent, press.Caller.Person.Value, card, cancellation)
        : Task.CompletedTask;

    private static Answer.Show Show(Message message) => new(message);
}

/// <summary>A request to whoever may answer it, or the answer to whoever asked: once each.</summary>
public abstract class RequestDispatch(RequestStore requests) : Dispatch
{
    internal const string AskKind = "resources.asked", AnswerKind = "resources.answered";

    public override string? NotedAs(Intent intent, Recipient recipient) => intent.Subject;

    public override async Task<IReadOnlyList<Recipient>?> RecipientsAsync(Intent intent, CancellationToken cancellation) =>
        await requests.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is { } request ? [.. PeopleOf(request).Select(person => new Recipient(person.Value, new Target.Person(person)))] : null;

    public override async Task<Message?> MessageAsync(Intent intent, Recipient recipient, string? teamsUserId, bool reminder, CancellationToken cancellation) =>
        await requests.FindAsync(intent.Tenant, new(intent.Subject), cancellation) is { } request ? RequestCards.ForReader(request, request.Asker.Value == recipient.Id, teamsUserId: teamsUserId) : null;

    protected abstract IEnumerable<PersonId> PeopleOf(HelpRequest request);
}

public sealed class RequestAsked(RequestStore requests) : RequestDispatch(requests)
{
    public override string Kind => AskKind;

    protected override IEnumerable<PersonId> PeopleOf(HelpRequest request) => request.To;
}

public sealed class RequestAnswered(RequestStore requests) : RequestDispatch(requests)
{
    public override string Kind => AnswerKind;

    protected override IEnumerable<PersonId> PeopleOf(HelpRequest request) => [request.Asker];
}

/// <summary>Requests that nobody has answered yet, for those who may.</summary>
public sealed class RequestsWaiting(RequestStore requests) : WaitingReader
{
    public override string Kind => RequestDispatch.AskKind;

    public override string Opens => RequestCards.Open;

    public override async Task<WaitingNow> ReadAsync(TenantId tenant, PersonId person, string subject, CancellationToken cancellation) =>
        await requests.FindAsync(tenant, new(subject), cancellation) is { Answer: null } request && request.To.Contains(person)
            ? WaitingNow.For(new WaitingItem($"Answer {request.For} about {request.About}", request.AskedAt, Due: null, "Write the answer", RequestsFollowed.DataOf(request)))
            : WaitingNow.Over;
}

/// <summary>What became of the requests that somebody sent or may answer.</summary>
public sealed class RequestsFollowed(RequestStore requests, RequestTurn turn) : FollowReader
{
    public override IReadOnlyList<string> Kinds { get; } = [RequestDispatch.AnswerKind, RequestDispatch.AskKind];

    public override async Task<Followed?> ReadAsync(Follower who, string subject, CancellationToken cancellation) =>
        await requests.FindAsync(who.Tenant, new(subject), cancellation) is { } request && request.IsFor(who.Person)
            ? new(
                request.Answer?.At ?? request.AskedAt,
                request.Answer is null ? "? No answer yet" : "✓ Answered",
                $"Help asked for: {request.About}",
                request.Answer is { } answer ? $"{answer.As}: “{answer.Words}”" : $"{request.For} asked: “{request.Words}”",
                "Open the request",
                DataOf(request))
            : null;

    public override Task<Answer> OpenAsync(Press press, CancellationToken cancellation) => turn.OpenAsync(press, cancellation);

    internal static Dictionary<string, string> DataOf(HelpRequest request) => new() { ["request"] = request.Id.Value };
}
