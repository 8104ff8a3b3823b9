using System.Collections.Immutable;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Safeguarding;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Waiting;

namespace TeamsBot.Core.Resources;

/// <summary>Takes somebody's words to whoever answers for a resource or a strength, once, and the answer back, once (R69).</summary>
public sealed class AskForHelp(RequestStore requests, ResourceSources sources, Outbox outbox, TimeProvider clock)
{
    private const string Nobody = "Nobody holds the role that answers for it at present. Ask the programme administrator.";

    /// <param name="about">The id of a resource or of a strength.</param>
    public Task<RequestOutcome> AskAsync(Caller caller, RequestId id, (ResourceId? Resource, StrengthId? Strength) about, string typed, CancellationToken cancellation) =>
        Race.RetryAsync<RequestOutcome>(async () =>
        {
            if (await sources.Directory.CurrentAsync(caller.Tenant, cancellation) is not { } register || !Standing.IsMember(register, caller) || await AboutAsync(caller, register, about, cancellation) is not { } found)
            {
                return new RequestOutcome.NotThere();
            }

            if (await requests.FindAsync(caller.Tenant, id, cancellation) is { } standing)
            {
                return standing.Asker == caller.Person ? new RequestOutcome.Sent(standing) : new RequestOutcome.NotThere();
            }

            var (words, now) = (Line(typed), clock.GetUtcNow());
            if (Problem(words, "Say in a sentence or two what you need", now) is { } why || (found.To.IsEmpty && (why = Nobody) is not null))
            {
                return new RequestOutcome.Wrong(null, found.Name, why);
            }

            HelpRequest request = new(caller.Tenant, id, found.Name, caller.Person, Standing.NameOf(register, caller.Person), words, now, found.To, null, AuditChain.Empty);
            return await SaveAsync(null, request, RequestStore.Asking(request), cancellation) ? new RequestOutcome.Sent(request) : null;
        });

    public Task<RequestOutcome> AnswerAsync(Caller caller, RequestId id, string typed, CancellationToken cancellation) =>
        Race.RetryAsync<RequestOutcome>(async () =>
        {
            if (await requests.FindStoredAsync(caller.Tenant, id, cancellation) is not { } stored || !stored.Request.To.Contains(caller.Person))
            {
                return new RequestOutcome.NotThere();
            }

            var (words, now, register) = (Line(typed), clock.GetUtcNow(), await sources.Directory.CurrentAsync(caller.Tenant, cancellation));
            if (stored.Request.Answer is { } given)
            {
                return given.By == caller.Person && given.Words == words ? new RequestOutcome.Sent(stored.Request) : new RequestOutcome.Overtaken(stored.Request);
            }

            if (Problem(words, "Write your answer", now) is { } why)
            {
                return new RequestOutcome.Wrong(stored.Request, stored.Request.About, why);
            }

            var answered = stored.Request with { Answer = new(caller.Person, Standing.NameOf(register, caller.Person), words, now) };
            return await SaveAsync(stored.Row, answered, RequestStore.Answering(answered), cancellation) ? new RequestOutcome.Sent(answered) : null;
        });

    private async Task<bool> SaveAsync(Row? read, HelpRequest request, Intent telling, CancellationToken cancellation)
    {
        var announced = await outbox.AnnounceAsync([telling], cancellation);
        return !announced.Ticket.IsStale(clock.GetUtcNow()) && await requests.SaveAsync(read, request, announced.Writes, cancellation) is Committed.Done;
    }

    private async Task<(string Name, ImmutableArray<PersonId> To)?> AboutAsync(Caller caller, Register register, (ResourceId? Resource, StrengthId? Strength) about, CancellationToken cancellation) =>
        about.Resource is { } resource && await sources.Resources.FindAsync(caller.Tenant, resource, cancellation) is { IsRetired: false } outside
            ? (outside.Name, Others(ContactsOf(register, outside.Contact, caller.Person), caller))
        : about.Strength is { } strength && await sources.Strengths.FindAsync(caller.Tenant, strength, cancellation) is { } offered && offered.IsOnOffer(When.Local(clock.GetUtcNow()).Date)
            ? ($"a strength of {offered.By.Name}", Others(offered.By.Speakers(register), caller))
        : null;

    /// <summary>Whoever holds the role; for a facilitator those of the asker's networks. Where nobody does, the programme administrator.</summary>
    private static IEnumerable<PersonId> ContactsOf(Register register, Contact contact, PersonId asker)
    {
        var holders = (contact is Contact.Facilitator
            ? Places.GroupsOf(register, asker).SelectMany(group => register.HoldersOf(Role.Facilitator, group))
            : Holders(register, contact is Contact.Editor ? Role.Editor : Role.Administrator)).Select(person => person.Id).Where(person => person != asker).ToList();
        return holders.Count > 0 ? holders : Holders(register, Role.Administrator).Select(person => person.Id);
    }

    private static IEnumerable<Person> Holders(Register register, Role role) => register.People.Where(person => person.Appointments.Any(held => held.Role == role));

    private static ImmutableArray<PersonId> Others(IEnumerable<PersonId> people, Caller caller) =>
        [.. people.Where(person => person != caller.Person).Distinct().OrderBy(person => person.Value, StringComparer.Ordinal)];

    private static string? Problem(string words, string wanted, DateTimeOffset now) =>
        words.Length is 0 or > HelpRequest.LongestWords ? $"{wanted}, in at most {HelpRequest.LongestWords} characters." : PupilData.Problem(words, now);

    private static string Line(string text) => string.Join(' ', PlainText.Clean(text).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
