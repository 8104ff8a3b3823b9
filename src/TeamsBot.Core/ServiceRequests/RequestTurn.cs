using System.Globalization;
using TeamsBot.Core.Agreements;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;

namespace TeamsBot.Core.ServiceRequests;

/// <summary>Answers the buttons of a request's cards. All that a card carries is a claim; who acts, and with what right, comes from the caller and the register.</summary>
public sealed class RequestTurn(AnswerRequest answer, RecordAction actions, CloseRequest close, RequestLooks looks)
{
    public Task<Answer> AnswerAsync(Press press, CancellationToken cancellation) => SayAsync(
        press,
        new Said.Offer(
            ServiceRequest.Read(press[ServiceCards.InPlaceInput]),
            ServiceRequest.Read(press[ServiceCards.CouldBeInput]),
            ServiceRequest.Read(press[ServiceCards.InTheWayInput]),
            Enum.GetValues<Capacity>().Select(one => (Capacity?)one).FirstOrDefault(one => one.ToString() == press[ServiceCards.CapacityInput])),
        cancellation);

    public Task<Answer> DeclineAsync(Press press, CancellationToken cancellation) => SayAsync(press, new Said.Decline(ServiceRequest.Read(press[ServiceCards.ReasonInput])), cancellation);

    /// <summary>The lead's card as it stands: a client asks by itself when its person looks at an older one.</summary>
    public async Task<Answer> LeadAsync(Press press, CancellationToken cancellation) =>
        IdOf(press) is { } id && await looks.FindAsync(press, id, cancellation) is { } request && NumberOf(press["service"]) is { } service
            ? await looks.LeadAsync(press, request, service, null, cancellation)
            : new Answer.Show(ServiceCards.NotFound);

    /// <summary>The officers' card as it stands.</summary>
    public async Task<Answer> ShowAsync(Press press, CancellationToken cancellation) =>
        IdOf(press) is { } id && await looks.FindAsync(press, id, cancellation) is { } request ? await looks.OfficerAsync(press, request, null, cancellation) : new Answer.Show(RequestCards.NotYours);

    /// <summary>The officers' card of the request that the list's form names.</summary>
    public Task<Answer> OpenAsync(Press press, CancellationToken cancellation) =>
        ShowAsync(press with { Data = new Dictionary<string, string>(press.Data) { ["request"] = press[DirectoryCards.RequestInput] } }, cancellation);

    /// <summary>One service's answer in full.</summary>
    public async Task<Answer> ReadAsync(Press press, CancellationToken cancellation) =>
        IdOf(press) is { } id && await looks.FindAsync(press, id, cancellation) is { } request
            ? await looks.FullAsync(press, request, NumberOf(press[RequestCards.AnswerInput]) ?? -1, cancellation)
            : new Answer.Show(RequestCards.NotYours);

    public async Task<Answer> CloseAsync(Press press, CancellationToken cancellation) =>
        IdOf(press) is { } id && await close.HandleAsync(press.Caller, id, cancellation) is CloseOutcome.Closed closed
            ? await looks.OfficerAsync(press, closed.Request, closed.IsNew || closed.Request.Closed!.Person == press.Caller.Person ? null : $"It was closed before. {RequestWords.ClosedLine(closed.Request)}", cancellation)
            : new Answer.Show(RequestCards.NotYours);

    /// <summary>Records what a service does beside its answer.</summary>
    public async Task<Answer> RecordAsync(Press press, CancellationToken cancellation) =>
        IdOf(press) is not { } id || NumberOf(press["service"]) is not { } service ? new Answer.Show(ServiceCards.NotFound)
        : await ShowAsync(
            press,
            service,
            await actions.HandleAsync(press.Caller, id, service, NumberOf(press[ActionCards.NumberKey]) ?? -1, (KindOf(press), press[ActionCards.WordsInput], press[ActionCards.ReachInput]), cancellation),
            cancellation);

    public async Task<Answer> DoneAsync(Press press, CancellationToken cancellation) =>
        IdOf(press) is { } id && NumberOf(press["service"]) is { } service
            ? await ShowAsync(press, service, await actions.FinishAsync(press.Caller, id, service, NumberOf(press[ActionCards.DoneInput]) ?? -1, cancellation), cancellation)
            : new Answer.Show(ServiceCards.NotFound);

    /// <summary>Holds a handler to the person's own chat where the request is restricted: nothing of it is shown or changed in a channel (rule T5).</summary>
    internal Func<Press, CancellationToken, Task<Answer>> InPerson(Func<Press, CancellationToken, Task<Answer>> handler) => async (press, cancellation) =>
        press.Place is not Place.Personal && IdOf(press) is { } id && await looks.FindAsync(press, id, cancellation) is { IsRestricted: true } request && await looks.HasPartAsync(press, request, cancellation)
            ? new Answer.Show(Restrictions.OnlyInPerson)
            : await handler(press, cancellation);

    private async Task<Answer> SayAsync(Press press, Said said, CancellationToken cancellation)
    {
        if (IdOf(press) is not { } id || NumberOf(press["service"]) is not { } service)
        {
            return new Answer.Show(ServiceCards.NotFound);
        }

        // A number that is none is as wrong as one that never was: the press is answered with the current card.
        return await ShowAsync(press, service, await answer.HandleAsync(press.Caller, new(id, service, NumberOf(press["answer"]) ?? -1, said), cancellation), cancellation);
    }

