using System.Globalization;
using TeamsBot.Core.Delivery;

namespace TeamsBot.Core.Concerns;

/// <summary>What each move has to tell, and to whom: always to a person, never to a channel (rule T5). Who hears is read from the frozen moves.</summary>
internal static class ConcernIntents
{
    public const string Board = "concerns.board";
    public const string Taker = "concerns.taker";
    public const string Reporter = "concerns.reporter";
    public const string Informed = "concerns.informed";

    /// <summary>The intents of the moves that one commit makes: of the last, and for a raising of all.</summary>
    public static IReadOnlyList<Intent> OfLast(Concern concern)
    {
        var first = concern.Version == concern.FirstMoves;
        List<string> kinds =
        [
            .. concern.IsThroughBoard ? [Board] : (string[])[],
            .. concern.Sending is { Readers.IsEmpty: false } ? [Taker] : (string[])[],
            // The answer to their form tells the head already that it was raised.
            .. first ? [] : (string[])[Reporter],
            .. first && !concern.Informed.IsEmpty ? [Informed] : (string[])[],
        ];
        var partition = ConcernStore.Partition(concern.Tenant, concern.Id);
        return [.. kinds.Select(kind => new Intent(concern.Tenant, partition, NameOf(kind, concern.Version), kind, $"{concern.Id}.{concern.Version.ToString(CultureInfo.InvariantCulture)}"))];
    }

    public static (ConcernId Concern, int Move) Read(string subject) =>
        subject.Split('.') is [var id, var number] && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var move)
            ? (new(id), move)
            : throw new ArgumentException($"'{subject}' names no move of a concern.", nameof(subject));

    public static IEnumerable<Recipient> RecipientsOf(string kind, Concern concern, int number) => kind switch
    {
        Board => Cards(kind, concern.Moves[0], number),
        Taker => Cards(kind, concern.Sending!, number),
        Informed => concern.Informed.Select(person => new Recipient(person.Value, new Target.Person(person))),
        // Each step is told anew, so that the head hears of it.
        _ => [new(concern.Reporter.Person.Value, new Target.Person(concern.Reporter.Person))],
    };

    public static string NameOf(string kind, int move) => $"move-{move.ToString(CultureInfo.InvariantCulture)}-{kind[(kind.LastIndexOf('.') + 1)..]}";

    /// <summary>A card for each reader when the move was made, and brought up to date by every later one.</summary>
    private static IEnumerable<Recipient> Cards(string kind, ConcernMove made, int number) => made.Readers.Select(person =>
        new Recipient(person.Value, new Target.Person(person), made.Number == number ? null : (NameOf(kind, made.Number), person.Value)));
}
