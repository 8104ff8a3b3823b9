using TeamsBot.Bot.Local;
using TeamsBot.Core.Escalations;

namespace TeamsBot.Bot.Rehearsal;

/// <summary>Whether every move that somebody was shown as made is one that the matter holds, and every move it holds was shown to whoever made it.</summary>
internal sealed class MoveCheck(Cast cast, List<string> broken)
{
    private static readonly Dictionary<Act, (string Verb, string Says)> Answers = new()
    {
        [Act.Accept] = ("escalations.accept", "Accepted"),
        [Act.Ask] = ("escalations.ask", "Question asked"),
        [Act.Reply] = ("escalations.reply", "The reply is sent"),
        [Act.ReferUp] = ("escalations.referUp", "Referred up"),
        [Act.Decline] = ("escalations.decline", "Declined"),
        [Act.Acknowledge] = ("escalations.acknowledge", "Acknowledged"),
        [Act.Return] = ("escalations.return", "Returned"),
        [Act.Progress] = ("escalations.progress", "In progress"),
        [Act.Resolve] = ("escalations.resolve", "Resolved"),
        [Act.Withdraw] = ("escalations.withdraw", "Withdrawn"),
        [Act.TakeOver] = (MatterActs.TakeOver, "Taken over"),
    };

    /// <param name="kills">Each may have come between a move and its answer; whoever pressed may then have found the card moved on.</param>
    public void Run(IReadOnlyList<Matter> matters, IReadOnlyList<ShownAnswer> shown, int kills)
    {
        var people = cast.Register.People.ToDictionary(person => person.Id);
        var byStep = shown.Where(answer => Memory.IsMove(answer.Verb)).ToLookup(answer => (answer.Matter, Version: (string?)answer.Data["version"], answer.Verb, answer.Account));

        // One answer to matters that a board joined moves each of them.
        var together = shown.Where(answer => answer.Verb == PatternActs.Accept).Select(answer => (answer.Account, answer.At)).ToHashSet();
        var answered = new HashSet<ShownAnswer>(ReferenceEqualityComparer.Instance);
        foreach (var matter in matters)
        {
            foreach (var move in matter.Moves.Where(move => move.Person is not null && move.Act is not Act.Raise))
            {
                var (verb, says) = Answers[move.Act];
                var account = cast.AccountOf(people[move.Person!.Value]);
                var found = byStep[(matter.Id.Value, $"{move.Number - 1}", verb, account)].Where(answer => !answer.ChangedNothing).ToList();
                answered.UnionWith(found);
                if (found.Count == 0 && together.Contains((account, move.At)))
                {
                    continue;
                }

                if (found.Count == 0 && kills-- <= 0)
                {
                    broken.Add($"Matter {matter.Id}, move {move.Number}: the store holds {move.Act}, and {account} was never shown it.");
                }

                broken.AddRange(found.Where(answer => !answer.Heading.Contains(says, StringComparison.Ordinal)).Select(answer => $"Matter {matter.Id}, move {move.Number}: {move.Act} was answered with '{answer.Heading}'."));
            }
        }

        broken.AddRange(shown.Where(answer => Memory.IsMove(answer.Verb) && !answer.ChangedNothing && !answered.Contains(answer))
            .Select(answer => $"Matter {answer.Matter}: {answer.Account} was shown '{answer.Heading}' for {answer.Verb} on version {answer.Data["version"]}, and the store holds no such move."));
    }
}
