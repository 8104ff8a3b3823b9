using TeamsBot.Core.Conversations;
using TeamsBot.Core.Deadlines;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.ServiceRequests;

namespace TeamsBot.Core.Escalations;

/// <summary>Draws a matter as it stands for whoever pressed, by their part in it. Somebody with none gets what a matter that does not exist gets (rule T2).</summary>
public sealed class MatterView(MatterStore matters, DirectoryStore directory, Outbox outbox, RequestStore requests)
{
    /// <summary>The card that was pressed, as it stands now.</summary>
    /// <param name="note">What came before a late press.</param>
    public async Task<Answer> DrawAsync(Press press, Matter matter, string? note, CancellationToken cancellation)
    {
        var register = await directory.CurrentAsync(press.Caller.Tenant, cancellation);
        var message = register is null ? null
            : press[MatterVerbs.BoardKey].Length > 0 ? await OfficerAsync(press, matter, register, note, cancellation)
            : await FacilitatorAsync(press, matter, register, note, cancellation) ?? await OfficerAsync(press, matter, register, note, cancellation);
        return new Answer.Show(message ?? MatterTurn.NotFound);
    }

    private async Task<Message?> OfficerAsync(Press press, Matter matter, Register register, string? note, CancellationToken cancellation)
    {
        // Of two boards that a person is an officer of, the one whose card was pressed; else the one that holds it.
        var person = press.Caller.Person;
        var arrival = matter.Arrivals
            .Where(arrival => Officers.RoleIn(register, person, arrival.To!.Id) is not null)
            .OrderBy(arrival => arrival.To!.Id.Value != press[MatterVerbs.BoardKey])
            .ThenBy(arrival => arrival.To!.Id != matter.Holder.Id)
            .ThenBy(arrival => $"{arrival.Number}" != press[MatterVerbs.ArrivalKey])
            .FirstOrDefault();
        if (arrival is null)
        {
            return null;
        }

        await SettleAsync(press, matter, [MatterIntents.NameOf(MatterIntents.Officers, arrival.Number), .. StepIntents.WithButtonsFor(matter, arrival, person)], MatterIntents.CopyOf(matter, arrival, person), cancellation);
        var asked = (await requests.OfMatterAsync(matter.Tenant, matter.Id, cancellation)).FirstOrDefault(request => request.Board.Id == arrival.To!.Id);
        return MatterCards.ForOfficer(new(matter, arrival, new(person, Officers.RoleIn(register, person, arrival.To!.Id)!.Value), press.TeamsUserId) { Asked = asked }, note);
    }

    private async Task<Message?> FacilitatorAsync(Press press, Matter matter, Register register, string? note, CancellationToken cancellation)
    {
        var person = press.Caller.Person;
        if (Officers.RoleOfOrigin(register, person, matter.Evidence.Origin) is null)
        {
            return null;
        }

        // A question's card stays that question's, whatever came after.
        if (press[MatterVerbs.OriginKey].Length == 0 && matter.Moves.LastOrDefault(move => move.Act is Act.Ask) is { } question)
        {
            await SettleAsync(press, matter, [MatterIntents.NameOf(MatterIntents.Question, question.Number), .. StepIntents.OfQuestion(matter, question)], person.Value, cancellation);
            return MatterFacilitatorCards.Question(matter, question, press.TeamsUserId, note);
        }

        if (!matter.MayBeSentAgain)
        {
            return MatterFacilitatorCards.Of(matter, next: null, press.TeamsUserId, note);
        }

        await SettleAsync(press, matter, [MatterIntents.NameOf(MatterIntents.Back, matter.Version)], person.Value, cancellation);
        return MatterFacilitatorCards.Of(matter, await matters.FindAsync(matter.Tenant, matter.Id.Next, cancellation), press.TeamsUserId, note);
    }

    // Somebody pressed it, so it arrived. A card that came again looks like the first: which of them it is, its activity says where it is known.
    private async Task SettleAsync(Press press, Matter matter, IReadOnlyList<string> intents, string recipient, CancellationToken cancellation)
    {
        if (press is { Place: Place.Personal, CardActivityId: { } activity })
        {
            await outbox.SettleByPressAsync(MatterStore.Partition(matter.Tenant, matter.Id), intents, recipient, activity, cancellation);
        }
    }
}
