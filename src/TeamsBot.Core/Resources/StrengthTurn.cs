using NodaTime.Text;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Themes;
using TeamsBot.Core.Waiting;

namespace TeamsBot.Core.Resources;

/// <summary>What the county's resources are read from.</summary>
public sealed record ResourceSources(ResourceStore Resources, StrengthStore Strengths, ThemeStore Themes, DirectoryStore Directory);

/// <summary>Answers the buttons of strengths on offer. All that a card carries is a claim; who speaks for whom comes from the register.</summary>
public sealed class StrengthTurn(OfferStrengths offer, ResourceSources sources, PollClock clock)
{
    public async Task<Answer> OpenAsync(Press press, CancellationToken cancellation)
    {
        var register = await sources.Directory.CurrentAsync(press.Caller.Tenant, cancellation);
        return StrengthId.IsWellFormed(press["strength"]) && Standing.IsMember(register, press.Caller)
            && await sources.Strengths.FindAsync(press.Caller.Tenant, new(press["strength"]), cancellation) is { } strength
                ? await ShowAsync(press.Caller, strength, note: null, cancellation)
                : Show(StrengthCards.NotAllowed());
    }

    /// <summary>Draws the form of a new strength.</summary>
    public async Task<Answer> FormAsync(Press press, CancellationToken cancellation)
    {
        var offerers = await OfferersAsync(press.Caller, cancellation);
        var id = StrengthId.IsWellFormed(press["newStrength"]) ? new StrengthId(press["newStrength"]) : new(clock.NewId());
        return Show(offerers.Count == 0 ? StrengthCards.NotAllowed() : StrengthCards.ToOffer(id, offerers, await sources.Themes.CurrentAsync(press.Caller.Tenant, cancellation), When.Local(clock.Now).Date));
    }

    public async Task<Answer> OfferAsync(Press press, CancellationToken cancellation)
    {
        var offerers = await OfferersAsync(press.Caller, cancellation);
        if (offerers.Count == 0 || !StrengthId.IsWellFormed(press["newStrength"]))
        {
            return Show(StrengthCards.NotAllowed());
        }

        var id = new StrengthId(press["newStrength"]);
        var (asked, problem) = Read(id, press);
        var outcome = asked is null ? new StrengthOutcome.Wrong(null, problem!) : await offer.OfferAsync(press.Caller, asked, cancellation);
        var (list, today) = (await sources.Themes.CurrentAsync(press.Caller.Tenant, cancellation), When.Local(clock.Now).Date);
        return outcome switch
        {
            StrengthOutcome.Done done => await ShowAsync(press.Caller, done.Strength, "✓ It is on offer. Requests come to you in this chat.", cancellation),
            StrengthOutcome.Wrong wrong => Show(StrengthCards.ToOffer(id, offerers, list, today, wrong.Why, press.Data)),
            // An id that another's has, or a school that is not theirs: a fresh id is theirs alone, and what was typed is kept.
            _ => Show(StrengthCards.ToOffer(new(clock.NewId()), offerers, list, today, "Choose whom you speak for, and press again.", press.Data)),
        };
    }

    public Task<Answer> WithdrawAsync(Press press, CancellationToken cancellation) => ActAsync(press, StrengthAct.Withdraw, "✓ Taken back. It is no longer shown.", cancellation);

    public Task<Answer> ConfirmAsync(Press press, CancellationToken cancellation) => ActAsync(press, StrengthAct.Confirm, "✓ Confirmed. Whoever offers it is told.", cancellation);

    public Task<Answer> RemoveAsync(Press press, CancellationToken cancellation) => ActAsync(press, StrengthAct.Remove, "Removed. Whoever offers it is told why.", cancellation);

    /// <summary>The register of the board that the presser is an officer of; the first by name for somebody with several.</summary>
    public async Task<Answer> RegisterAsync(Press press, CancellationToken cancellation)
    {
        var register = await sources.Directory.CurrentAsync(press.Caller.Tenant, cancellation);
        if (Standing.BoardsOf(register, press.Caller.Person) is not [var board, ..])
        {
            return Show(StrengthCards.NotAllowed());
        }

        var today = When.Local(clock.Now).Date;
        List<Strength> all =
        [
            .. (await sources.Strengths.AllAsync(press.Caller.Tenant, cancellation)).Where(strength => strength.Locality == board.Id && strength.IsOnOffer(today))
                .OrderBy(strength => strength.State).ThenBy(strength => strength.By.Name, StringComparer.OrdinalIgnoreCase).ThenBy(strength => strength.Id.Value, StringComparer.Ordinal),
        ];
        List<ListEntry> entries = [.. all.Select(StrengthCards.EntryOf)];
        return Show(StrengthCards.ForBoard(board.Name, entries, all.Count(strength => strength.State is StrengthState.Offered), Page.Of(press[Page.Key], entries.Count)));
    }

