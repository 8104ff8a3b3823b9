using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Language;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Patterns;

/// <summary>Finds offers of approaches and wishes for contact, for somebody.</summary>
public sealed class OfferDesk(ApproachStore approaches, MatterStore matters, ThemeStore themes, DirectoryStore directory)
{
    internal async Task<ApproachOffer?> FindAsync(TenantId tenant, GroupId network, MatterId matter, CancellationToken cancellation) =>
        (await approaches.ReadAsync(tenant, network, cancellation)).Offers.FirstOrDefault(offer => offer.Matter == matter);

    internal async Task<OfferView> ViewAsync(TenantId tenant, ApproachOffer offer, Reader reader, string? teamsUserId, CancellationToken cancellation)
    {
        var known = new Dictionary<MatterId, Matter>();
        foreach (var one in offer.Known)
        {
            if (await matters.FindAsync(tenant, one.Matter, cancellation) is { MayBeShownInChannels: true, State: not MatterState.Withdrawn } matter)
            {
                known[one.Matter] = matter;
            }
        }

        return new(offer, await ThemeAsync(tenant, offer, cancellation), known, reader, teamsUserId);
    }

    internal async Task<WishView> ViewAsync(TenantId tenant, ApproachOffer offer, ContactWish wish, Reader reader, string? teamsUserId, CancellationToken cancellation)
    {
        var register = await directory.CurrentAsync(tenant, cancellation);
        return new(offer, wish, await ThemeAsync(tenant, offer, cancellation), register?.Find(wish.By)?.Name ?? "", reader, teamsUserId);
    }

    /// <summary>The caller among a network's facilitators and its chair today; null for anybody else.</summary>
    internal async Task<Reader?> ReaderAsync(Caller caller, GroupId network, CancellationToken cancellation) =>
        await directory.CurrentAsync(caller.Tenant, cancellation) is { } register ? OfferApproaches.ReadersOf(register, network).FirstOrDefault(reader => reader.Person == caller.Person) : null;

    private async Task<string> ThemeAsync(TenantId tenant, ApproachOffer offer, CancellationToken cancellation) =>
        (await themes.CurrentAsync(tenant, cancellation)).Find(offer.Theme)?.Name ?? offer.Theme.Value;
}

/// <summary>Answers the buttons of offers and wishes. All that a card carries is a claim.</summary>
public sealed class OfferTurn(OfferDesk desk, AskForContact contact)
{
    public async Task<Answer> ShowAsync(Press press, CancellationToken cancellation) =>
        IdsOf(press) is var (network, matter)
        && await desk.ReaderAsync(press.Caller, network, cancellation) is { } reader
        && await desk.FindAsync(press.Caller.Tenant, network, matter, cancellation) is { } offer
            ? new Answer.Show(OfferCards.Offered(await desk.ViewAsync(press.Caller.Tenant, offer, reader, press.TeamsUserId, cancellation)))
            : new Answer.Show(PatternTurn.NotFound);

    public async Task<Answer> AskAsync(Press press, CancellationToken cancellation) =>
        IdsOf(press) is var (network, matter) && Keys.IsValid(press["other"]) && await contact.AskAsync(press.Caller, network, matter, new(press["other"]), cancellation)
            ? await ShowAsync(press, cancellation)
            : new Answer.Show(PatternTurn.NotFound);

    public async Task<Answer> ShowWishAsync(Press press, CancellationToken cancellation) =>
        IdsOf(press) is var (network, matter) && Keys.IsValid(press["other"])
        && await desk.ReaderAsync(press.Caller, new(press["other"]), cancellation) is { } reader
        && await desk.FindAsync(press.Caller.Tenant, network, matter, cancellation) is { } offer
        && offer.Wishes.FirstOrDefault(wish => wish.Other.Id.Value == press["other"]) is { } wish
            ? new Answer.Show(OfferCards.Wished(await desk.ViewAsync(press.Caller.Tenant, offer, wish, reader, press.TeamsUserId, cancellation)))
            : new Answer.Show(PatternTurn.NotFound);

    public async Task<Answer> InTouchAsync(Press press, CancellationToken cancellation) =>
        IdsOf(press) is var (network, matter) && Keys.IsValid(press["other"]) && await contact.DoneAsync(press.Caller, network, matter, new(press["other"]), cancellation)
            ? await ShowWishAsync(press, cancellation)
            : new Answer.Show(PatternTurn.NotFound);

