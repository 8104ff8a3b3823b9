using System.Globalization;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Language;

namespace TeamsBot.Core.Themes;

/// <summary>Answers the command and the buttons of the list of themes. All that a card carries is a claim; who may edit comes from the register.</summary>
public sealed class ThemeTurn(EditThemes edit, ThemeStore themes, NewId newId)
{
    public const string Command = "themes";

    public Task<Answer> DrawAsync(Typed typed, CancellationToken cancellation) => ListAsync(typed.Caller, 0, cancellation);

    public Task<Answer> ShowAsync(Press press, CancellationToken cancellation) => ListAsync(press.Caller, NumberOf(press["from"]) ?? 0, cancellation);

    public async Task<Answer> OpenAsync(Press press, CancellationToken cancellation)
    {
        if (!await edit.MayEditAsync(press.Caller, cancellation))
        {
            return Show(ThemeCards.NotAllowed());
        }

        var list = await themes.CurrentAsync(press.Caller.Tenant, cancellation);
        return ThemeId.IsWellFormed(press[ThemeCards.PickInput]) && list.Find(new(press[ThemeCards.PickInput])) is { } theme
            ? Show(ThemeCards.Edit(list, theme))
            : Show(ThemeCards.List(list, 0, Fresh(), "Choose a theme of the list."));
    }

    public async Task<Answer> AddAsync(Press press, CancellationToken cancellation)
    {
        var name = press[ThemeCards.NewNameInput];
        var outcome = ThemeId.IsWellFormed(press["newTheme"]) ? await edit.HandleAsync(press.Caller, VersionOf(press), new ThemeEdit.Add(new(press["newTheme"]), name), cancellation) : null;
        return outcome switch
        {
            ThemeOutcome.Saved saved => Show(ThemeCards.Edit(saved.List, saved.Theme, "✓ Added. Say where it belongs and what people also call it.")),
            ThemeOutcome.Wrong wrong => Show(ThemeCards.List(wrong.List, 0, new ThemeId(press["newTheme"]), $"Not added yet. {wrong.Why}", name)),
            // An id that another theme has is a forged card's, or an old one's: a fresh id, and what was typed is kept.
            ThemeOutcome.Overtaken late => Show(ThemeCards.List(late.List, 0, Fresh(), "Not added yet: the list has changed since. Look at it and press again.", name)),
            _ => Show(ThemeCards.NotAllowed()),
        };
    }

    public Task<Answer> SaveAsync(Press press, CancellationToken cancellation) => ChangeAsync(
        press,
        theme => new ThemeEdit.Change(theme, press[ThemeCards.NameInput], press[ThemeCards.ParentInput] is ThemeCards.Top ? "" : press[ThemeCards.ParentInput], press[ThemeCards.SynonymsInput]),
        "✓ Saved.",
        cancellation);

    public Task<Answer> RetireAsync(Press press, CancellationToken cancellation) => ChangeAsync(press, theme => new ThemeEdit.Retire(theme), "✓ Retired.", cancellation);

    public Task<Answer> BringBackAsync(Press press, CancellationToken cancellation) => ChangeAsync(press, theme => new ThemeEdit.BringBack(theme), "✓ It is offered again.", cancellation);

    private async Task<Answer> ChangeAsync(Press press, Func<ThemeId, ThemeEdit> what, string done, CancellationToken cancellation)
    {
        var outcome = ThemeId.IsWellFormed(press["theme"]) ? await edit.HandleAsync(press.Caller, VersionOf(press), what(new(press["theme"])), cancellation) : null;
        return outcome switch
        {
            ThemeOutcome.Saved saved => Show(ThemeCards.Edit(saved.List, saved.Theme, done)),
            ThemeOutcome.Wrong { Theme: { } theme } wrong => Show(ThemeCards.Edit(wrong.List, theme, $"Not saved yet. {wrong.Why}", press.Data)),
            ThemeOutcome.Overtaken { Theme: { } theme } late => Show(ThemeCards.Edit(late.List, theme, "Not saved: the list has changed since your card was made. This is how the theme stands now.")),
            ThemeOutcome.Overtaken late => Show(ThemeCards.List(late.List, 0, Fresh(), "There is no such theme. Nothing was changed.")),
            _ => Show(ThemeCards.NotAllowed()),
        };
    }

    private async Task<Answer> ListAsync(Caller caller, int from, CancellationToken cancellation)
    {
        ThemeId? fresh = await edit.MayEditAsync(caller, cancellation) ? Fresh() : null;
        return Show(ThemeCards.List(await themes.CurrentAsync(caller.Tenant, cancellation), from, fresh));
    }

    private ThemeId Fresh() => new(newId());

    // No list has version -1: what is no number is an old card or a forged one.
    private static int VersionOf(Press press) => NumberOf(press["version"]) ?? -1;

    private static int? NumberOf(string text) => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static Answer.Show Show(Message message) => new(message);
}