    private async Task<Answer> ActAsync(Press press, StrengthAct act, string done, CancellationToken cancellation)
    {
        if (!StrengthId.IsWellFormed(press["strength"]))
        {
            return Show(StrengthCards.NotAllowed());
        }

        return await offer.ActAsync(press.Caller, new(press["strength"]), act, press[StrengthCards.ReasonInput], cancellation) switch
        {
            StrengthOutcome.Done at => await ShowAsync(press.Caller, at.Strength, done, cancellation),
            StrengthOutcome.Stale at => await ShowAsync(press.Caller, at.Strength, "Nothing was changed: this is how it stands now.", cancellation),
            StrengthOutcome.Wrong { Strength: { } strength } wrong => await ShowAsync(press.Caller, strength, $"Not done yet. {wrong.Why}", cancellation, press[StrengthCards.ReasonInput]),
            _ => Show(StrengthCards.NotAllowed()),
        };
    }

    private async Task<Answer> ShowAsync(Caller caller, Strength strength, string? note, CancellationToken cancellation, string? typed = null)
    {
        var register = await sources.Directory.CurrentAsync(caller.Tenant, cancellation);
        var isOfferer = register is not null && OfferStrengths.May(register, strength, StrengthAct.Withdraw, caller.Person);
        var isOfficer = register is not null && OfferStrengths.May(register, strength, StrengthAct.Confirm, caller.Person);
        var theme = (await sources.Themes.CurrentAsync(caller.Tenant, cancellation)).Find(strength.Theme)?.Name ?? strength.Theme.Value;
        return Show(StrengthCards.Entry(new(strength, theme, isOfficer, isOfferer, isOfferer ? null : new RequestId(clock.NewId()), typed), note));
    }

    private static (NewStrength? Asked, string? Problem) Read(StrengthId id, Press press) =>
        !ThemeId.IsWellFormed(press[StrengthCards.ThemeInput]) ? (null, "Choose a theme.")
        : LocalDatePattern.Iso.Parse(press[StrengthCards.UntilInput]) is not { Success: true, Value: var until } ? (null, "Choose the last day of the offer.")
        : (new NewStrength(id, press[StrengthCards.ByInput] is { Length: > 0 } by ? by : press["by"], new(press[StrengthCards.ThemeInput]), Line(press[StrengthCards.TextInput]), Line(press[StrengthCards.ForWhomInput]), until), null);

    private static string Line(string text) => string.Join(' ', PlainText.Clean(text).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    private async Task<IReadOnlyList<Offerer>> OfferersAsync(Caller caller, CancellationToken cancellation) => Offerer.For(await sources.Directory.CurrentAsync(caller.Tenant, cancellation), caller.Person);

    private static Answer.Show Show(Message message) => new(message);
}

/// <summary>What a board decided of a strength, to whoever speaks for the school or network that offers it.</summary>
public sealed class StrengthTold(StrengthStore strengths) : Dispatch
{
    internal const string KindName = "resources.told";

    public override string Kind => KindName;

    public override async Task<IReadOnlyList<Recipient>?> RecipientsAsync(Intent intent, CancellationToken cancellation) =>
        await ChangeAsync(intent, cancellation) is { } change ? [.. change.Tell.Select(person => new Recipient(person.Value, new Target.Person(person)))] : null;

    public override async Task<Message?> MessageAsync(Intent intent, Recipient recipient, string? teamsUserId, bool reminder, CancellationToken cancellation) =>
        await ChangeAsync(intent, cancellation) is { } change && await strengths.FindAsync(intent.Tenant, change.Strength, cancellation) is { } strength ? StrengthCards.Told(strength, change) : null;

    private Task<StrengthChange?> ChangeAsync(Intent intent, CancellationToken cancellation)
    {
        var tilde = intent.Subject.LastIndexOf('~');
        return strengths.FindChangeAsync(intent.Tenant, new(intent.Subject[..tilde]), int.Parse(intent.Subject[(tilde + 1)..], System.Globalization.CultureInfo.InvariantCulture), cancellation);
    }
}
