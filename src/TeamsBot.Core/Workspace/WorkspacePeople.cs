using TeamsBot.Core.Directory;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Workspace;

/// <summary>The steps about people: looked up by user principal name and bound, and given the app in their personal scope.</summary>
public sealed class WorkspacePeople(WorkspaceStore store, Bindings bindings, IWorkspace workspace, TimeProvider clock)
{
    internal const string Pace = "people";

    /// <summary>Requests of one step: their results are committed together, and a crash repeats at most these.</summary>
    private const int AtOnce = 15;

    /// <summary>Looks up the next people who have no account; null where all were asked for in this run.</summary>
    internal async Task<WorkspaceStep?> LookUpAsync(Progress progress, WorkspacePlan plan, CancellationToken cancellation)
    {
        var accounts = await ReadAccountsAsync(progress, cancellation);
        var waiting = plan.People.Where(person => !accounts.ContainsKey(person.Id) && progress.Person(person.Id)?.Run != progress.RunNumber);
        List<(AccountId Account, PersonId Person)> found = [];
        return await EachAsync(progress, waiting, async person => await workspace.FindUserAsync(progress.Tenant, person.UserPrincipalName, cancellation) switch
        {
            WorkspaceOutcome<AccountId>.Done { Value: var account } => Keep(found, account, person.Id),
            WorkspaceOutcome<AccountId>.NotFound => PersonStage.NoAccount,
            WorkspaceOutcome<AccountId>.Later later => Wait(progress, later.After),
            _ => PersonStage.Refused,
        }, () => BindAsync(progress, found, accounts, cancellation), cancellation);
    }

    /// <summary>Installs the app for the next people; null where everybody with an account has it.</summary>
    internal async Task<WorkspaceStep?> InstallAsync(Progress progress, WorkspacePlan plan, CancellationToken cancellation)
    {
        if (progress.Run?.App is not { Length: > 0 } app)
        {
            return null;
        }

        var accounts = await ReadAccountsAsync(progress, cancellation);
        var waiting = plan.People.Where(person =>
            accounts.ContainsKey(person.Id) && progress.Person(person.Id) is not { Stage: PersonStage.Installed } && progress.Person(person.Id)?.Run != progress.RunNumber);
        return await EachAsync(progress, waiting, async person => await workspace.InstallForAsync(progress.Tenant, accounts[person.Id], app, cancellation) switch
        {
            WorkspaceOutcome<bool>.Done => PersonStage.Installed,
            WorkspaceOutcome<bool>.Later later => Wait(progress, later.After),
            _ => PersonStage.Refused,
        }, () => Task.FromResult<IEnumerable<PersonId>>([]), cancellation);
    }

    internal async Task<Dictionary<PersonId, AccountId>> ReadAccountsAsync(Progress progress, CancellationToken cancellation) =>
        progress.Accounts ??= new(await bindings.AllAsync(progress.Tenant, cancellation));

    /// <summary>Asks about people until enough for one step or the answer is "later" (null), and commits what is to be kept of them.</summary>
    /// <param name="settle">Commits what else was found, and names those it could not be committed for.</param>
    private async Task<WorkspaceStep?> EachAsync(
        Progress progress, IEnumerable<Person> waiting, Func<Person, Task<PersonStage?>> ask, Func<Task<IEnumerable<PersonId>>> settle, CancellationToken cancellation)
    {
        var next = waiting.Take(AtOnce).ToArray();
        if (next.Length == 0)
        {
            return null;
        }

        var asked = 0;
        List<(string, Fields)> states = [];
        foreach (var person in next)
        {
            if (progress.IsEarly(Pace, clock.GetUtcNow()))
            {
                break;
            }

            if (await ask(person) is { } stage)
            {
                states.Add(State(progress, person.Id, stage));
            }

            asked++;
        }

        states.AddRange((await settle()).Select(person => State(progress, person, PersonStage.OtherAccount)));
        await store.SaveAsync(progress, states, cancellation);
        return asked > 0 ? new WorkspaceStep.Worked() : new WorkspaceStep.Later(progress.NotBefore[Pace]);
    }

    private static (string, Fields) State(Progress progress, PersonId person, PersonStage stage) => (PersonState.Key(person), new PersonState(stage, progress.RunNumber).ToFields());

    // Nothing is to be said of the person: the binding itself is what is kept.
    private static PersonStage? Keep(List<(AccountId Account, PersonId Person)> found, AccountId account, PersonId person)
    {
        found.Add((account, person));
        return null;
    }

    /// <summary>Binds what was found, and names the people whose account is another's.</summary>
    private async Task<IEnumerable<PersonId>> BindAsync(
        Progress progress, List<(AccountId Account, PersonId Person)> found, Dictionary<PersonId, AccountId> accounts, CancellationToken cancellation)
    {
        var now = clock.GetUtcNow();
        var all = await bindings.TryBindAllAsync(progress.Tenant, found, "bot", now, cancellation);
        List<PersonId> taken = [];
        foreach (var (account, person) in found)
        {
            if (all || await bindings.BindAsync(progress.Tenant, account, person, "bot", now, cancellation) is BindOutcome.Bound)
            {
                accounts[person] = account;
            }
            else
            {
                taken.Add(person);
            }
        }

        return taken;
    }

    private PersonStage? Wait(Progress progress, TimeSpan after)
    {
        progress.NotBefore[Pace] = clock.GetUtcNow() + after;
        return null;
    }
}
