using System.Globalization;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;

namespace TeamsBot.Core.Deadlines;

/// <summary>Answers the next tier's card of an overdue matter. What it carries is a claim; the register says who is an officer of that tier.</summary>
public sealed class AgendaTurn(MoveMatter move, MatterStore matters, DirectoryStore directory, Outbox outbox)
{
    public async Task<Answer> ShowAsync(Press press, CancellationToken cancellation) => await DrawAsync(press, note: null, cancellation);

    /// <summary>Moves the matter to the presser's board, where it still stands on its agenda; else says what came first (rule E2).</summary>
    public async Task<Answer> TakeOverAsync(Press press, CancellationToken cancellation)
    {
        if (MatterTurn.IdOf(press) is not { } id)
        {
            return new Answer.Show(MatterTurn.NotFound);
        }

        var version = int.TryParse(press["version"], NumberStyles.None, CultureInfo.InvariantCulture, out var claimed) ? claimed : -1;
        return await move.HandleAsync(press.Caller, new(id, Act.TakeOver, version, press[AgendaCards.ReasonInput]), cancellation) switch
        {
            MoveOutcome.Moved => await DrawAsync(press, note: null, cancellation),
            MoveOutcome.Overtaken late => await DrawAsync(press, MatterWords.Already(late.By, DeadlineWords.Covered(late.Matter, late.By)), cancellation),
            MoveOutcome.Wrong wrong => new Answer.Say(wrong.Why),
            _ => new Answer.Show(MatterTurn.NotFound),
        };
    }

    private async Task<Answer> DrawAsync(Press press, string? note, CancellationToken cancellation)
    {
        var (tenant, person) = (press.Caller.Tenant, press.Caller.Person);
        if (MatterTurn.IdOf(press) is not { } id
            || await matters.FindAsync(tenant, id, cancellation) is not { } matter
            || matter.Steps.LastOrDefault(step => step.Step is Step.Agenda && (press[AgendaCards.StepKey].Length == 0 || step.Name == press[AgendaCards.StepKey])) is not { } step
            || await directory.CurrentAsync(tenant, cancellation) is not { } register)
        {
            return new Answer.Show(MatterTurn.NotFound);
        }

        var view = new AgendaView(matter, step, new(person, default), press.TeamsUserId);
        if (Officers.RoleIn(register, person, view.Board.Id) is not { } role)
        {
            return new Answer.Show(MatterTurn.NotFound);
        }

        if (press is { Place: Place.Personal, CardActivityId: { } activity })
        {
            await outbox.SettleByPressAsync(MatterStore.Partition(tenant, id), StepIntents.NameOf(StepIntents.Agenda, step), person.Value, activity, cancellation);
        }

        return new Answer.Show(AgendaCards.Of(view with { Reader = new(person, role) }, note));
    }
}
