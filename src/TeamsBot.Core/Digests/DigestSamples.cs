using TeamsBot.Core.Audit;
using TeamsBot.Core.Conversations;

namespace TeamsBot.Core.Digests;

/// <summary>The cards of a digest in every state.</summary>
internal static class DigestSamples
{
    private const string Part = "Digests";

    private static readonly Period Fortnight = Period.Containing(new DateTimeOffset(2026, 11, 24, 9, 0, 0, TimeSpan.Zero));
    private static readonly DigestRecipient AlderVale = new(new("network-alder-vale"), "Alder Vale Network");

    public static IEnumerable<CardSample> All()
    {
        Update own = new("✓ Agreed", AlderVale.Group, AlderVale.Name, "Early language: more children talking well by five", Visibility.Members);
        var accepted = own with { Status = "✓ Accepted", Text = "Attendance of pupils who miss a day a week, by Fernshaw Locality Board" };
        var elsewhere = new Update("↑ Sent up", new("network-tarnside"), "Tarnside Network", "Waiting times for mental health support, to Fernshaw Locality Board", Visibility.Public);
        var both = Of(own, accepted, elsewhere);
        return
        [
            new(Part, "Channel, of its own and elsewhere", DigestCards.For(both, AlderVale)),
            new(Part, "Channel, nothing of its own", DigestCards.For(Of(elsewhere), AlderVale)),
            new(Part, "Channel, late", DigestCards.For(both with { AssembledAt = Fortnight.End.AddDays(3) }, AlderVale)),
            new(Part, "Channel, more than fits", DigestCards.For(Of([.. Enumerable.Repeat(own, 25), .. Enumerable.Repeat(elsewhere, 20)]), AlderVale)),
            new(Part, "Editor, being sent", DigestCards.Status(new(both, 0, 0, 0, 1, []))),
            new(Part, "Editor, complete", DigestCards.Status(new(both, 1, 0, 0, 0, []))),
            new(Part, "Editor, not everybody was reached", DigestCards.Status(new(both, 0, 0, 1, 0, [new(AlderVale.Name, "uncertain, Teams did not answer")]))),
            new(Part, "Editor, nothing to tell", DigestCards.Status(new(Of(), 0, 0, 0, 0, []))),
            new(Part, "Editor, none yet", DigestCards.NoneYet(Fortnight)),
            new(Part, "Not an editor", DigestCards.NotYours),
        ];
    }

    private static Digest Of(params Update[] items) => new()
    {
        Tenant = new("tenant"),
        Period = Fortnight,
        AssembledAt = Digest.DueAt(Fortnight),
        Items = [.. items],
        Recipients = [AlderVale],
        Audit = AuditChain.Empty,
    };
}
