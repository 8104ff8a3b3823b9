using System.Globalization;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Waiting;

namespace TeamsBot.Core.Resources;

/// <summary>Answers <c>resources</c> and the buttons of the directory. All that a card carries is a claim; who may edit comes from the register.</summary>
public sealed class ResourceTurn(EditResources edit, ResourceSources sources, PollClock clock)
{
    public const string Command = "resources";

    /// <summary>The way in, or the list of the theme that was typed after the word.</summary>
    public async Task<Answer> DrawAsync(Typed typed, CancellationToken cancellation) =>
        typed.Rest.Length > 0 && (await sources.Themes.CurrentAsync(typed.Caller.Tenant, cancellation)).Match(typed.Rest) is [var theme, ..]
            ? await ListAsync(typed.Caller, theme.Id.Value, "", cancellation)
            : await HomeAsync(typed.Caller, cancellation);

    public Task<Answer> HomeAsync(Press press, CancellationToken cancellation) => HomeAsync(press.Caller, cancellation);

    public Task<Answer> ShowAsync(Press press, CancellationToken cancellation) =>
        ListAsync(press.Caller, press[ResourceCards.ThemeInput] is { Length: > 0 } picked ? picked : press[ResourceCards.ThemeKey], press[Page.Key], cancellation);

    public async Task<Answer> OpenAsync(Press press, CancellationToken cancellation) =>
        await FindAsync(press, cancellation) is { } resource
            ? await EntryAsync(press.Caller, resource, note: null, cancellation)
            : Show(ResourceCards.NotThere());

    /// <summary>Draws the form of an entry, or of a new one.</summary>
    public async Task<Answer> FormAsync(Press press, CancellationToken cancellation)
    {
        if (!await MayEditAsync(press.Caller, cancellation))
        {
            return Show(ResourceCards.NotAllowed());
        }

        var list = await sources.Themes.CurrentAsync(press.Caller.Tenant, cancellation);
        return press["resource"].Length > 0
            ? Show(await FindAsync(press, cancellation) is { } resource ? ResourceEntryCards.ToEdit(resource.Id, resource, list) : ResourceCards.NotThere())
            : Show(ResourceEntryCards.ToEdit(ResourceId.IsWellFormed(press["newResource"]) ? new(press["newResource"]) : new(clock.NewId()), before: null, list));
    }

    public Task<Answer> SaveAsync(Press press, CancellationToken cancellation) => ChangeAsync(
        press,
        new ResourceEdit.Put(
            press[ResourceEntryCards.NameInput],
            press[ResourceEntryCards.ThemesInput],
            press[ResourceEntryCards.OffersInput],
            press[ResourceEntryCards.LinkInput],
            press[ResourceEntryCards.AskInput],
            press[ResourceEntryCards.ContactInput]),
        "✓ Saved.",
        cancellation);

    public Task<Answer> RetireAsync(Press press, CancellationToken cancellation) => ChangeAsync(press, new ResourceEdit.Retire(), "✓ Retired.", cancellation);

    public Task<Answer> BringBackAsync(Press press, CancellationToken cancellation) => ChangeAsync(press, new ResourceEdit.BringBack(), "✓ It is offered again.", cancellation);

