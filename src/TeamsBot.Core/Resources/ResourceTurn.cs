using System.Globalization;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Themes;
using TeamsBot.Core.Waiting;

namespace TeamsBot.Core.Resources;

/// <summary>Answers <c>resources</c> and the buttons of the directory. All that a card carries is a claim; who may edit comes from the register.</summary>
public sealed class ResourceTurn(EditResources edit, ResourceStore resources, ThemeStore themes, DirectoryStore directory, NewId newId)
{
    public const string Command = "resources";

    /// <summary>The way in, or the list of the theme that was typed after the word.</summary>
    public async Task<Answer> DrawAsync(Typed typed, CancellationToken cancellation) =>
        typed.Rest.Length > 0 && (await themes.CurrentAsync(typed.Caller.Tenant, cancellation)).Match(typed.Rest) is [var theme, ..]
            ? await ListAsync(typed.Caller, theme.Id.Value, "", cancellation)
            : await HomeAsync(typed.Caller, cancellation);

    public Task<Answer> HomeAsync(Press press, CancellationToken cancellation) => HomeAsync(press.Caller, cancellation);

    public Task<Answer> ShowAsync(Press press, CancellationToken cancellation) =>
        ListAsync(press.Caller, press[ResourceCards.ThemeInput] is { Length: > 0 } picked ? picked : press[ResourceCards.ThemeKey], press[Page.Key], cancellation);

    public async Task<Answer> OpenAsync(Press press, CancellationToken cancellation) =>
        await FindAsync(press, cancellation) is { } resource
            ? Show(ResourceEntryCards.Entry(resource, await themes.CurrentAsync(press.Caller.Tenant, cancellation), await MayEditAsync(press.Caller, cancellation)))
            : Show(ResourceCards.NotThere());

    /// <summary>Draws the form of an entry, or of a new one.</summary>
    public async Task<Answer> FormAsync(Press press, CancellationToken cancellation)
    {
        if (!await MayEditAsync(press.Caller, cancellation))
        {
            return Show(ResourceCards.NotAllowed());
        }

        var list = await themes.CurrentAsync(press.Caller.Tenant, cancellation);
        return press["resource"].Length > 0
            ? Show(await FindAsync(press, cancellation) is { } resource ? ResourceEntryCards.ToEdit(resource.Id, resource, list) : ResourceCards.NotThere())
            : Show(ResourceEntryCards.ToEdit(ResourceId.IsWellFormed(press["newResource"]) ? new(press["newResource"]) : new(newId()), before: null, list));
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
        var list = await themes.CurrentAsync(press.Caller.Tenant, cancellation);
        return Show(outcome switch
        {
            ResourceOutcome.Saved saved => ResourceEntryCards.Entry(saved.Resource, list, mayEdit: true, done),
            ResourceOutcome.Wrong wrong => ResourceEntryCards.ToEdit(new(claimed), wrong.Resource, list, wrong.Why, what is ResourceEdit.Put ? press.Data : null),
            ResourceOutcome.Overtaken { Resource: { } resource } => ResourceEntryCards.Entry(resource, list, mayEdit: true, "Not saved: it has changed since your card was made. This is how it stands now."),
            ResourceOutcome.Overtaken => ResourceCards.NotThere(),
            _ => ResourceCards.NotAllowed(),
        });
    }

    private async Task<Answer> HomeAsync(Caller caller, CancellationToken cancellation)
    {
        var offered = (await resources.AllAsync(caller.Tenant, cancellation)).Count(resource => !resource.IsRetired);
        ResourceId? fresh = await MayEditAsync(caller, cancellation) ? new ResourceId(newId()) : null;
        return Show(ResourceCards.ForHome(new(await themes.CurrentAsync(caller.Tenant, cancellation), offered, fresh)));
    }

    // An editor sees the retired ones too, to bring them back.
    private async Task<Answer> ListAsync(Caller caller, string claimedTheme, string page, CancellationToken cancellation)
    {
        var list = await themes.CurrentAsync(caller.Tenant, cancellation);
        var theme = list.FindOffered(claimedTheme);
        var mayEdit = await MayEditAsync(caller, cancellation);
        var offered = (await resources.AllAsync(caller.Tenant, cancellation)).Where(resource => mayEdit || !resource.IsRetired);
        List<ListEntry> entries = [.. Suggestions.For(list, theme?.Id, offered).Resources.Select(ResourceCards.EntryOf)];
        return Show(ResourceCards.List(list, theme, entries, Page.Of(page, entries.Count)));
    }

    private async Task<Resource?> FindAsync(Press press, CancellationToken cancellation) =>
        ResourceId.IsWellFormed(press["resource"]) ? await resources.FindAsync(press.Caller.Tenant, new(press["resource"]), cancellation) : null;

    private async Task<bool> MayEditAsync(Caller caller, CancellationToken cancellation) => Standing.MayEdit(await directory.CurrentAsync(caller.Tenant, cancellation), caller.Person);

    private static Answer.Show Show(Message message) => new(message);
}
