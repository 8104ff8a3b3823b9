using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.ServiceRequests;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Needs;

/// <summary>Answers the form by which a service's lead logs what it observes. All that a card carries is a claim; what somebody leads comes from the register.</summary>
public sealed class ObservedTurn(LogNeed log, DirectoryStore directory, ThemeStore themes, NewId newId)
{
    public async Task<Answer> FormAsync(Press press, CancellationToken cancellation) =>
        new Answer.Show(await ViewAsync(press.Caller, newId(), cancellation) is { } view ? ObservedCards.Draw(view, _ => null) : ObservedCards.NotALead);

    public async Task<Answer> LogAsync(Press press, CancellationToken cancellation)
    {
        if (await ViewAsync(press.Caller, press["need"], cancellation) is not { } view)
        {
            return new Answer.Show(ObservedCards.NotALead);
        }

        var about = Enum.GetValues<HowMany>().Select(one => (HowMany?)one).FirstOrDefault(one => one.ToString() == press[ObservedCards.AboutInput]);
        var said = new NewObservation(
            press["need"], press[ObservedCards.ServiceInput], press[ObservedCards.PlaceInput], press[ObservedCards.ThemeInput], press[ObservedCards.WordsInput], press[ObservedCards.HowInput], about);
        return new Answer.Show(await log.HandleAsync(press.Caller, said, view.Themes, cancellation) switch
        {
            LogOutcome.Logged logged => Logged(view.Themes, logged.Need),
            LogOutcome.Wrong wrong => ObservedCards.Draw(view, press.Data.GetValueOrDefault, wrong.Why),
            // An id that another's need has: a fresh one is theirs alone, and what was typed is kept.
            _ => ObservedCards.Draw(view with { Id = newId() }, press.Data.GetValueOrDefault, "It could not be logged. Look at it and press again."),
        });
    }

    public async Task<Answer> TakeBackAsync(Press press, CancellationToken cancellation) =>
        new Answer.Show(await log.TakeBackAsync(press.Caller, press["need"], cancellation) is { } need ? Logged(await themes.CurrentAsync(press.Caller.Tenant, cancellation), need) : ObservedCards.NotALead);

    private static Message Logged(ThemeList list, ObservedNeed need) => ObservedCards.Logged(need, NeedCards.NameOf(list, need.Theme));

    private async Task<LogView?> ViewAsync(Caller caller, string id, CancellationToken cancellation) =>
        await directory.CurrentAsync(caller.Tenant, cancellation) is { } register && Providers.LedBy(register, caller.Person) is { Count: > 0 } led
            ? new(id, [.. led.Select(pair => pair.Service)], [.. led.SelectMany(pair => LogNeed.PlacesOf(register, pair.Place)).DistinctBy(place => place.Id)], await themes.CurrentAsync(caller.Tenant, cancellation))
            : null;
}
