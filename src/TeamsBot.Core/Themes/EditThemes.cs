using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Themes;

/// <summary>Edits the county's list of themes: an act of an editor or administrator, on the record (rule T6).</summary>
public sealed class EditThemes(ThemeStore themes, DirectoryStore directory, TimeProvider clock)
{
    /// <param name="version">The version of the list on the card that was pressed.</param>
    public Task<ThemeOutcome> HandleAsync(Caller caller, int version, ThemeEdit edit, CancellationToken cancellation) =>
        Race.RetryAsync<ThemeOutcome>(async () =>
        {
            if (!await MayEditAsync(caller, cancellation))
            {
                return new ThemeOutcome.NotAllowed();
            }

            var read = await themes.ReadAsync(caller.Tenant, cancellation);
            var now = clock.GetUtcNow();
            var outcome = edit.Decide(read.List, version, now);
            return outcome is not ThemeOutcome.Saved { What: { } what } saved || await themes.SaveAsync(caller, read, saved.List, what, now, cancellation) is Committed.Done ? outcome : null;
        });

    public async Task<bool> MayEditAsync(Caller caller, CancellationToken cancellation) =>
        (await directory.CurrentAsync(caller.Tenant, cancellation))?.Find(caller.Person)?.Appointments.Any(held => held.Role is Role.Editor or Role.Administrator) == true;
}
