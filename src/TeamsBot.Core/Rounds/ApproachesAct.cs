using NodaTime;
using TeamsBot.Core.Language;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Safeguarding;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Rounds;

/// <summary>What a school does in the stage of approaches. The texts are as <see cref="Proposal.ReadText"/> reads them.</summary>
/// <param name="Id">Of what is added, made when the form was drawn (rule V7), or of what is taken back.</param>
public abstract record ApproachesAct(string Id) : StageAct<ApproachesBook>(Id)
{
    internal override Stage Stage => Stage.Approaches;

    /// <param name="Lead">The seat that leads it, as the form claims it.</param>
    /// <param name="Start">Null for what is no day.</param>
    /// <param name="Strength">Null for what is no strength.</param>
    public sealed record Add(string Id, string Priority, string Text, string Lead, LocalDate? Start, string? Source, EvidenceStrength? Strength) : ApproachesAct(Id);

    public sealed record TakeBack(string Id) : ApproachesAct(Id)
    {
        internal override bool Adds => false;
    }

    internal override StageOutcome<ApproachesBook> Decide(Round round, ApproachesBook book, Seat seat, PersonId person, DateTimeOffset now)
    {
        var at = new StageDesk<ApproachesBook>(round, seat, book);
        return (this, book.Find(Id)) switch
        {
            (Add add, { } standing) => IsSame(add, standing, seat, person) ? new StageOutcome<ApproachesBook>.Done(at, Write: null, "") : new StageOutcome<ApproachesBook>.Overtaken(at),
            (TakeBack, { } taken) when taken.Seat == seat.Id && !book.Stands(taken) => new StageOutcome<ApproachesBook>.Done(at, Write: null, ""),
            _ when !round.Takes(Stage.Approaches, now) => new StageOutcome<ApproachesBook>.Late(at),
            (Add add, _) => Problem(add, at, now) is { } why ? new StageOutcome<ApproachesBook>.Wrong(at, why) : Adding(add, at, person, now),
            (_, var found) => TakingBack(at, found, person, now),
        };
    }

    private static bool IsSame(Add add, SuggestedApproach standing, Seat seat, PersonId person) =>
        standing.Seat == seat.Id && standing.Person == person
        && (standing.Priority, standing.Text, standing.Lead.Value, standing.Start, standing.Source, standing.Strength) == (add.Priority, add.Text, add.Lead, add.Start, add.Source, add.Strength);

    private static string? Problem(Add add, StageDesk<ApproachesBook> at, DateTimeOffset now)
    {
        var (today, own) = (When.Local(now).Date, at.Book.Of(at.Seat.Id, add.Priority).ToList());
        return at.Round.Priorities.All(option => option.Id != add.Priority) ? "Choose one of the agreed priorities."
            : Theme.Fold(add.Text).Length == 0 ? "Write what schools would do."
            : add.Text.Length > SuggestedApproach.LongestText ? $"Use at most {SuggestedApproach.LongestText} characters to say what schools would do. There are {add.Text.Length}."
            : at.Round.Electorate.Find(new(add.Lead)) is null ? "Choose who leads it from the list."
            : add.Start is not { } start ? "Choose the day on which it starts."
            : start < today ? $"Choose a start of today, {When.Day(today)}, or later."
            : start > today.PlusDays(SuggestedApproach.LatestStartDays) ? "Choose an earlier start: within two years."
            : add.Strength is null ? "Say how strong the evidence is, or choose none given."
            : add.Source?.Length > SuggestedApproach.LongestSource ? $"Use at most {SuggestedApproach.LongestSource} characters for where the evidence is. There are {add.Source.Length}."
            : own.Exists(approach => Theme.Fold(approach.Text) == Theme.Fold(add.Text)) ? "Your school has suggested this already. Take it back first if you want to change it."
            : own.Count >= SuggestedApproach.OfOneSeatAtMost ? $"Your school has made {Words.Number(own.Count)} suggestions for this priority, the most there can be. Take one back first."
            : PupilData.Problem($"{add.Text}\n{add.Source}", now);
    }

    private static StageOutcome<ApproachesBook>.Done Adding(Add add, StageDesk<ApproachesBook> at, PersonId person, DateTimeOffset now)
    {
        var approach = new SuggestedApproach(add.Id, add.Priority, at.Seat.Id, person, at.Seat.RankOf(person)!.Value, add.Text, new(add.Lead), add.Start!.Value, add.Source, add.Strength!.Value, now);
        return new(at with { Book = at.Book.With(approach) }, ApproachesStore.Insert(approach), $"approach {add.Id}");
    }

    private static StageOutcome<ApproachesBook> TakingBack(StageDesk<ApproachesBook> at, SuggestedApproach? found, PersonId person, DateTimeOffset now) =>
        found is null || found.Seat != at.Seat.Id ? new StageOutcome<ApproachesBook>.Wrong(at, "Choose one of your school’s suggestions.")
        : found.Rank < at.Seat.RankOf(person) ? new StageOutcome<ApproachesBook>.Wrong(at, "Your head made this suggestion. Speak with your head about it.")
        : new StageOutcome<ApproachesBook>.Done(at with { Book = at.Book.Without(found) }, ApproachesStore.TakeBack(found, person, now), $"take back approach {found.Id}");
}
