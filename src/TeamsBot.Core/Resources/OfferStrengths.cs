using NodaTime;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Audit;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using TeamsBot.Core.Safeguarding;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Resources;

/// <summary>A strength as its form asks for it.</summary>
/// <param name="By">The key of the school or network that offers.</param>
public sealed record NewStrength(StrengthId Id, string By, ThemeId Theme, string Text, string ForWhom, LocalDate Until);

/// <summary>Something that is done to a strength on offer.</summary>
public enum StrengthAct
{
    Confirm,
    Remove,
    Withdraw,
}

/// <summary>Everything that can become of an act on a strength.</summary>
public abstract record StrengthOutcome
{
    private StrengthOutcome()
    {
    }

    /// <param name="IsNew">False where it was so already: nothing is written and nobody is told (rule V7).</param>
    public sealed record Done(Strength Strength, bool IsNew) : StrengthOutcome;

    /// <summary>The card was older than the strength, which is shown as it stands (rule E2).</summary>
    public sealed record Stale(Strength Strength) : StrengthOutcome;

    /// <param name="Strength">As it stands; null where it was to be offered.</param>
    public sealed record Wrong(Strength? Strength, string Why) : StrengthOutcome;

    /// <summary>Not somebody who may, no such strength, or another's id: they look the same (rule T2).</summary>
    public sealed record NotAllowed : StrengthOutcome;
}

/// <summary>Offers a strength for a school or network, takes it back, and keeps the locality boards' registers of strengths (R72).</summary>
public sealed class OfferStrengths(StrengthStore strengths, ThemeStore themes, DirectoryStore directory, Outbox outbox, TimeProvider clock)
{
    public Task<StrengthOutcome> OfferAsync(Caller caller, NewStrength asked, CancellationToken cancellation) =>
        Race.RetryAsync<StrengthOutcome>(async () =>
        {
            var register = await directory.CurrentAsync(caller.Tenant, cancellation);
            if (register is null || Offerer.For(register, caller.Person).FirstOrDefault(offerer => offerer.Key == asked.By) is not { } by)
            {
                return new StrengthOutcome.NotAllowed();
            }

            var all = await strengths.AllAsync(caller.Tenant, cancellation);
            if (all.FirstOrDefault(strength => strength.Id == asked.Id) is { } standing)
            {
                return standing.By.Key == by.Key ? new StrengthOutcome.Done(standing, IsNew: false) : new StrengthOutcome.NotAllowed();
            }

            var (now, list) = (clock.GetUtcNow(), await themes.CurrentAsync(caller.Tenant, cancellation));
            var today = When.Local(now).Date;
            var why = list.FindOffered(asked.Theme.Value) is null ? "Choose a theme."
                : all.Count(strength => strength.By.Key == by.Key && strength.IsOnOffer(today)) >= Strength.AtMost ? $"{by.Name} has {Strength.AtMost} strengths on offer already. Withdraw one first."
                : Strength.Problem(asked.Text, asked.ForWhom, asked.Until, today) ?? PupilData.Problem($"{asked.Text}\n{asked.ForWhom}", now);
            if (why is not null)
            {
                return new StrengthOutcome.Wrong(null, why);
            }

            var locality = by.Network is { } network ? register.Find(network)?.Parent : null;
            Strength strength = new(asked.Id, by, locality, asked.Theme, asked.Text, asked.ForWhom, asked.Until, StrengthState.Offered, "", 1, now, AuditChain.Empty);
            return await strengths.SaveAsync(caller, null, strength, null, [], cancellation) is Committed.Done ? new StrengthOutcome.Done(strength, IsNew: true) : null;
        });

    public Task<StrengthOutcome> ActAsync(Caller caller, StrengthId id, StrengthAct act, string reason, CancellationToken cancellation) =>
        Race.RetryAsync<StrengthOutcome>(async () =>
        {
            var register = await directory.CurrentAsync(caller.Tenant, cancellation);
            if (register is null || await strengths.FindStoredAsync(caller.Tenant, id, cancellation) is not { } stored || !May(register, stored.Strength, act, caller.Person))
            {
                return new StrengthOutcome.NotAllowed();
            }

            var now = clock.GetUtcNow();
            var outcome = Decide(stored.Strength, act, reason, now);
            if (outcome is not StrengthOutcome.Done { IsNew: true, Strength: var next })
            {
                return outcome;
            }

            var change = act is StrengthAct.Withdraw ? null : new StrengthChange(id, next.Version, next.State, register.Find(next.Locality!.Value)?.Name ?? "The locality board", next.Reason, [.. next.By.Speakers(register).OrderBy(person => person.Value, StringComparer.Ordinal)]);
            var announced = await outbox.AnnounceAsync(change is null ? [] : [StrengthStore.Telling(caller.Tenant, change)], cancellation);
            return !announced.Ticket.IsStale(clock.GetUtcNow()) && await strengths.SaveAsync(caller, stored.Row, next, change, announced.Writes, cancellation) is Committed.Done ? outcome : null;
        });

    /// <summary>Whether somebody may do it: a board's officers confirm and remove, whoever speaks for the school or network withdraws.</summary>
    internal static bool May(Register register, Strength strength, StrengthAct act, PersonId person) => act is StrengthAct.Withdraw
        ? Offerer.For(register, person).Any(offerer => offerer.Key == strength.By.Key)
        : strength.Locality is { } locality && Standing.IsOfficer(register, person, locality);

    private static StrengthOutcome Decide(Strength strength, StrengthAct act, string typed, DateTimeOffset now)
    {
        var reason = act is StrengthAct.Remove ? string.Join(' ', PlainText.Clean(typed).Split(' ', StringSplitOptions.RemoveEmptyEntries)) : "";
        var after = act switch { StrengthAct.Confirm => StrengthState.Confirmed, StrengthAct.Remove => StrengthState.Removed, _ => StrengthState.Withdrawn };
        return strength.State == after ? new StrengthOutcome.Done(strength, IsNew: false)
            : strength.State is StrengthState.Removed or StrengthState.Withdrawn ? new StrengthOutcome.Stale(strength)
            : act is StrengthAct.Remove && reason.Length is 0 or > Strength.LongestReason ? new StrengthOutcome.Wrong(strength, $"Write a reason, in at most {Strength.LongestReason} characters.")
            : PupilData.Problem(reason, now) is { } pupil ? new StrengthOutcome.Wrong(strength, pupil)
            : new StrengthOutcome.Done(strength with { State = after, Reason = reason, Version = strength.Version + 1, ChangedAt = now }, IsNew: true);
    }
}
