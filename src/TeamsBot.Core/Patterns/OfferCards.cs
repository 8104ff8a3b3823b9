using NodaTime;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Patterns;

/// <summary>An offer as one reader of the network sees it.</summary>
/// <param name="Approaches">What the other networks' matters say, by matter; one that was withdrawn since is not among them.</param>
internal sealed record OfferView(ApproachOffer Offer, string Theme, IReadOnlyDictionary<MatterId, Matter> Approaches, Reader Reader, string? TeamsUserId);

/// <summary>A network that wants to hear more, as one reader of the other network sees it.</summary>
/// <param name="Asker">The name of the person who asks, so that they can be found in Teams; empty where the directory no longer has them.</param>
internal sealed record WishView(ApproachOffer Offer, ContactWish Wish, string Theme, string Asker, Reader Reader, string? TeamsUserId);

/// <summary>"Another network already has an approach": the offer, and the other side's card.</summary>
internal static class OfferCards
{
    public const string Contact = "patterns.contact";
    public const string InTouch = "patterns.inTouch";
    public const string ShowOffer = "patterns.showOffer";
    public const string ShowWish = "patterns.showContact";

    private const int ShownOfEach = 2;
    private const int LongestApproach = 160;

    public static Message Offered(OfferView view)
    {
        var offer = view.Offer;
        var (many, known) = (offer.Known.Length > 1, offer.Known.Where(one => view.Approaches.ContainsKey(one.Matter)).ToList());
        var said = $"{(many ? $"{Words.Sentence(Words.Number(offer.Known.Length))} other networks already have approaches" : "Another network already has an approach")}: {view.Theme}";
        var asks = known.Where(one => offer.Wishes.All(wish => wish.Other.Id != one.Network.Id)).Select(one => (CardAction)Ask(view, one)).ToList();
        var card = new AdaptiveCard
        {
            FallbackText = $"{said}. This version of Teams cannot show the buttons. Open Teams on another device.",
            Speak = said,
            FullWidth = true,
            Refresh = Refresh.For(view.TeamsUserId, ShowOffer, DataOf(offer)),
            Body =
            [
                FromLine(Bold(offer.Network.Name), $" raised a theme that others have worked on. You are its {MatterWords.Of(view.Reader.Role)}."),
                Heading(many ? "Others have approaches" : "Another has an approach"),
                Paragraph(Bold("The theme: "), view.Theme),
                .. known.SelectMany(one => Of(view, one)),
                NewParagraph("If you ask for contact, that network’s facilitator and chair get your name and this theme. Nothing else is sent."),
                WhoCanSeeThis(PatternWords.WhoCanSee(offer.Readers, view.Reader)),
                .. asks.Count == 0 ? [] : (Element[])[Buttons([.. asks.SkipLast(1), Main(asks[^1])])],
            ],
        };
        return new(card, said);
    }

    public static Message Wished(WishView view)
    {
        var (offer, wish) = (view.Offer, view.Wish);
        var said = $"{offer.Network.Name} asks for contact about an approach: {view.Theme}";
        var card = new AdaptiveCard
        {
            FallbackText = $"{said}. This version of Teams cannot show the button. Open Teams on another device.",
            Speak = said,
            Refresh = wish.IsDone ? null : Refresh.For(view.TeamsUserId, ShowWish, DataOf(offer, wish.Other.Id)),
            Body =
            [
                FromLine(Bold(offer.Network.Name), " would like to hear from ", Bold(wish.Other.Name), $". You are its {MatterWords.Of(view.Reader.Role)}."),
                Heading(wish.IsDone ? "✓ In touch" : "A network asks for contact"),
                Paragraph(Bold("The theme: "), view.Theme),
                Paragraph(view.Asker.Length == 0 ? "" : $"{view.Asker}, ", $"{MatterWords.Of(wish.Role)} of {offer.Network.Name}, asked on {When.Day(wish.At)}. They raised this theme and saw that your network has an approach."),
                NewParagraph(wish.IsDone ? "Both networks see that you are in touch." : "Write to them in Teams, or have somebody of your schools do it."),
                WhoCanSeeThis(PatternWords.WhoCanSee(wish.Readers, view.Reader)),
                .. wish.IsDone ? [] : (Element[])[Buttons(Main(new ActionExecute("We are in touch", InTouch, DataOf(offer, wish.Other.Id)) { AssociatedInputs = AssociatedInputs.None }))],
            ],
        };
        return new(card, said);
    }

    internal static Dictionary<string, string> DataOf(ApproachOffer offer) => new() { ["network"] = offer.Network.Id.Value, ["matter"] = offer.Matter.Value };

    internal static Dictionary<string, string> DataOf(ApproachOffer offer, GroupId other) => new(DataOf(offer)) { ["other"] = other.Value };

    private static IEnumerable<Element> Of(OfferView view, KnownApproach known)
    {
        var approaches = view.Approaches[known.Matter].Evidence.Gathered?.Approaches ?? [];
        yield return NewParagraph(Bold(known.Network.Name));
        foreach (var line in MarkedList(approaches.Take(ShownOfEach).Select(Line)))
        {
            yield return line;
        }

        if (approaches.Length > ShownOfEach)
        {
            yield return SmallPrint($"And {Words.Some(approaches.Length - ShownOfEach, "more approach", "more approaches")}.");
        }

        if (view.Offer.Wishes.FirstOrDefault(wish => wish.Other.Id == known.Network.Id) is { } wish)
        {
            yield return Paragraph(Bold(wish.IsDone ? "✓ In touch. " : "✓ Asked. "), $"The {MatterWords.Of(wish.Role)} of {view.Offer.Network.Name} asked for contact on {When.Day(wish.At)}.");
        }
    }

    private static MarkedLine Line(GatheredApproach approach) => new("•",
    [
        PlainText.Shorten(approach.Text, LongestApproach), Subtle($" ({approach.Lead} leads, from {When.Day(LocalDate.FromDateOnly(approach.Start))})"),
    ]);

    // A button's title has 24 characters at most, and with several networks each needs its own: they stand in the order of the list.
    private static ActionExecute Ask(OfferView view, KnownApproach known)
    {
        var title = view.Offer.Known.Length == 1 ? "Ask for contact" : $"Ask the {Words.Ordinal(view.Offer.Known.IndexOf(known) + 1)} network";
        return new(title, Contact, DataOf(view.Offer, known.Network.Id)) { Id = $"{Contact}.{known.Network.Id}", AssociatedInputs = AssociatedInputs.None };
    }
}
