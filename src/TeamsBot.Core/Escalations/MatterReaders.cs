using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Agreements;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Escalations;

/// <summary>Shows who has read a restricted matter to the clerks of the boards it came to, and to those who keep the county's agreements (rule T5).</summary>
public sealed class MatterReaders(MatterStore matters, ReadingRecord readings, DirectoryStore directory)
{
    public const string Show = "escalations.readers";

    /// <summary>The clerk's way there, on the card of a restricted matter.</summary>
    internal static IEnumerable<CardAction> ButtonOf(OfficerView view) => view.Matter.MayBeShownInChannels || view.Reader.Role is not Role.Clerk
        ? []
        : [new ActionExecute("Who has read this", Show, MatterCards.DataOf(view)) { AssociatedInputs = AssociatedInputs.None }];

    public async Task<Answer> ShowAsync(Press press, CancellationToken cancellation)
    {
        var (tenant, person) = (press.Caller.Tenant, press.Caller.Person);
        if (MatterTurn.IdOf(press) is not { } id || await matters.FindAsync(tenant, id, cancellation) is not { MayBeShownInChannels: false } matter
            || await directory.CurrentAsync(tenant, cancellation) is not { } register
            || (!Keepers.MayKeep(register, person) && matter.Arrivals.All(arrival => !register.Holds(person, Role.Clerk, arrival.To!.Id))))
        {
            return new Answer.Show(MatterTurn.NotFound);
        }

        return new Answer.Show(Card(matter, await readings.OfAsync(MatterStore.Partition(tenant, id), cancellation), register, press[MatterVerbs.BoardKey], press[MatterVerbs.ArrivalKey]));
    }

    internal static Message Card(Matter matter, IReadOnlyList<Reading> readings, Register register, string board, string arrival)
    {
        var back = new Dictionary<string, string>(MatterVerbs.DataOf(matter)) { [MatterVerbs.BoardKey] = board, [MatterVerbs.ArrivalKey] = arrival };
        return ReadersCards.Draw([Bold(matter.Evidence.Origin.Name), " sent a restricted matter to ", Bold(matter.Arrivals.First().To!.Name), "."], readings, register, new ActionExecute("Back to the matter", MatterVerbs.Show, back));
    }
}
