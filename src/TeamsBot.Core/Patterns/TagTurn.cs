using System.Collections.Immutable;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Themes;
using TeamsBot.Core.Waiting;

namespace TeamsBot.Core.Patterns;

/// <summary>Finds what a poll sent up without themes, for somebody.</summary>
public sealed class TagDesk(TagStore tags, MatterStore matters, ThemeStore themes, DirectoryStore directory)
{
    /// <param name="poll">A claim: what cannot be one is not found.</param>
    internal async Task<TagView?> FindAsync(TenantId tenant, string poll, Func<TagOffer, Reader?> readerOf, string? teamsUserId, CancellationToken cancellation)
    {
        if (!PollId.IsWellFormed(poll) || (await tags.ReadAsync(tenant, new(poll), cancellation)).Offer is not { } offer || readerOf(offer) is not { } reader)
        {
            return null;
        }

        var found = ImmutableArray.CreateBuilder<Matter>();
        foreach (var known in offer.Matters)
        {
            if (await matters.FindAsync(tenant, known.Matter, cancellation) is { } matter)
            {
                found.Add(matter);
            }
        }

        return new(offer, found.ToImmutable(), await themes.CurrentAsync(tenant, cancellation), reader, teamsUserId);
    }

    /// <summary>The same for whoever may say: the network's facilitators, and the officers of the board that its matters came to.</summary>
    internal async Task<TagView?> ForCallerAsync(TenantId tenant, PersonId person, string poll, string? teamsUserId, CancellationToken cancellation)
    {
        var register = await directory.CurrentAsync(tenant, cancellation);
        return register is null ? null : await FindAsync(tenant, poll, offer => RoleOf(register, person, offer) is { } role ? new(person, role) : null, teamsUserId, cancellation);
    }

    private static Role? RoleOf(Register register, PersonId person, TagOffer offer) =>
        register.Holds(person, Role.Facilitator, offer.Origin.Id) ? Role.Facilitator
        : register.Find(offer.Origin.Id)?.Parent is { } board ? Officers.RoleIn(register, person, board)
        : null;
}

/// <summary>Answers the card that asks for themes.</summary>
public sealed class TagTurn(TagMatters tag, TagDesk desk)
{
    public async Task<Answer> ShowAsync(Press press, CancellationToken cancellation) =>
        new Answer.Show(await ViewAsync(press, cancellation) is { } view ? TagCards.ForReader(view) : PatternTurn.NotFound);

    public async Task<Answer> TagAsync(Press press, CancellationToken cancellation)
    {
        if (await ViewAsync(press, cancellation) is not { } view)
        {
            return new Answer.Show(PatternTurn.NotFound);
        }

        var said = view.Open.Select(matter => (matter.Id, Said: press[TagCards.InputOf(matter.Id)]))
            .Where(pair => pair.Said == TagCards.None || view.Themes.FindOffered(pair.Said) is not null)
            .ToDictionary(pair => pair.Id, pair => pair.Said == TagCards.None ? (ThemeId?)null : new ThemeId(pair.Said));
        if (said.Count > 0)
        {
            await tag.HandleAsync(press.Caller, view.Offer.Poll, said, cancellation);
            return await ShowAsync(press, cancellation);
        }

        return view.Open.Any() ? new Answer.Say("Choose a theme for at least one of them, or say that none fits.") : new Answer.Show(TagCards.ForReader(view, "These were set already. Your press changed nothing."));
    }

    private Task<TagView?> ViewAsync(Press press, CancellationToken cancellation) => desk.ForCallerAsync(press.Caller.Tenant, press.Caller.Person, press[TagCards.PollKey], press.TeamsUserId, cancellation);
}

/// <summary>The card that asks for themes, posted once a poll and brought up to date as they are set.</summary>
public sealed class TagDispatch(TagStore tags, TagDesk desk) : Dispatch
{
    public override string Kind => TagStore.Cards;

    public override string? NotedAs(Intent intent, Recipient recipient) => recipient.Updates is null ? intent.Subject : null;

    public override async Task<IReadOnlyList<Recipient>?> RecipientsAsync(Intent intent, CancellationToken cancellation) =>
        (await tags.ReadAsync(intent.Tenant, new(intent.Subject), cancellation)).Offer is { } offer
            ? [.. offer.Readers.Select(reader => reader.Person).OrderBy(person => person.Value, StringComparer.Ordinal)
                .Select(person => new Recipient(person.Value, new Target.Person(person), intent.Name == TagStore.First ? null : (TagStore.First, person.Value)))]
            : null;

    public override async Task<Message?> MessageAsync(Intent intent, Recipient recipient, string? teamsUserId, bool reminder, CancellationToken cancellation) =>
        await desk.FindAsync(intent.Tenant, intent.Subject, offer => offer.Readers.FirstOrDefault(reader => reader.Person.Value == recipient.Id), teamsUserId, cancellation) is { } view
            ? TagCards.ForReader(view)
            : null;
}

/// <summary>Themes that nobody has set yet, for the list of what waits.</summary>
public sealed class TagsWaiting(TagDesk desk) : WaitingReader
{
    public override string Kind => TagStore.Cards;

    public override string Opens => TagCards.Show;

    public override async Task<WaitingNow> ReadAsync(TenantId tenant, PersonId person, string subject, CancellationToken cancellation) =>
        await desk.ForCallerAsync(tenant, person, subject, null, cancellation) is not { Matters.Length: > 0 } view || !view.Open.Any() ? WaitingNow.Nothing
        : WaitingNow.For(new WaitingItem(
            $"Say which {Words.Plural(view.Open.Count(), "theme it is", "themes they are")} that {view.Offer.Origin.Name} sent up",
            view.Matters[0].Moves[0].At,
            Due: null,
            "Choose the themes",
            new Dictionary<string, string> { [TagCards.PollKey] = subject }));
}