    private async Task<Answer> ChangeAsync(Press press, ResourceEdit what, string done, CancellationToken cancellation)
    {
        var isNew = press["resource"].Length == 0;
        var claimed = isNew ? press["newResource"] : press["resource"];
        if (!ResourceId.IsWellFormed(claimed))
        {
            return Show(await MayEditAsync(press.Caller, cancellation) ? ResourceCards.NotThere() : ResourceCards.NotAllowed());
        }

        // No entry has version -1: what is no number is an old card or a forged one.
        int? version = isNew ? null : int.TryParse(press["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
        var outcome = await edit.HandleAsync(press.Caller, new(claimed), version, what, cancellation);
        var list = await sources.Themes.CurrentAsync(press.Caller.Tenant, cancellation);
        return outcome switch
        {
            ResourceOutcome.Saved saved => await EntryAsync(press.Caller, saved.Resource, done, cancellation),
            ResourceOutcome.Wrong wrong => Show(ResourceEntryCards.ToEdit(new(claimed), wrong.Resource, list, wrong.Why, what is ResourceEdit.Put ? press.Data : null)),
            ResourceOutcome.Overtaken { Resource: { } resource } => await EntryAsync(press.Caller, resource, "Not saved: it has changed since your card was made. This is how it stands now.", cancellation),
            ResourceOutcome.Overtaken => Show(ResourceCards.NotThere()),
            _ => Show(ResourceCards.NotAllowed()),
        };
    }

    private async Task<Answer> HomeAsync(Caller caller, CancellationToken cancellation)
    {
        var (register, today) = (await sources.Directory.CurrentAsync(caller.Tenant, cancellation), When.Local(clock.Now).Date);
        var offered = (await sources.Resources.AllAsync(caller.Tenant, cancellation)).Count(resource => !resource.IsRetired);
        var isMember = Standing.IsMember(register, caller);
        var strengths = isMember ? (await sources.Strengths.AllAsync(caller.Tenant, cancellation)).Where(strength => strength.IsOnOffer(today)).ToList() : [];
        return Show(ResourceCards.ForHome(new(await sources.Themes.CurrentAsync(caller.Tenant, cancellation), offered, strengths.Count)
        {
            IsMember = isMember,
            Fresh = Standing.MayEdit(register, caller.Person) ? new ResourceId(clock.NewId()) : null,
            FreshStrength = Offerer.For(register, caller.Person).Count > 0 ? new StrengthId(clock.NewId()) : null,
            Unseen = Standing.BoardsOf(register, caller.Person) is [var board, ..] ? strengths.Count(strength => strength.Locality == board.Id && strength.State is StrengthState.Offered) : null,
        }));
    }

    // An editor sees the retired ones too, to bring them back.
    private async Task<Answer> ListAsync(Caller caller, string claimedTheme, string page, CancellationToken cancellation)
    {
        var (list, register) = (await sources.Themes.CurrentAsync(caller.Tenant, cancellation), await sources.Directory.CurrentAsync(caller.Tenant, cancellation));
        var (theme, mayEdit, today) = (list.FindOffered(claimedTheme), Standing.MayEdit(register, caller.Person), When.Local(clock.Now).Date);
        var offered = (await sources.Resources.AllAsync(caller.Tenant, cancellation)).Where(resource => mayEdit || !resource.IsRetired);
        var strengths = Standing.IsMember(register, caller) ? await sources.Strengths.AllAsync(caller.Tenant, cancellation) : [];
        var suggested = Suggestions.For(list, theme?.Id, offered, strengths.Where(strength => strength.IsOnOffer(today)));
        List<ListEntry> entries = [.. suggested.Resources.Select(ResourceCards.EntryOf), .. suggested.Strengths.Select(StrengthCards.EntryOf)];
        return Show(ResourceCards.List(list, theme, entries, Page.Of(page, entries.Count)));
    }

    private async Task<Answer> EntryAsync(Caller caller, Resource resource, string? note, CancellationToken cancellation)
    {
        var register = await sources.Directory.CurrentAsync(caller.Tenant, cancellation);
        RequestId? fresh = Standing.IsMember(register, caller) ? new RequestId(clock.NewId()) : null;
        return Show(ResourceEntryCards.Entry(resource, await sources.Themes.CurrentAsync(caller.Tenant, cancellation), Standing.MayEdit(register, caller.Person), fresh, note));
    }

    private async Task<Resource?> FindAsync(Press press, CancellationToken cancellation) =>
        ResourceId.IsWellFormed(press["resource"]) ? await sources.Resources.FindAsync(press.Caller.Tenant, new(press["resource"]), cancellation) : null;

    private async Task<bool> MayEditAsync(Caller caller, CancellationToken cancellation) => Standing.MayEdit(await sources.Directory.CurrentAsync(caller.Tenant, cancellation), caller.Person);

    private static Answer.Show Show(Message message) => new(message);
}