    private async Task<Answer> ShowAsync(Press press, int service, ReplyOutcome outcome, CancellationToken cancellation) => outcome switch
    {
        ReplyOutcome.Replied replied => await looks.LeadAsync(press, replied.Request, service, null, cancellation),
        ReplyOutcome.Overtaken late => await looks.LeadAsync(press, late.Request, service, RequestWords.Already(late.By, press.Caller.Person), cancellation),
        ReplyOutcome.Closed closed => await looks.LeadAsync(press, closed.Request, service, "The board had closed the request. Your press changed nothing.", cancellation),
        ReplyOutcome.NoAgreement refused => new Answer.Show(refused.Refusal.ToMessage()),
        ReplyOutcome.Wrong wrong => new Answer.Say(wrong.Why),
        _ => new Answer.Show(ServiceCards.NotFound),
    };

    private static ActionKind? KindOf(Press press) => Enum.GetValues<ActionKind>().Select(kind => (ActionKind?)kind).FirstOrDefault(kind => kind.ToString() == press[ActionCards.KindInput]);

    private static RequestId? IdOf(Press press) => RequestId.IsWellFormed(press["request"]) ? new(press["request"]) : null;

    private static int? NumberOf(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;
}

/// <summary>Draws a request for whoever may see it, and nobody else. What is restricted is noted as read before it is shown (rule T5).</summary>
public sealed class RequestLooks(RequestStore requests, DirectoryStore directory, Outbox outbox, ReadingRecord readings, ServiceGate gate)
{
    public Task<ServiceRequest?> FindAsync(Press press, RequestId id, CancellationToken cancellation) => requests.FindAsync(press.Caller.Tenant, id, cancellation);

    public async Task<Answer> LeadAsync(Press press, ServiceRequest request, int service, string? note, CancellationToken cancellation)
    {
        if (service < 0 || service >= request.Services.Length || await directory.CurrentAsync(press.Caller.Tenant, cancellation) is not { } register
            || !Providers.LeadsOf(register, request.Services[service]).Contains(press.Caller.Person))
        {
            return new Answer.Show(ServiceCards.NotFound);
        }

        if (IsElsewhere(press, request))
        {
            return new Answer.Show(Restrictions.OnlyInPerson);
        }

        if (await gate.RefusalAsync(request, service, Way.In, cancellation) is { } refusal)
        {
            return new Answer.Show(refusal.ToMessage());
        }

        await SettleAsync(press, request, RequestIntents.LeadCards(request), RequestIntents.CopyOf(service, press.Caller.Person), cancellation);
        await NoteAsync(press, request, "lead", cancellation);
        return Guarded(request, ServiceCards.ForLead(new(request, service, press.TeamsUserId), note));
    }

    public async Task<Answer> OfficerAsync(Press press, ServiceRequest request, string? note, CancellationToken cancellation)
    {
        if (!await IsOfficerAsync(press, request, cancellation))
        {
            return new Answer.Show(RequestCards.NotYours);
        }

        if (IsElsewhere(press, request))
        {
            return new Answer.Show(Restrictions.OnlyInPerson);
        }

        await SettleAsync(press, request, [RequestIntents.AskOfficers], press.Caller.Person.Value, cancellation);
        await NoteAsync(press, request, "officers", cancellation);
        return Guarded(request, RequestCards.ForOfficer(request, press.TeamsUserId, note));
    }

    public async Task<Answer> FullAsync(Press press, ServiceRequest request, int service, CancellationToken cancellation)
    {
        if (!await IsOfficerAsync(press, request, cancellation))
        {
            return new Answer.Show(RequestCards.NotYours);
        }

        if (IsElsewhere(press, request))
        {
            return new Answer.Show(Restrictions.OnlyInPerson);
        }

        if (request.AnswerOf(service) is not { } answer)
        {
            return await OfficerAsync(press, request, "Choose a service that has answered.", cancellation);
        }

        await NoteAsync(press, request, "officers", cancellation);
        return Guarded(request, RequestCards.Full(request, answer, await requests.HistoryAsync(request, service, cancellation)));
    }

    /// <summary>Whether the person sees the request at all: an officer of the board, or the lead of a service that was asked.</summary>
    internal async Task<bool> HasPartAsync(Press press, ServiceRequest request, CancellationToken cancellation) =>
        await directory.CurrentAsync(press.Caller.Tenant, cancellation) is { } register
        && (Escalations.Officers.RoleIn(register, press.Caller.Person, request.Board.Id) is not null || request.Services.Any(service => Providers.LeadsOf(register, service).Contains(press.Caller.Person)));

    /// <summary>A card as it may be shown: a toast stands on a locked screen, so it says nothing of what is restricted (rule T5).</summary>
    internal static Answer.Show Guarded(ServiceRequest request, Message message) => new(request.IsRestricted ? message.WithoutToast() : message);

    private static bool IsElsewhere(Press press, ServiceRequest request) => request.IsRestricted && press.Place is not Place.Personal;

    private async Task<bool> IsOfficerAsync(Press press, ServiceRequest request, CancellationToken cancellation) =>
        await directory.CurrentAsync(press.Caller.Tenant, cancellation) is { } register && Escalations.Officers.RoleIn(register, press.Caller.Person, request.Board.Id) is not null;

    private Task NoteAsync(Press press, ServiceRequest request, string what, CancellationToken cancellation) => request.IsRestricted
        ? readings.NoteAsync(RequestStore.Partition(request.Tenant, request.Id), press.Caller.Person, what, request.Acts, Shown.Opened, cancellation)
        : Task.CompletedTask;

    // Somebody pressed it, so it arrived.
    private async Task SettleAsync(Press press, ServiceRequest request, IReadOnlyList<string> intents, string recipient, CancellationToken cancellation)
    {
        if (press is { Place: Place.Personal, CardActivityId: { } activity })
        {
            await outbox.SettleByPressAsync(RequestStore.Partition(request.Tenant, request.Id), intents, recipient, activity, cancellation);
        }
    }
}
