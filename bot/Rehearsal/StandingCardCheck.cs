using TeamsBot.Bot.Local;
using TeamsBot.Core;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Polls;

namespace TeamsBot.Bot.Rehearsal;

/// <summary>
/// Whether every card, as it finally stands in Teams, says what the store holds: no copy of a closed poll offers a vote, each result and answer is the one that was
/// stored, and only the officers of the board that holds an open matter may decide it. A reminder is left out: its buttons are answered with the current card.
/// </summary>
internal sealed class StandingCardCheck(TenantId tenant, IReadOnlyList<DeliveryRecord> rows, IReadOnlyList<AcceptedPost> posts, List<string> broken)
{
    private static readonly string[] Voting = ["polls.vote", "polls.abstain", "polls.change", "polls.ballot"];
    private static readonly string[] Deciding =
    [
        "escalations.acknowledge", "escalations.accept", "escalations.ask", "escalations.referUp", "escalations.return", "escalations.decline", "escalations.reply", "escalations.withdraw",
    ];
    private static readonly string[] Running = ["escalations.progress", "escalations.resolve"];

    private readonly ILookup<string, DeliveryRecord> standing = rows
        .Where(row => row is { IsUpdate: false, State: DeliveryState.Sent } && !row.Recipient.EndsWith("~reminder", StringComparison.Ordinal))
        .ToLookup(row => row.Partition);

    private readonly ILookup<string, AcceptedPost> byActivity = posts.ToLookup(post => post.ActivityId);

    public void Run(IReadOnlyList<Poll> polls, IReadOnlyList<Matter> matters)
    {
        foreach (var poll in polls.Where(poll => poll.Result is not null))
        {
            foreach (var (row, post) in CardsOf(PollStore.Partition(tenant, poll.Id)))
            {
                Check(row, post, WordOf(poll.Result!.Outcome), Voting);
            }
        }

        foreach (var matter in matters)
        {
            foreach (var (row, post) in CardsOf(MatterStore.Partition(tenant, matter.Id)))
            {
                CheckMatter(matter, row, post);
            }
        }
    }

    private static string WordOf(Outcome outcome) => outcome switch { Outcome.Agreed => "Agreed", Outcome.Tied => "Tied", Outcome.NotAgreed => "Not agreed", _ => "Not quorate" };

    private static string WordOf(Matter matter) => matter.State is MatterState.InProgress ? "In progress" : matter.Last.Act is Act.Confirm ? "Confirmed" : matter.State.ToString();

    // Where the first post stayed uncertain, a channel gets the card anew at each change: then the newest is the one that stands.
    private IEnumerable<(DeliveryRecord Row, AcceptedPost Post)> CardsOf(string partition) =>
        from row in standing[partition]
        from post in byActivity[row.ActivityId ?? ""].Take(1)
        group (row, post) by (row.Intent[(row.Intent.LastIndexOf('-') + 1)..], row.Recipient) into same
        select same.MaxBy(card => card.post.Number);

    private void CheckMatter(Matter matter, DeliveryRecord row, AcceptedPost post)
    {
        var isQuestion = row.Intent.EndsWith("-question", StringComparison.Ordinal) || row.Intent.EndsWith("-reply", StringComparison.Ordinal);
        if (!matter.IsUndecided)
        {
            // What told a decision says that decision, also when the board has said since how it goes.
            var told = row.Intent.EndsWith("-answer", StringComparison.Ordinal);
            Check(row, post, isQuestion || told ? "" : WordOf(matter), matter.IsOver ? [.. Deciding, .. Running] : Deciding);
        }
        else if (row.Intent.EndsWith("-chair", StringComparison.Ordinal) && row.Recipient.StartsWith($"{matter.Holder.Id}~", StringComparison.Ordinal) && post.Button("escalations.accept") is null)
        {
            broken.Add($"{row.Partition} is {matter.State}, and the card {row.ActivityId} of {row.Recipient}, who may decide it, offers no answer: '{post.Heading}'.");
        }
    }

    private void Check(DeliveryRecord row, AcceptedPost post, string word, string[] gone)
    {
        if (!post.Heading.Contains(word, StringComparison.Ordinal) || post.Buttons.FirstOrDefault(button => gone.Contains(button.Verb)) is not null)
        {
            broken.Add($"{row.Partition} ended with '{word}', and the card {row.ActivityId} of {row.Recipient} says '{post.Heading}' and offers {string.Join(", ", post.Buttons.Select(button => button.Verb).DefaultIfEmpty("nothing"))}.");
        }
    }
}
