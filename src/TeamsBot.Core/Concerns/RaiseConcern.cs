using TeamsBot.Core.Agreements;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Concerns;

/// <summary>What the county wants of concerns. A setting.</summary>
/// <param name="TellsLocalityChair">Whether the chair of the school's locality board hears that there is a concern; never which school it is about.</param>
public sealed record ConcernOptions(bool TellsLocalityChair)
{
    public const string Setting = "Concerns:TellLocalityChair";

    /// <summary>The setting as it was written; null means no.</summary>
    /// <exception cref="FormatException">It is neither true nor false.</exception>
    public static ConcernOptions Read(string? setting) =>
        string.IsNullOrWhiteSpace(setting) ? new(TellsLocalityChair: false)
        : bool.TryParse(setting, out var tells) ? new(tells)
        : throw new FormatException($"{Setting} is '{setting}'. Give true or false.");
}

/// <summary>What a head sends.</summary>
/// <param name="School">The URN as the form carried it: also one that was closed since the form was drawn.</param>
internal sealed record NewConcern(ConcernId Id, string School, ConcernWording Wording);

/// <summary>Everything that can become of raising a concern.</summary>
internal abstract record RaiseOutcome
{
    private RaiseOutcome()
    {
    }

    public sealed record Raised(Concern Concern) : RaiseOutcome;

    /// <param name="Why">What to do, for a line on the form.</param>
    public sealed record Wrong(string Why) : RaiseOutcome;

    /// <summary>The reporter's school shares no restricted things today.</summary>
    public sealed record Refused(GateRefusal Refusal) : RaiseOutcome;

    /// <summary>Neither head nor deputy of an open school.</summary>
    public sealed record NotAHead : RaiseOutcome;

    /// <summary>The id is another's: a forged card, or an old one.</summary>
    public sealed record Taken : RaiseOutcome;
}

/// <summary>Raises a concern about a school's engagement, and routes it by the school's status on the day (rule E9).</summary>
public sealed class RaiseConcern(ConcernStore concerns, DirectoryStore directory, RestrictedGate gate, ConcernNews news, ConcernOptions options)
{
    /// <summary>The head's or deputy's own open schools, by URN.</summary>
    internal static IReadOnlyList<School> SchoolsOf(Register register, PersonId person) =>
        [.. (register.Find(person)?.Appointments ?? []).Where(held => held.Role is Role.Head or Role.Deputy).Select(held => held.School is { } urn ? register.Find(urn) : null).OfType<School>()
            .Where(school => school.IsOpen).DistinctBy(school => school.Urn).OrderBy(school => school.Urn.Value, StringComparer.Ordinal)];

    /// <summary>The school for which the person may raise one today, or why there is none.</summary>
    internal async Task<(School? School, RaiseOutcome? Refusal)> ReporterAsync(TenantId tenant, Register register, PersonId person, CancellationToken cancellation)
    {
        var schools = SchoolsOf(register, person);
        var today = await gate.TodayAsync(tenant, cancellation);
        return schools.Count == 0 ? (null, new RaiseOutcome.NotAHead())
            : schools.FirstOrDefault(school => today.IsOpenTo(school.Urn)) is { } open ? (open, null)
            : (null, new RaiseOutcome.Refused(today.Refusal(schools[0].Urn, Way.Out)!));
    }

    internal Task<RaiseOutcome> HandleAsync(Caller caller, NewConcern asked, CancellationToken cancellation) => Race.RetryAsync<RaiseOutcome>(async () =>
    {
        if (await concerns.FindAsync(caller.Tenant, asked.Id, cancellation) is { } known)
        {
            return known.Reporter.Person == caller.Person ? new RaiseOutcome.Raised(known) : new RaiseOutcome.Taken();
        }

        if (await directory.CurrentAsync(caller.Tenant, cancellation) is not { } register)
        {
            return new RaiseOutcome.NotAHead();
        }

        var (from, refusal) = await ReporterAsync(caller.Tenant, register, caller.Person, cancellation);
        if (from is null)
        {
            return refusal!;
        }

        var (concern, problem) = Make(caller, register, from, asked);
        if (concern is null)
        {
            return new RaiseOutcome.Wrong(problem!);
        }

        return await news.AnnounceAsync(concern, cancellation) is { } intents && await concerns.InsertAsync(concern, intents, cancellation) is Committed.Done ? new RaiseOutcome.Raised(concern) : null;
    });

    private (Concern? Concern, string? Problem) Make(Caller caller, Register register, School from, NewConcern asked)
    {
        if (asked.School.Length == 0 || !asked.School.All(char.IsAsciiDigit) || register.Today(new(asked.School)) is not { } school)
        {
            return (null, asked.School.Length == 0 ? "Choose the school." : "That school is not open any more, or more than one followed it. Search again and choose the school of today.");
        }

        if (SchoolsOf(register, caller.Person).Any(own => own.Urn == school.Urn))
        {
            return (null, "That is your own school. Choose another one.");
        }

        if (ConcernRules.Problem(asked.Wording, news.Now) is { } problem)
        {
            return (null, problem);
        }

        var routed = Routing.Of(register, school, caller.Person);
        return routed.First.IsEmpty
            ? (null, "The directory names nobody who could take this up. Tell the county’s administrator that the partnership board needs a clerk; your words stay in this form.")
            : (Made(caller, register, school, from, asked, routed), null);
    }

    private Concern Made(Caller caller, Register register, School school, School from, NewConcern asked, Routed routed)
    {
        var now = news.Now;
        var direct = routed.Route is ConcernRoute.Adviser;
        var raised = new ConcernMove(1, ConcernAct.Raise, caller.Person, null, null, null, now, direct ? [] : routed.First);
        return new()
        {
            Tenant = caller.Tenant,
            Id = asked.Id,
            School = new(school.Urn, school.Name, school.TypeGroup, school.Type, school.Network),
            Wording = asked.Wording,
            Reporter = new(caller.Person, from.Urn, from.Name),
            Route = routed.Route,
            Why = routed.Why,
            State = direct ? ConcernState.Sent : ConcernState.Raised,
            Informed = options.TellsLocalityChair ? Routing.LocalChairs(register, school, caller.Person) : [],
            Moves = direct ? [raised, new(2, ConcernAct.Send, null, null, Taker.Adviser, null, now, routed.First)] : [raised],
            Audit = AuditChain.Empty,
        };
    }
}
