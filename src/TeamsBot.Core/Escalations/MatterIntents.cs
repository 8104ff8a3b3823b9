using System.Globalization;
using TeamsBot.Core.Deadlines;
using TeamsBot.Core.Delivery;

namespace TeamsBot.Core.Escalations;

/// <summary>What each move has to tell, and to whom. Who hears is read from the frozen moves, so that it is the same at every planning.</summary>
internal static class MatterIntents
{
    public const string Officers = "escalations.chair";
    public const string Board = "escalations.board";
    public const string Origin = "escalations.origin";
    public const string Question = "escalations.question";
    public const string Answer = "escalations.answer";

    /// <summary>What came back to the network's facilitators, who may send it again.</summary>
    public const string Back = "escalations.back";

    /// <summary>The intents of the matter's last move.</summary>
    public static IReadOnlyList<Intent> OfLast(Matter matter)
    {
        var move = matter.Last;
        List<string> kinds = [Officers];
        if (matter.MayBeShownInChannels)
        {
            kinds.AddRange([Board, Origin]);
        }

        if (move.Act is Act.Ask || AnsweredQuestion(matter, move.Number) is not null)
        {
            kinds.Add(Question);
        }

        if (move.Act is Act.Decline || matter.IsBack(move))
        {
            kinds.Add(Back);
        }

        if (matter.IsTold(move))
        {
            kinds.Add(Answer);
        }

        var partition = MatterStore.Partition(matter.Tenant, matter.Id);
        return [.. kinds.Select(kind => new Intent(matter.Tenant, partition, NameOf(kind, move.Number), kind, Subject(matter.Id, move.Number))), .. StepIntents.AfterLast(matter)];
    }

    public static string Subject(MatterId matter, int move) => $"{matter}.{move.ToString(CultureInfo.InvariantCulture)}";

    public static (MatterId Matter, int Move) Read(string subject) =>
        subject.LastIndexOf('.') is > 0 and var dot && int.TryParse(subject.AsSpan(dot + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var move)
            ? (new(subject[..dot]), move)
            : throw new ArgumentException($"'{subject}' names no move of a matter.", nameof(subject));

    /// <summary>Officers: new cards for the board it comes to, and every earlier copy brought up to date.</summary>
    public static IEnumerable<Recipient> OfficersOf(Matter matter, int number) =>
        from arrival in Until(matter, number).Where(matter.IsArrival)
        from reader in arrival.Readers
        let id = CopyOf(matter, arrival, reader.Person)
        select new Recipient(id, new Target.Person(reader.Person), Before(Officers, arrival, number, id));

    /// <summary>The channel of every board that has held it. A card that never arrived is posted anew: the channel shows where the matter stands (rule E7).</summary>
    public static IEnumerable<Recipient> BoardsOf(Matter matter, int number) =>
        from arrival in Until(matter, number).Where(matter.IsArrival).DistinctBy(arrival => arrival.To!.Id)
        let id = arrival.To!.Id.Value
        select new Recipient(id, new Target.Channel(arrival.To!.Id), Before(Board, arrival, number, id), PostIfNone: true);

    public static IEnumerable<Recipient> OriginOf(Matter matter, int number) =>
        [new(matter.Evidence.Origin.Id.Value, new Target.Channel(matter.Evidence.Origin.Id), Before(Origin, matter.Moves[0], number, matter.Evidence.Origin.Id.Value), PostIfNone: true)];

    /// <summary>Facilitators: the question when it is asked, and its card brought up to date by the move that ends it.</summary>
    public static IEnumerable<Recipient> QuestionOf(Matter matter, int number)
    {
        var asked = AnsweredQuestion(matter, number) ?? matter.Moves[number - 1];
        return asked.Readers.Select(reader => new Recipient(reader.Person.Value, new Target.Person(reader.Person), Before(Question, asked, number, reader.Person.Value)));
    }

    /// <summary>Facilitators, once each time it comes back.</summary>
    public static IEnumerable<Recipient> BackOf(Matter matter, int number) =>
        matter.Moves[number - 1].Readers.Select(reader => new Recipient(reader.Person.Value, new Target.Person(reader.Person)));

    /// <summary>Everyone who voted hears of a decision and of the end, once each (rule E7).</summary>
    public static IEnumerable<Recipient> VotersOf(Matter matter) => matter.Evidence.Voters.Select(person => new Recipient(person.Value, new Target.Person(person)));

    /// <summary>An officer's copy: a person may be an officer of two boards that hold it one after the other, and it may come to a board again.</summary>
    public static string CopyOf(Matter matter, Move arrival, PersonId person)
    {
        var copy = $"{arrival.To!.Id}~{person}";
        return matter.Arrivals.First(first => first.To!.Id == arrival.To.Id) == arrival ? copy : $"{copy}~{arrival.Number.ToString(CultureInfo.InvariantCulture)}";
    }

    /// <summary>The arrival whose copy it is, and whose.</summary>
    public static (Move Arrival, Reader Reader) ReadCopy(Matter matter, string recipient) =>
        (from arrival in matter.Arrivals
         from reader in arrival.Readers
         where CopyOf(matter, arrival, reader.Person) == recipient
         select (arrival, reader)).First();

    public static string NameOf(string kind, int move) => $"move-{move.ToString(CultureInfo.InvariantCulture)}-{kind[(kind.LastIndexOf('.') + 1)..]}";

    // A question stands until the next move, whatever that is.
    private static Move? AnsweredQuestion(Matter matter, int number) => matter.Moves.ElementAtOrDefault(number - 2) is { Act: Act.Ask } asked ? asked : null;

    private static IEnumerable<Move> Until(Matter matter, int number) => matter.Moves.Take(number);

    private static (string Intent, string Recipient)? Before(string kind, Move first, int number, string recipient) =>
        first.Number == number ? null : (NameOf(kind, first.Number), recipient);
}
