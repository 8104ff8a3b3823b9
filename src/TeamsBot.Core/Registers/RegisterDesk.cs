using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Language;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Registers;

/// <summary>What every register's turn needs: who asks, what the form offers, and the card of a matter.</summary>
public sealed class RegisterDesk(DirectoryStore directory, ThemeStore themes, MatterStore matters)
{
    internal async Task<(Audience Audience, RegisterChoices Choices)> OpenAsync(Caller caller, CancellationToken cancellation)
    {
        var register = await directory.CurrentAsync(caller.Tenant, cancellation);
        return (Audience.Of(caller, register), RegisterChoices.Of(register, await themes.CurrentAsync(caller.Tenant, cancellation)));
    }

    /// <summary>The card of a matter that this person may read; null where there is none such.</summary>
    internal async Task<Message?> MatterAsync(Caller caller, string claimed, ActionExecute back, CancellationToken cancellation)
    {
        var (audience, _) = await OpenAsync(caller, cancellation);
        return await FindAsync(audience, claimed, cancellation) is { } matter ? MatterReading.Draw(matter, IsOfOrigin(audience, matter), back) : null;
    }

    internal async Task<Matter?> FindAsync(Audience audience, string claimed, CancellationToken cancellation) =>
        MatterId.IsWellFormed(claimed) && await matters.FindAsync(audience.Tenant, new(claimed), cancellation) is { } matter && audience.MayRead(matter.Evidence.Visibility, MatterEntries.Through(matter)) ? matter : null;

    internal static bool IsOfOrigin(Audience audience, Matter matter) => audience.Own.Contains(matter.Evidence.Origin.Id);

    /// <summary>What a press asks to be shown: by the form, where it is the form's, and else by the button.</summary>
    internal static RegisterFilter FilterOf(Press press) => RegisterFilter.Of(press, press["form"].Length > 0 ? RegisterFilter.Input : "");

    internal static string? AfterOf(Press press) => RegisterIndex.IsPlace(press["after"]) ? press["after"] : null;
}
