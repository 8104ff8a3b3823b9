using System.Collections.Immutable;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.ServiceRequests;

/// <summary>Asks silent services again: before the due day, after it, and then tells the board's clerk. Each once, on school working days, outside quiet hours (rule E3).</summary>
public sealed class ChaseServices(RequestStore requests, DirectoryStore directory, RequestNews news)
{
    /// <summary>Its subject is the request's id and, behind a <c>~</c>, the occasion.</summary>
    public const string Kind = "serviceRequests.chase";

    public static string SubjectOf(RequestId id, Occasion occasion) => $"{id}~{occasion}";

    public async Task<DueOutcome> HandleAsync(DueItem item, CancellationToken cancellation)
    {
        var at = item.Subject.LastIndexOf('~');
        var occasion = Enum.Parse<Occasion>(item.Subject[(at + 1)..]);
        if (await requests.FindStoredAsync(item.Tenant, new(item.Subject[..at]), cancellation) is not { Request: var request } read)
        {
            return new DueOutcome.Missing();
        }

        var now = news.Now;
        if (!request.IsOpen || !request.Silent.Any() || request.Chases.Any(chase => chase.Occasion == occasion) || Due(request, occasion, now) is not { } due)
        {
            return new DueOutcome.Finished();
        }

        var working = news.Calendar.NextWorking(now);
        return due > now ? new DueOutcome.Again(due)
            : working > now ? new DueOutcome.Again(working)
            : await TryChaseAsync(read, occasion, now, cancellation) ? new DueOutcome.Finished()
            : new DueOutcome.Again(now);
    }

    // After a long standstill: nobody is reminded of a day that has passed already, when the reminder of that follows at once.
    private static DateTimeOffset? Due(ServiceRequest request, Occasion occasion, DateTimeOffset now) => occasion is Occasion.Before && now >= request.Plan.Due ? null : request.Plan.Of(occasion);

    private async Task<bool> TryChaseAsync(StoredRequest read, Occasion occasion, DateTimeOffset now, CancellationToken cancellation)
    {
        if (await directory.CurrentAsync(read.Request.Tenant, cancellation) is not { } register)
        {
            return false;
        }

        var request = read.Request;
        ImmutableArray<int> silent = [.. request.Silent];
        var chase = new Chase(occasion, request.Acts + 1, now, silent, occasion is Occasion.Tell ? [ToTell(register, request)] : [.. silent.Select(service => Providers.LeadsOf(register, request.Services[service]).ToImmutableArray())]);
        var next = request with { Chases = request.Chases.Add(chase), Acts = chase.Act };
        return await news.TellAsync([RequestIntents.Chased(next, chase)], cancellation) is { } intents
            && await requests.SaveAsync(read, next, "bot", $"chased {occasion}, {silent.Length} silent", now, intents, cancellation) is Committed.Done;
    }

    // A board without a clerk hears it by whoever it has.
    private static ImmutableArray<PersonId> ToTell(Register register, ServiceRequest request)
    {
        ImmutableArray<PersonId> clerks = [.. register.HoldersOf(Role.Clerk, request.Board.Id).Select(clerk => clerk.Id)];
        return clerks.IsEmpty ? [.. Escalations.Officers.OfBoard(register, request.Board.Id).Select(officer => officer.Person)] : clerks;
    }
}