    private static (GroupId Network, MatterId Matter)? IdsOf(Press press) =>
        Keys.IsValid(press["network"]) && !press["network"].Contains('|', StringComparison.Ordinal) && press["network"].Length <= 200 && MatterId.IsWellFormed(press["matter"])
            ? (new(press["network"]), new(press["matter"]))
            : null;
}

/// <summary>The offer to a network's facilitators and its chair, brought up to date as contact is asked for.</summary>
public sealed class OfferDispatch(OfferDesk desk) : Dispatch
{
    public override string Kind => OfferApproaches.Cards;

    public override async Task<IReadOnlyList<Recipient>?> RecipientsAsync(Intent intent, CancellationToken cancellation) =>
        await FindAsync(intent, cancellation) is { } offer
            ? [.. offer.Readers.Select(reader => reader.Person).OrderBy(person => person.Value, StringComparer.Ordinal).Select(person => new Recipient(person.Value, new Target.Person(person), FirstOf(intent, offer, person)))]
            : null;

    public override async Task<Message?> MessageAsync(Intent intent, Recipient recipient, string? teamsUserId, bool reminder, CancellationToken cancellation) =>
        await FindAsync(intent, cancellation) is { } offer && offer.Readers.FirstOrDefault(reader => reader.Person.Value == recipient.Id) is { } reader
            ? OfferCards.Offered(await desk.ViewAsync(intent.Tenant, offer, reader, teamsUserId, cancellation))
            : null;

    internal static (GroupId Network, MatterId Matter) Read(string subject) => subject.IndexOf('.', StringComparison.Ordinal) is > 0 and var dot
        ? (new(subject[..dot]), new(subject[(dot + 1)..]))
        : throw new ArgumentException($"'{subject}' names no offer.", nameof(subject));

    private static (string, string)? FirstOf(Intent intent, ApproachOffer offer, PersonId person) =>
        OfferApproaches.NameOf(offer.Matter, 1) is var first && intent.Name == first ? null : (first, person.Value);

    private Task<ApproachOffer?> FindAsync(Intent intent, CancellationToken cancellation)
    {
        var (network, matter) = Read(intent.Subject);
        return desk.FindAsync(intent.Tenant, network, matter, cancellation);
    }
}

/// <summary>A wish for contact to the other network's facilitators and its chair.</summary>
public sealed class ContactDispatch(OfferDesk desk) : Dispatch
{
    public override string Kind => AskForContact.Cards;

    public override async Task<IReadOnlyList<Recipient>?> RecipientsAsync(Intent intent, CancellationToken cancellation) =>
        await FindAsync(intent, cancellation) is var (offer, wish)
            ? [.. wish.Readers.Select(reader => reader.Person).OrderBy(person => person.Value, StringComparer.Ordinal).Select(person => new Recipient(person.Value, new Target.Person(person), FirstOf(intent, offer, wish, person)))]
            : null;

    public override async Task<Message?> MessageAsync(Intent intent, Recipient recipient, string? teamsUserId, bool reminder, CancellationToken cancellation) =>
        await FindAsync(intent, cancellation) is var (offer, wish) && wish.Readers.FirstOrDefault(reader => reader.Person.Value == recipient.Id) is { } reader
            ? OfferCards.Wished(await desk.ViewAsync(intent.Tenant, offer, wish, reader, teamsUserId, cancellation))
            : null;

    private static (string, string)? FirstOf(Intent intent, ApproachOffer offer, ContactWish wish, PersonId person) =>
        AskForContact.NameOf(offer.Matter, wish.Other.Id, done: false) is var first && intent.Name == first ? null : (first, person.Value);

    // The subject is the offer's with the other network behind it. A group's id has no dot; a matter's may.
    private async Task<(ApproachOffer Offer, ContactWish Wish)?> FindAsync(Intent intent, CancellationToken cancellation)
    {
        var dot = intent.Subject.LastIndexOf('.');
        var (network, matter) = OfferDispatch.Read(intent.Subject[..dot]);
        return await desk.FindAsync(intent.Tenant, network, matter, cancellation) is { } offer && offer.Wishes.FirstOrDefault(wish => wish.Other.Id.Value == intent.Subject[(dot + 1)..]) is { } wish
            ? (offer, wish)
            : null;
    }
}
