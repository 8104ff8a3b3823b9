using TeamsBot.Bot.Local;
using TeamsBot.Core;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Needs;
using TeamsBot.Core.ServiceRequests;
using TeamsBot.Core.Tables;

namespace TeamsBot.Bot.Rehearsal;

/// <summary>Whether every answer of a service that somebody was shown as given is stored, each chase fired once, and the register of unmet needs holds, and the partnership board saw, just what nobody has capacity for.</summary>
internal sealed class ServiceCheck(TenantId tenant, ITable table, Cast cast, List<string> broken)
{
    private readonly RequestStore requests = new(table);

    public async Task<ServiceCounts> RunAsync(IReadOnlyList<ShownAnswer> shown, IReadOnlyList<AcceptedPost> posts, CancellationToken cancellation)
    {
        var all = new List<ServiceRequest>();
        foreach (var id in shown.Where(answer => answer.Verb == ServiceActs.Ask).Select(answer => (string)answer.Data["request"]!).Distinct())
        {
            if (await requests.FindAsync(tenant, new(id), cancellation) is { } request)
            {
                all.Add(request);
            }
            else
            {
                broken.Add($"The request {id} was sent and is not in the store.");
            }
        }

        CheckAnswers(all, shown);
        foreach (var request in all.Where(request => request.Chases.Select(chase => chase.Occasion).Distinct().Count() != request.Chases.Length))
        {
            broken.Add($"Request {request.Id} was chased twice for one occasion: {string.Join(", ", request.Chases.Select(chase => chase.Occasion))}.");
        }

        await CheckNeedsAsync(all, posts, cancellation);
        var observed = (await new ObservedNeeds(table).AllAsync(tenant, cancellation)).Count;
        if (observed != shown.Where(answer => answer.Verb == ServiceActs.Log && answer.Heading == "✓ Logged").DistinctBy(answer => (string?)answer.Data["need"]).Count())
        {
            broken.Add($"{observed} observed needs are stored, and not as many were shown as logged.");
        }

        return new(
            all.Sum(request => request.Services.Length),
            all.Sum(request => request.Answers.Length),
            all.Sum(request => request.Answers.Count(answer => answer.Capacity is Capacity.None)),
            all.Sum(request => request.Chases.Length),
            observed);
    }

    private void CheckAnswers(List<ServiceRequest> all, IReadOnlyList<ShownAnswer> shown)
    {
        var given = shown.Where(answer => answer.Verb == ServiceActs.Answer && !answer.ChangedNothing).Select(answer => $"{(string?)answer.Data["request"]} {(string?)answer.Data["service"]}").ToHashSet();
        var stored = all.SelectMany(request => request.Answers, (request, answer) => $"{request.Id} {answer.Service}").ToHashSet();
        broken.AddRange(given.Except(stored).Select(answer => $"The answer {answer} was shown as given and is not in the store."));
        broken.AddRange(stored.Except(given).Select(answer => $"The store holds the answer {answer}, and nobody was shown it."));
    }

    private async Task CheckNeedsAsync(List<ServiceRequest> all, IReadOnlyList<AcceptedPost> posts, CancellationToken cancellation)
    {
        var open = (await new UnmetNeeds(table).AllAsync(tenant, cancellation)).Where(need => need.IsOpen).ToList();
        var expected = all.SelectMany(request => request.Answers.Where(answer => answer.Capacity is Capacity.None), (request, answer) => UnmetNeed.IdOf(request.Id.Value, request.Services[answer.Service].Id)).ToHashSet();
        if (!expected.SetEquals(open.Select(need => need.Id)))
        {
            broken.Add($"{expected.Count} answers say that there is no capacity, and {open.Count} unmet needs are open.");
        }

        // The partnership board typed for the register near the end: nothing has changed since.
        var readable = open.Count(need => need.Visibility is not Visibility.Restricted);
        var chairs = cast.Register.Groups.Where(group => group.Tier is Tier.Partnership).SelectMany(board => cast.Register.HoldersOf(Role.Chair, board.Id)).Select(cast.AccountOf).ToHashSet();
        var seen = posts.Where(post => post.Person is { } reader && chairs.Contains(reader) && post.Heading.StartsWith(ServiceActs.Unmet, StringComparison.Ordinal)).Select(post => post.Heading).ToList();
        if (readable > 0 && chairs.Count > 0 && (seen.Count == 0 || seen.Any(heading => heading != $"{ServiceActs.Unmet}{readable} open")))
        {
            broken.Add($"The partnership board was shown {string.Join(" and ", seen.Select(heading => $"'{heading}'").DefaultIfEmpty("nothing"))}, and {readable} unmet needs are open.");
        }
    }
}
