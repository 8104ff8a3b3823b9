using TeamsBot.Core.Agreements;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Themes;
using TeamsBot.Core.Waiting;

namespace TeamsBot.Core.Needs;

/// <summary>Answers <c>needs</c> and the buttons of the register. Who may read or close what comes from the caller and the register.</summary>
public sealed class NeedsTurn(NeedsDesk desk, MeetNeed meet)
{
    public const string Command = "needs";

    public Task<Answer> DrawAsync(Typed typed, CancellationToken cancellation) => desk.RegisterAsync(typed.Caller, "", cancellation);

    public Task<Answer> ShowAsync(Press press, CancellationToken cancellation) => desk.RegisterAsync(press.Caller, press[Page.Key], cancellation);

    public async Task<Answer> EntryAsync(Press press, CancellationToken cancellation) =>
        await meet.RefusalAsync(press, press[NeedCards.EntryInput], Way.In, cancellation) is { } refusal
            ? new Answer.Show(refusal)
            : await desk.EntryAsync(press.Caller, press[NeedCards.EntryInput], null, cancellation);

    public Task<Answer> ObservedAsync(Press press, CancellationToken cancellation) => desk.ObservedAsync(press.Caller, press[NeedCards.ThemeInput], cancellation);

    public Task<Answer> CapacityAsync(Press press, CancellationToken cancellation) => MeetAsync(press, MetBy.Service, press[NeedCards.WordsInput], cancellation);

    public Task<Answer> CloseAsync(Press press, CancellationToken cancellation) => MeetAsync(press, MetBy.Board, press[NeedCards.ReasonInput], cancellation);

    private async Task<Answer> MeetAsync(Press press, MetBy by, string words, CancellationToken cancellation) =>
        await meet.RefusalAsync(press, press["need"], Way.Out, cancellation) is { } refusal ? new Answer.Show(refusal) : await meet.HandleAsync(press.Caller, press["need"], by, words, cancellation) switch
        {
            MeetOutcome.Met { IsNew: true } met => await desk.EntryAsync(press.Caller, met.Need.Id, null, cancellation),
            MeetOutcome.Met late => await desk.EntryAsync(press.Caller, late.Need.Id, late.Need.Met!.Person == press.Caller.Person ? null : "It was closed before. Your press changed nothing.", cancellation),
            MeetOutcome.Wrong wrong => new Answer.Say(wrong.Why),
            _ => new Answer.Show(NeedCards.NotFound),
        };
}

/// <summary>Draws what a person may read of the needs: the audience first, then what is drawn (rule T5).</summary>
public sealed class NeedsDesk(UnmetNeeds unmet, ObservedNeeds observed, DirectoryStore directory, ThemeStore themes, ReadingRecord readings)
{
    public async Task<Answer> RegisterAsync(Caller caller, string page, CancellationToken cancellation)
    {
        if (await directory.CurrentAsync(caller.Tenant, cancellation) is not { } register || NeedAudience.Of(register, caller.Person) is not { IsEmpty: false } audience)
        {
            return new Answer.Show(NeedCards.NotForYou);
        }

        IReadOnlyList<UnmetNeed> entries = [.. (await unmet.AllAsync(caller.Tenant, cancellation)).Where(need => need.IsOpen && audience.MayList(need))];
        var list = await themes.CurrentAsync(caller.Tenant, cancellation);
        var sums = NeedAudience.Sum(entries);
        var seen = (await observed.AllAsync(caller.Tenant, cancellation)).Where(audience.MayList).GroupBy(need => need.Theme)
            .Select(same => (Theme: list.Find(same.Key), Needs: same.Count())).Where(pair => pair.Theme is not null).Select(pair => (pair.Theme!, pair.Needs))
            .OrderBy(pair => pair.Item1.Name, StringComparer.OrdinalIgnoreCase);
        return new Answer.Show(NeedCards.Register(new(sums, entries, [.. seen], list, Page.Of(page, sums.Count), audience.Places is null, audience.Services.Count > 0)));
    }

    /// <param name="id">The id of an entry, as a card claims it.</param>
    public async Task<Answer> EntryAsync(Caller caller, string id, string? note, CancellationToken cancellation)
    {
        if (!MeetNeed.IsWellFormed(id) || await directory.CurrentAsync(caller.Tenant, cancellation) is not { } register || await unmet.FindAsync(caller.Tenant, id, cancellation) is not (var need, _))
        {
            return new Answer.Show(NeedCards.NotFound);
        }

        var (mayOffer, mayClose) = (MeetNeed.MaySay(register, need, caller.Person, MetBy.Service), MeetNeed.MaySay(register, need, caller.Person, MetBy.Board));
        if (!mayOffer && !mayClose && !NeedAudience.Of(register, caller.Person).MayList(need))
        {
            return new Answer.Show(NeedCards.NotFound);
        }

        if (need.Visibility is Visibility.Restricted)
        {
            await readings.NoteAsync(UnmetNeeds.Partition(caller.Tenant), caller.Person, $"need-{need.Id}", need.Answer, Shown.Opened, cancellation);
        }

        var message = NeedCards.ForEntry(need, NeedCards.NameOf(await themes.CurrentAsync(caller.Tenant, cancellation), need.Theme), mayOffer, mayClose, note);
        return new Answer.Show(need.Visibility is Visibility.Restricted ? message.WithoutToast() : message);
    }

    public async Task<Answer> ObservedAsync(Caller caller, string theme, CancellationToken cancellation)
    {
        var list = await themes.CurrentAsync(caller.Tenant, cancellation);
        if (await directory.CurrentAsync(caller.Tenant, cancellation) is not { } register || NeedAudience.Of(register, caller.Person) is not { IsEmpty: false } audience
            || !ThemeId.IsWellFormed(theme) || list.Find(new(theme)) is not { } found)
        {
            return new Answer.Show(NeedCards.NotFound);
        }

        return new Answer.Show(ObservedCards.OfTheme(found.Name, [.. (await observed.OfThemeAsync(caller.Tenant, found.Id, cancellation)).Where(audience.MayList)]));
    }
}
