using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Language;
using static TeamsBot.Core.Language.CardParts;

namespace TeamsBot.Core.Polls;

/// <summary>Lists the polls that somebody runs: the open ones, soonest to close first, then those that closed lately.</summary>
public sealed class ListPolls(PollStore polls, DirectoryStore directory, TimeProvider clock)
{
    public const string Command = "polls";

    private const int AtMost = 8, NotedAtMost = 20;
    private static readonly TimeSpan Lately = TimeSpan.FromDays(60);

    public async Task<Answer> HandleAsync(Typed typed, CancellationToken cancellation)
    {
        if (await directory.CurrentAsync(typed.Caller.Tenant, cancellation) is not { } register)
        {
            return new Answer.Show(NotAnOwner());
        }

        var (now, found, groups) = (clock.GetUtcNow(), new List<Poll>(), register.Groups.Where(group => PollRights.Of(register, group.Id, typed.Caller.Person) is not null).ToList());
        foreach (var group in groups)
        {
            await foreach (var id in polls.Index.OfGroupAsync(typed.Caller.Tenant, group.Id, cancellation).Take(NotedAtMost).WithCancellation(cancellation))
            {
                if (found.All(known => known.Id != id) && await polls.FindAsync(typed.Caller.Tenant, id, cancellation) is { } poll && !(poll.ClosedAt < now - Lately))
                {
                    found.Add(poll);
                }
            }
        }

        return new Answer.Show(groups.Count == 0 ? NotAnOwner() : Card([.. found.OrderBy(poll => poll.State).ThenBy(poll => poll.State is PollState.Open ? poll.ClosesAt - now : now - poll.ClosesAt).Take(AtMost)]));
    }

    internal static Message Card(IReadOnlyList<Poll> found)
    {
        var open = found.Count(poll => poll.State is PollState.Open);
        var heading = found.Count == 0 ? "You run no poll" : open == 0 ? "None of your polls is open" : $"{Words.Sentence(Words.Some(open, "poll is", "polls are"))} open";
        var card = new AdaptiveCard
        {
            FallbackText = $"{heading}. Open Teams on another device to see them.",
            Speak = $"{heading}.",
            Body =
            [
                FromLine(Bold("The bot"), " lists the polls that you run: the open ones, and those that closed in the last 60 days."),
                Heading(heading),
                .. found.Count == 0 ? [Paragraph($"To open one, write {PollForm.Command}.")] : found.SelectMany(Lines),
                WhoCanSeeThis("only you.", underLine: true),
            ],
        };
        return new(card, heading);
    }

    internal static Message NotAnOwner() => new Refusal
    {
        From = [Bold("The bot"), " was asked for the polls that you run."],
        Heading = "You run no polls",
        WhatHappened = "Your account is not the facilitator, the chair or the clerk of a group.",
        WhatToDo = "Write todo to see what waits for you. If you run a network, ask the administrator to look at the directory.",
    }.ToMessage();

    private static IEnumerable<Element> Lines(Poll poll, int at)
    {
        var options = poll.Wording.Options;
        yield return PartTitle(poll.Result is { } result ? ResultCards.HeadingOf(poll, result) : poll.State is PollState.Open ? $"Open until {When.DayAndTime(poll.ClosesAt)}" : "Closed");
        yield return Paragraph(Bold($"{poll.GroupName}: "), $"{(poll.IsRestricted ? "a restricted poll" : $"{Words.Join(options.Take(3).Select(option => option.Brief))}{(options.Length > 3 ? $" and {Words.Number(options.Length - 3)} more" : "")}")}. {(poll.State is PollState.Open ? "" : $"Voting closed on {When.DayAndTime(poll.ClosesAt)}.")}".TrimEnd());
        yield return Buttons(new ActionExecute("Look at this poll", OwnerCards.Show, new() { ["poll"] = poll.Id.Value }) { Id = $"{OwnerCards.Show}.{at + 1}" });
    }
}
