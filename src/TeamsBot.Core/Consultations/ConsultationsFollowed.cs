using TeamsBot.Core.Conversations;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Waiting;

namespace TeamsBot.Core.Consultations;

/// <summary>What became of the consultations that a person's schools were asked in, that their network was told of, or that they started.</summary>
public sealed class ConsultationsFollowed(ConsultationStore consultations, SchoolTurn school, ResultTurn result) : FollowReader
{
    private const int MostSeats = 3;

    public override IReadOnlyList<string> Kinds { get; } = [ConsultationIntents.Cards, ConsultationIntents.Channels, ConsultationIntents.Starter];

    public override async Task<Followed?> ReadAsync(Follower who, string subject, CancellationToken cancellation)
    {
        if (await consultations.FindAsync(who.Tenant, new(subject), cancellation) is not { } asked)
        {
            return null;
        }

        var seats = asked.Roll.Electorate.SeatsOf(who.Person).ToList();
        if (seats.Count == 0 && asked.StartedBy != who.Person && !asked.Scope.Networks.Any(who.Groups.Contains))
        {
            return null;
        }

        var own = new List<string>();
        foreach (var seat in seats.Take(MostSeats))
        {
            own.Add(SayOf(asked, seat, await consultations.FindAnswerAsync(asked, seat.Id, cancellation)));
        }

        return ItemOf(asked, who.Person, string.Concat(own.Select(said => $" {said}")));
    }

    /// <summary>The school's card, or for whoever started it how far it has got and what came of it.</summary>
    public override async Task<Answer> OpenAsync(Press press, CancellationToken cancellation) =>
        ConsultationId.IsWellFormed(press["consultation"])
        && await consultations.FindAsync(press.Caller.Tenant, new(press["consultation"]), cancellation) is { } asked
        && !asked.Roll.Electorate.SeatsOf(press.Caller.Person).Any()
            ? await result.ProgressAsync(press, cancellation)
            : await school.FindAsync(press, cancellation);

    /// <param name="own">What the person's schools did, a sentence each; empty for somebody without a seat.</param>
    internal static Followed ItemOf(Consultation asked, PersonId person, string own)
    {
        var hasCard = asked.StartedBy == person || asked.Roll.Electorate.SeatsOf(person).Any();
        var title = $"{asked.Questions.Title}, asked by {asked.AskedBy}";
        var data = new Dictionary<string, string> { ["consultation"] = asked.Id.Value };
        return asked.Result is { } result
            ? new(asked.ClosedAt!.Value, "• Consultation closed", title, $"{Words.Of(result.Answered, result.Seats)}{Words.Bound}{Words.Plural(result.Seats, "school")} answered.{own}", hasCard ? "Show the result" : null, data)
            : new(asked.OpenedAt, "• Consultation open", title, $"It closes on {When.DayAtTime(asked.ClosesAt)}.{own}", hasCard ? "Open it" : null, data);
    }

    private static string SayOf(Consultation asked, Seat seat, SchoolAnswer? answer) =>
        answer is not null ? $"{seat.Name} answered." : $"{seat.Name} {(asked.Result is null ? "has not answered yet" : "did not answer")}.";
}
