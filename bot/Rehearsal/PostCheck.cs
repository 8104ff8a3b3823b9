using TeamsBot.Bot.Local;
using TeamsBot.Core.Delivery;

namespace TeamsBot.Bot.Rehearsal;

/// <summary>Whether every delivery that the store calls sent stands in Teams exactly once, and everything that stands there is a delivery, or the answer to something typed.</summary>
internal sealed class PostCheck(List<string> broken)
{
    private static readonly string[] Forms =
    [
        "polls.open", Memory.OpenConsultation, RoundActs.Start, RoundActs.Again, ServiceActs.Form, ServiceActs.LogForm, ServiceActs.Entries, ConcernActs.List, ConcernActs.Find, ProjectActs.Form, ProjectActs.Home,
    ];

    public void Run(IReadOnlyList<DeliveryRecord> rows, IReadOnlyList<AcceptedPost> posts)
    {
        var byActivity = posts.ToLookup(post => post.ActivityId);
        var sent = rows.Where(row => row is { IsUpdate: false, State: DeliveryState.Sent }).ToList();
        foreach (var row in sent)
        {
            var found = byActivity[row.ActivityId ?? ""].Count(post => post.Conversation == row.Conversation);
            if (found != 1)
            {
                broken.Add($"Delivery {row.Partition} {row.Intent} {row.Recipient} is sent as {row.ActivityId}, which Teams holds {found} times.");
            }
        }

        foreach (var twice in sent.GroupBy(row => row.ActivityId).Where(same => same.Count() > 1))
        {
            broken.Add($"Activity {twice.Key} stands for {twice.Count()} deliveries.");
        }

        // An uncertain delivery may stand there; a form stands there because somebody typed for it, once. Anything more was sent twice, or by nobody.
        var typed = Forms.SelectMany(form => posts.Where(post => post.Button(form) is { Matter: null }).DistinctBy(post => (post.Conversation, post.Button(form)!.Data.ToJsonString()))).Select(post => post.ActivityId).ToHashSet();
        var known = sent.Select(row => row.ActivityId).ToHashSet();
        var uncertain = rows.Where(row => row is { IsUpdate: false, State: DeliveryState.Uncertain }).GroupBy(row => row.Conversation ?? "").ToDictionary(group => group.Key, group => group.Count());
        foreach (var chat in posts.Where(post => !known.Contains(post.ActivityId) && !typed.Contains(post.ActivityId)).GroupBy(post => post.Conversation))
        {
            if (chat.Count() > uncertain.GetValueOrDefault(chat.Key))
            {
                broken.Add($"{chat.Count()} posts in {chat.Key} belong to no delivery, among them {chat.Last().ActivityId}; {uncertain.GetValueOrDefault(chat.Key)} are uncertain there.");
            }
        }
    }
}
