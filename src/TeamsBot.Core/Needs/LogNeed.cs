using TeamsBot.Core.Audit;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.ServiceRequests;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Needs;

/// <summary>An observed need as its form sends it; all of it is a claim.</summary>
/// <param name="Id">Made when the form was drawn (rule V7).</param>
/// <param name="Place">The board of the area where it was seen; the empty string for the service's own.</param>
public sealed record NewObservation(string Id, string Service, string Place, string Theme, string Words, string How, HowMany? About);

/// <summary>Everything that can become of logging a need.</summary>
public abstract record LogOutcome
{
    private LogOutcome()
    {
    }

    /// <param name="IsNew">False where the form had been pressed before: the need that stands is shown.</param>
    public sealed record Logged(ObservedNeed Need, bool IsNew) : LogOutcome;

    /// <summary>Leads no such service, or another has the id: they look the same (rule T2).</summary>
    public sealed record NotAllowed : LogOutcome;

    /// <param name="Why">Says what was expected, for the form to show beside what was typed.</param>
    public sealed record Wrong(string Why) : LogOutcome;
}

/// <summary>Logs what the lead of a service observed (R58), and takes it back.</summary>
public sealed class LogNeed(ObservedNeeds needs, DirectoryStore directory, TimeProvider clock)
{
    /// <param name="themes">The county's list in force.</param>
    public Task<LogOutcome> HandleAsync(Caller caller, NewObservation said, ThemeList themes, CancellationToken cancellation) =>
        Race.RetryAsync<LogOutcome>(async () =>
        {
            if (!ObservedNeed.IsWellFormed(said.Id) || await directory.CurrentAsync(caller.Tenant, cancellation) is not { } register
                || Providers.LedBy(register, caller.Person) is not { Count: > 0 } led)
            {
                return new LogOutcome.NotAllowed();
            }

            if (await needs.FindAsync(caller.Tenant, said.Id, cancellation) is (var standing, _))
            {
                return standing.Person == caller.Person ? new LogOutcome.Logged(standing, IsNew: false) : new LogOutcome.NotAllowed();
            }

            var (service, area) = led.FirstOrDefault(pair => pair.Service.Id == said.Service);
            var place = area is null ? null : PlacesOf(register, area).FirstOrDefault(group => said.Place.Length == 0 || group.Id.Value == said.Place);
            var (words, how, now) = (ObservedNeed.Read(said.Words), ObservedNeed.Read(said.How), clock.GetUtcNow());
            var problem = area is null ? "Choose a service that you lead."
                : place is null ? "Choose the area where you saw it."
                : themes.FindOffered(said.Theme) is null ? "Choose a theme."
                : ObservedNeed.ProblemOf(words, "Write what is needed.", now)
                    ?? ObservedNeed.ProblemOf(how, "Write how you know.", now)
                    ?? (said.About is null ? "Say about how many you saw it in." : null);
            if (problem is not null)
            {
                return new LogOutcome.Wrong(problem);
            }

            var need = new ObservedNeed(
                said.Id, themes.FindOffered(said.Theme)!.Id, service.Id, service.Name, Party.Of(place!), caller.Person, words, how, said.About!.Value, now, null, AuditChain.Empty);
            return await needs.InsertAsync(caller.Tenant, need, cancellation) is Committed.Done ? new LogOutcome.Logged(need, IsNew: true) : null;
        });

    /// <summary>Where a service may have seen something: in its own area, and a service of the whole county in any of its localities too.</summary>
    public static IEnumerable<Group> PlacesOf(Register register, Group area) =>
        area.Tier is Tier.Locality ? [area] : [area, .. register.Groups.Where(group => group.Tier is Tier.Locality).OrderBy(group => group.Name, StringComparer.OrdinalIgnoreCase)];

    /// <summary>Takes back what the caller logged. Null where it is not theirs, or not there.</summary>
    public async Task<ObservedNeed?> TakeBackAsync(Caller caller, string id, CancellationToken cancellation)
    {
        var done = await Race.RetryAsync<TakenBack>(async () =>
        {
            if (await needs.FindAsync(caller.Tenant, id, cancellation) is not (var need, var row) || need.Person != caller.Person)
            {
                return new TakenBack(null);
            }

            var now = clock.GetUtcNow();
            return !need.Stands ? new TakenBack(need)
                : await needs.TakeBackAsync(caller.Tenant, row, need, caller.Person, now, cancellation) is Committed.Done ? new TakenBack(need with { TakenBackAt = now })
                : null;
        });
        return done.Need;
    }

    private sealed record TakenBack(ObservedNeed? Need);
}
