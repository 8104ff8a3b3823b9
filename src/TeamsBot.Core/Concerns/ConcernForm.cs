using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Agreements;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;

namespace TeamsBot.Core.Concerns;

/// <summary>Answers the command <c>concern</c> and its form. In a channel the command is answered in the person's own chat, as every command is.</summary>
public sealed class ConcernForm(RaiseConcern raise, ConcernReading reading, ConcernStore concerns, DirectoryStore directory, NewId newId)
{
    public const string Command = "concern";

    private const int ListedAtMost = 10;

    /// <summary>The form for a head or deputy; for anybody else the concerns in which they have a part, or why there is nothing.</summary>
    public async Task<Answer> DrawAsync(Typed typed, CancellationToken cancellation)
    {
        if (await directory.CurrentAsync(typed.Caller.Tenant, cancellation) is not { } register)
        {
            return new Answer.Show(ConcernFormCards.NotAHead());
        }

        var (from, refusal) = await raise.ReporterAsync(typed.Caller.Tenant, register, typed.Caller.Person, cancellation);
        return from is not null ? Found(new(newId()), register, typed.Caller, from, key => key == ConcernFormCards.SearchInput ? typed.Rest : null, searched: typed.Rest.Length > 0)
            : refusal is RaiseOutcome.Refused refused ? new Answer.Show(refused.Refusal.ToMessage())
            : await ListAsync(typed, register, cancellation);
    }

    /// <summary>Answers the search for a school.</summary>
    public async Task<Answer> FindAsync(Press press, CancellationToken cancellation)
    {
        var (register, from, refusal) = await BeginAsync(press, cancellation);
        return refusal ?? Found(new(press["newConcern"]), register!, press.Caller, from!, press.Data.GetValueOrDefault, searched: true);
    }

    /// <summary>Answers the form's button.</summary>
    public async Task<Answer> RaiseAsync(Press press, CancellationToken cancellation)
    {
        var (register, from, refusal) = await BeginAsync(press, cancellation);
        if (refusal is not null)
        {
            return refusal;
        }

        var id = new ConcernId(press["newConcern"]);
        ConcernWording wording = new(ConcernRules.ReadText(press[ConcernFormCards.FactsInput]), ConcernRules.ReadText(press[ConcernFormCards.TriedInput]), ConcernRules.ReadText(press[ConcernFormCards.HelpInput]));
        return await raise.HandleAsync(press.Caller, new(id, press[ConcernFormCards.SchoolInput], wording), cancellation) switch
        {
            RaiseOutcome.Raised raised => new Answer.Show(await reading.DrawAsync(raised.Concern, press.Caller.Person, press.TeamsUserId, note: null, Shown.Opened, cancellation) ?? ConcernTurn.NotFound),
            RaiseOutcome.Wrong wrong => Again(id, register!, press, from!, wrong.Why),
            RaiseOutcome.Refused refused => new Answer.Show(refused.Refusal.ToMessage()),
            // An id that another's concern has (rule T2): a fresh one is theirs alone, and what was typed is kept.
            RaiseOutcome.Taken => Again(new(newId()), register!, press, from!, "Please press again."),
            _ => new Answer.Show(ConcernFormCards.NotAHead()),
        };
    }

    private async Task<(Register? Register, School? From, Answer? Refusal)> BeginAsync(Press press, CancellationToken cancellation)
    {
        if (press.Place is not Place.Personal)
        {
            return (null, null, new Answer.Show(ConcernFormCards.OnlyInChat()));
        }

        if (!ConcernId.IsWellFormed(press["newConcern"]) || await directory.CurrentAsync(press.Caller.Tenant, cancellation) is not { } register)
        {
            return (null, null, new Answer.Show(ConcernTurn.NotFound));
        }

        var (from, refusal) = await raise.ReporterAsync(press.Caller.Tenant, register, press.Caller.Person, cancellation);
        return from is not null ? (register, from, null)
            : (null, null, new Answer.Show(refusal is RaiseOutcome.Refused refused ? refused.Refusal.ToMessage() : ConcernFormCards.NotAHead()));
    }

    private static Answer.Show Found(ConcernId id, Register register, Caller caller, School from, Func<string, string?> typed, bool searched)
    {
        var all = searched ? Search(register, caller.Person, typed(ConcernFormCards.SearchInput) ?? "") : [];
        var problem = !searched ? null
            : all.Count == 0 ? "No open school of the county has that name. Write a part of it as the national register has it, or the URN."
            : all.Count > ConcernFormCards.FoundAtMost ? $"{all.Count} schools have that in their name; here are the first {ConcernFormCards.FoundAtMost}. Write more of the name to see others."
            : null;
        return new(ConcernFormCards.Form(id, from, [.. all.Take(ConcernFormCards.FoundAtMost)], typed, problem));
    }

    // The school chosen before stands in the picker again, also where the form's search was changed since, or the school was renumbered.
    private static Answer.Show Again(ConcernId id, Register register, Press press, School from, string problem)
    {
        var found = Search(register, press.Caller.Person, press[ConcernFormCards.SearchInput]).Take(ConcernFormCards.FoundAtMost).ToList();
        if (press[ConcernFormCards.SchoolInput] is { Length: 6 } chosen && register.Today(new(chosen)) is { } school && found.All(other => other.Urn != school.Urn))
        {
            found.Insert(0, school);
        }

        return new(ConcernFormCards.Form(id, from, found, press.Data.GetValueOrDefault, problem));
    }

    /// <summary>The county's open schools but one's own whose name holds every word, A to Z; or the one that a URN stands for today.</summary>
    private static List<School> Search(Register register, PersonId person, string typed)
    {
        var words = PlainText.Clean(typed).Split((char[]?)[' ', ','], StringSplitOptions.RemoveEmptyEntries);
        var own = RaiseConcern.SchoolsOf(register, person).Select(school => school.Urn).ToHashSet();
        IEnumerable<School> found = words.Length == 0 ? []
            : words is [{ Length: 6 } urn] && urn.All(char.IsAsciiDigit) ? register.Today(new(urn)) is { } today ? [today] : []
            : register.Schools.Where(school => school.IsOpen && words.All(word => Plain($"{school.Name} {school.Town}").Contains(Plain(word), StringComparison.OrdinalIgnoreCase)));
        return [.. found.Where(school => !own.Contains(school.Urn)).OrderBy(school => school.Name, StringComparer.OrdinalIgnoreCase).ThenBy(school => school.Urn.Value, StringComparer.Ordinal)];
    }

    // People type St Bride's in several ways.
    private static string Plain(string text) => new([.. text.Where(letter => letter is not ('\'' or '’' or '.'))]);

    private async Task<Answer> ListAsync(Typed typed, Register register, CancellationToken cancellation)
    {
        var all = await concerns.AllAsync(typed.Caller.Tenant, cancellation);
        List<ConcernView> waiting =
        [
            .. all.Where(concern => !concern.IsOver)
                .Select(concern => Routing.PartOf(register, concern, typed.Caller.Person) is { IsReporter: false } part ? new ConcernView(concern, part, register, typed.TeamsUserId) : null)
                .OfType<ConcernView>().Take(ListedAtMost),
        ];
        return new Answer.Show(waiting.Count == 0 ? ConcernFormCards.NotAHead() : ConcernFormCards.Open(waiting));
    }
}
