using System.Collections.Immutable;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Patterns;

/// <summary>Asks for the themes of what a poll sent up without: one card a poll, to the network's facilitators, or to the board's officers where it has none.</summary>
public sealed class OfferThemes(TagStore tags, PatternNews news)
{
    public Task HandleAsync(Matter matter, Register register, CancellationToken cancellation) => Race.UntilDoneAsync(async () =>
    {
        var read = await tags.ReadAsync(matter.Tenant, matter.Evidence.Poll, cancellation);
        var offer = read.Offer ?? new(matter.Evidence.Poll, matter.Evidence.Origin, AskedOf(matter, register), 0, []);
        if (offer.Readers.IsEmpty || offer.Matters.Any(known => known.Matter == matter.Id) || matter.IsOver)
        {
            return true;
        }

        var next = offer with { Number = offer.Number + 1, Matters = offer.Matters.Add(new(matter.Id, None: false)) };
        return await news.AnnounceAsync(matter.Tenant, [TagStore.IntentOf(matter.Tenant, next)], work: null, cancellation) is { } intents
            && await tags.CommitAsync(read, next, new("bot", $"asked for the theme of {matter.Id}", news.Now, matter.Version), intents, cancellation) is Committed.Done;
    });

    private static ImmutableArray<Reader> AskedOf(Matter matter, Register register)
    {
        ImmutableArray<Reader> facilitators = [.. Officers.Facilitators(register, matter.Evidence.Origin.Id)];
        return facilitators.IsEmpty ? [.. Officers.OfBoard(register, matter.Holder.Id)] : facilitators;
    }
}

/// <summary>Gives matters the themes that one person confirmed. Each is in its matter's own record and counts from then on.</summary>
public sealed class TagMatters(TagStore tags, MatterStore matters, ThemeStore themes, PatternNews news, DueWork due)
{
    /// <param name="said">What was chosen for each matter; null says that no theme of the list fits.</param>
    public async Task HandleAsync(Caller caller, PollId poll, IReadOnlyDictionary<MatterId, ThemeId?> said, CancellationToken cancellation)
    {
        var list = await themes.CurrentAsync(caller.Tenant, cancellation);
        foreach (var (id, theme) in said)
        {
            if (theme is { } chosen && list.FindOffered(chosen.Value) is not null)
            {
                await TagAsync(caller, id, chosen, cancellation);
            }
        }

        await Race.UntilDoneAsync(async () =>
        {
            var read = await tags.ReadAsync(caller.Tenant, poll, cancellation);
            if (read.Offer is not { } offer)
            {
                return true;
            }

            var next = offer with { Number = offer.Number + 1, Matters = [.. offer.Matters.Select(known => said.TryGetValue(known.Matter, out var theme) && theme is null ? known with { None = true } : known)] };
            return await news.AnnounceAsync(caller.Tenant, [TagStore.IntentOf(caller.Tenant, next)], work: null, cancellation) is { } intents
                && await tags.CommitAsync(read, next, new(caller.Person.Value, $"said the themes of {said.Count}", news.Now, next.Number), intents, cancellation) is Committed.Done;
        });
    }

    private Task TagAsync(Caller caller, MatterId id, ThemeId theme, CancellationToken cancellation) => Race.UntilDoneAsync(async () =>
    {
        if (await matters.FindStoredAsync(caller.Tenant, id, cancellation) is not { Matter: { Theme: null } matter } read)
        {
            return true;
        }

        var now = news.Now;
        var ticket = await due.AnnounceAsync(caller.Tenant, LookForPatterns.Kind, MatterIntents.Subject(id, matter.Version), now, cancellation);
        return !ticket.IsStale(news.Now) && await matters.SaveThemeAsync(read, matter with { Tagged = theme }, caller.Person, now, cancellation) is Committed.Done;
    });
}
