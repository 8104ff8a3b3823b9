using TeamsBot.Core.Conversations;
using TeamsBot.Core.Tests.Calendar;
using Xunit;

namespace TeamsBot.Core.Tests.Polls;

/// <summary>On close each voter hears once, on the real engine: by the card that stands already, or else by one that is posted then.</summary>
public sealed class HearTheResultTests
{
    private static readonly string Chat = RemindWorld.ChatOf(A.Head(1));
    private static readonly DateTimeOffset Reminded = SchoolCalendarTests.Utc("2026-11-24T09:00Z");

    [Fact]
    public async Task Close_AVoterWhoseCardStands_HearsByThatCardAndNoOther()
    {
        var world = await RemindWorld.OpenAsync();
        await world.RunToAsync(A.Opened.AddHours(1));
        await world.Worker.VoteAsync(1, "p1");

        await world.RunToAsync(A.Closes.AddDays(1));

        Assert.Single(PostsTo(world, Chat));
        Assert.Single(ShownTo(world, Chat), IsResult);
    }

    [Fact]
    public async Task Close_AVoterNeverReachedBefore_IsSentTheResultOnce()
    {
        var world = await RemindWorld.OpenAsync();
        Refuse(world, until: A.Closes);
        await world.RunToAsync(A.Closes.AddDays(1));

        Assert.Single(PostsTo(world, Chat));
        Assert.Single(ShownTo(world, Chat), IsResult);
    }

    [Fact]
    public async Task Close_AVoterReachedByTheReminderFirst_HearsByThatCardAndNoOther()
    {
        var world = await RemindWorld.OpenAsync();
        Refuse(world, until: Reminded);
        await world.RunToAsync(A.Closes.AddDays(1));

        Assert.Equal(2, PostsTo(world, Chat).Count()); // Both reminders, and nothing after them.
        Assert.All(ShownTo(world, Chat), shown => Assert.True(IsResult(shown)));
    }

    [Fact]
    public async Task Close_AVoterWhoseCardIsUncertain_IsSentTheResultOnce_S3()
    {
        var world = await RemindWorld.OpenAsync();
        await world.Worker.VoteAsync(1, "p1"); // So nobody reminds them.
        world.Polls.Teams.OnPost = (to, message) =>
        {
            if (to.ConversationId == Chat && world.Polls.Clock.GetUtcNow() < A.Closes)
            {
                world.Polls.Teams.Deliver(to, message);
                return new SendOutcome.Ambiguous("502");
            }

            return null;
        };

        await world.RunToAsync(A.Closes.AddDays(1));

        Assert.Equal(2, PostsTo(world, Chat).Count());
        Assert.Single(ShownTo(world, Chat), IsResult);
    }

    [Fact]
    public async Task Close_OfTenVoters_CountsTheBallotsNotOnceForEveryCard()
    {
        var world = await RemindWorld.OpenAsync();
        await world.RunToAsync(A.Closes.AddMinutes(-1));
        var counted = 0;
        world.Polls.Table.Before = call =>
        {
            counted += call.Range?.From == "ballot|" ? 1 : 0;
            return null;
        };

        await world.RunToAsync(A.Closes.AddDays(1));

        Assert.InRange(counted, 1, 5);
    }

    private static void Refuse(RemindWorld world, DateTimeOffset until) => world.Polls.Teams.OnPost =
        (to, _) => to.ConversationId == Chat && world.Polls.Clock.GetUtcNow() < until ? new SendOutcome.Closed("403") : null;

    private static IEnumerable<string> PostsTo(RemindWorld world, string chat) => world.Polls.Teams.Posts.Where(post => post.Conversation == chat).Select(post => post.ActivityId);

    private static IEnumerable<string> ShownTo(RemindWorld world, string chat) => PostsTo(world, chat).Select(world.Polls.Teams.Shown);

    private static bool IsResult(string words) => words.Contains("Not quorate", StringComparison.Ordinal);
}
