using System.Collections.Immutable;
using System.Globalization;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Patterns;

/// <summary>
/// Tells a network that raises a theme of the networks anywhere in the county that have an approach to it already (R60): once for each pair. Approaches of restricted
/// matters are never known here (rule T5); those for members are shown to the facilitators and the chair, as members of the groups concerned.
/// </summary>
public sealed class OfferApproaches(ApproachStore approaches, MatterStore matters, PatternNews news)
{
    public const string Cards = "patterns.offers";

    /// <summary>The most networks that one card names; another matter of the same theme may bring the others.</summary>
    public const int NamedAtMost = 5;

    public async Task HandleAsync(Matter matter, ThemeId theme, Register register, CancellationToken cancellation)
    {
        if (matter.Evidence.Origin.Tier is not Tier.Network || matter.State is MatterState.Withdrawn)
        {
            return;
        }

        if (matter.Evidence.Gathered is { Approaches.IsEmpty: false })
        {
            await approaches.NoteAsync(matter, theme, cancellation);
        }

        var (network, raised) = (matter.Evidence.Origin, matter.Moves[0].At);
        var known = await approaches.KnownAsync(matter.Tenant, theme, network.Id, raised, cancellation);
        ImmutableArray<Reader> readers = [.. ReadersOf(register, network.Id)];
        if (known.Count > 0 && !readers.IsEmpty)
        {
            await Race.UntilDoneAsync(() => TryAsync(matter, theme, known, readers, cancellation));
        }
    }

    /// <summary>A network's facilitators and its chair.</summary>
    internal static IEnumerable<Reader> ReadersOf(Register register, GroupId network) => Officers.Facilitators(register, network)
        .Concat(register.HoldersOf(Role.Chair, network).Select(person => new Reader(person.Id, Role.Chair))).DistinctBy(reader => reader.Person);

    /// <summary>The intent of the offer's present number: cards for the first, and every later one brings these up to date.</summary>
    internal static Intent IntentOf(TenantId tenant, ApproachOffer offer) =>
        new(tenant, ApproachStore.Partition(tenant, offer.Network.Id), NameOf(offer.Matter, offer.Number), Cards, SubjectOf(offer));

    internal static string NameOf(MatterId matter, int number) => $"offer-{number.ToString("D3", CultureInfo.InvariantCulture)}-{matter}";

    internal static string SubjectOf(ApproachOffer offer) => $"{offer.Network.Id}.{offer.Matter}";

    private async Task<bool> TryAsync(Matter matter, ThemeId theme, IReadOnlyList<KnownApproach> known, ImmutableArray<Reader> readers, CancellationToken cancellation)
    {
        var read = await approaches.ReadAsync(matter.Tenant, matter.Evidence.Origin.Id, cancellation);
        var fresh = ImmutableArray.CreateBuilder<KnownApproach>();
        foreach (var one in known.Where(one => !read.Knows(one.Network.Id, theme)).DistinctBy(one => one.Network.Id))
        {
            if (fresh.Count < NamedAtMost && await matters.FindAsync(matter.Tenant, one.Matter, cancellation) is { MayBeShownInChannels: true, State: not MatterState.Withdrawn })
            {
                fresh.Add(one);
            }
        }

        if (fresh.Count == 0 || read.Offers.Any(offer => offer.Matter == matter.Id))
        {
            return true;
        }

        var next = new ApproachOffer(matter.Evidence.Origin, matter.Id, theme, fresh.ToImmutable(), readers, news.Now, 1, []);
        return await news.AnnounceAsync(matter.Tenant, [IntentOf(matter.Tenant, next)], work: null, cancellation) is { } intents
            && await approaches.CommitAsync(read, next, new("bot", $"offered {fresh.Count} approaches to {theme}", news.Now, 1), intents, cancellation) is Committed.Done;
    }
}

/// <summary>Asks another network for contact, or says that both are in touch. A repeated press asks once.</summary>
public sealed class AskForContact(ApproachStore approaches, DirectoryStore directory, PatternNews news)
{
    public const string Cards = "patterns.contacts";

    /// <returns>Whether it is asked, now or before; false where it is not this person's to ask.</returns>
    public async Task<bool> AskAsync(Caller caller, GroupId network, MatterId matter, GroupId other, CancellationToken cancellation)
    {
        if (await directory.CurrentAsync(caller.Tenant, cancellation) is not { } register
            || OfferApproaches.ReadersOf(register, network).FirstOrDefault(reader => reader.Person == caller.Person) is not { } asker)
        {
            return false;
        }

        return await ChangeAsync(caller, network, matter, offer =>
            offer.Known.FirstOrDefault(known => known.Network.Id == other) is not { } known ? null
            : offer.Wishes.Any(wish => wish.Other.Id == other) ? offer
            : offer with { Wishes = offer.Wishes.Add(new(known.Network, caller.Person, asker.Role, news.Now, [.. OfferApproaches.ReadersOf(register, other)])) },
            other, "asked for contact with", cancellation);
    }

    /// <summary>Somebody of the other network says that both are in touch.</summary>
    public async Task<bool> DoneAsync(Caller caller, GroupId network, MatterId matter, GroupId other, CancellationToken cancellation) =>
        await directory.CurrentAsync(caller.Tenant, cancellation) is { } register
        && OfferApproaches.ReadersOf(register, other).Any(reader => reader.Person == caller.Person)
        && await ChangeAsync(caller, network, matter, offer =>
            offer.Wishes.FirstOrDefault(wish => wish.Other.Id == other) is not { } wish ? null
            : wish.IsDone ? offer
            : offer with { Wishes = offer.Wishes.Replace(wish, wish with { IsDone = true }) },
            other, "in touch with", cancellation);

    internal static Intent IntentOf(TenantId tenant, ApproachOffer offer, ContactWish wish) => new(
        tenant, ApproachStore.Partition(tenant, offer.Network.Id), NameOf(offer.Matter, wish.Other.Id, wish.IsDone), Cards, $"{OfferApproaches.SubjectOf(offer)}.{wish.Other.Id}");

    internal static string NameOf(MatterId matter, GroupId other, bool done) => $"{(done ? "touch" : "contact")}-{other}-{matter}";

    private async Task<bool> ChangeAsync(Caller caller, GroupId network, MatterId matter, Func<ApproachOffer, ApproachOffer?> change, GroupId other, string what, CancellationToken cancellation) =>
        (bool)await Race.RetryAsync<object>(async () =>
        {
            var read = await approaches.ReadAsync(caller.Tenant, network, cancellation);
            if (read.Offers.FirstOrDefault(offer => offer.Matter == matter) is not { } offer || change(offer) is not { } changed)
            {
                return false;
            }

            if (ReferenceEquals(changed, offer))
            {
                return true;
            }

            var next = changed with { Number = offer.Number + 1 };
            Intent[] told = [OfferApproaches.IntentOf(caller.Tenant, next), IntentOf(caller.Tenant, next, next.Wishes.First(wish => wish.Other.Id == other))];
            return await news.AnnounceAsync(caller.Tenant, told, work: null, cancellation) is { } intents
                && await approaches.CommitAsync(read, next, new(caller.Person.Value, $"{what} {other}", news.Now, next.Number), intents, cancellation) is Committed.Done
                ? true
                : null;
        });
}
