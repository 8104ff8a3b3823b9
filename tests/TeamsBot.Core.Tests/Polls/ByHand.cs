using TeamsBot.Core.Polls;

namespace TeamsBot.Core.Tests.Polls;

/// <summary>
/// The rules' words, counted the long way: a seat's answer is the last right answer of its first-named voter who gave one; the places are filled in every fair way, and
/// an option is agreed if it is in all of them, tied if it is in some.
/// </summary>
internal static class ByHand
{
    public static string Of(Scenario scenario)
    {
        var answers = scenario.Electorate.Select(seat => AnswerOf(seat, scenario)).OfType<string[]>().ToList();
        var counts = scenario.Wording.Options.ToDictionary(option => option.Id, option => answers.Count(answer => answer.Contains(option.Id)));
        var quorate = answers.Count > 0 && Share(answers.Count, scenario.Electorate.Length) >= scenario.Rule.QuorumPercent / 100m;
        string[] enough = quorate ? [.. counts.Keys.Where(option => IsEnough(counts[option], answers.Count, scenario.Rule))] : [];
        var fair = FairWays(enough, counts, scenario.Rule.Places).ToList();
        Verdict VerdictOf(string option) => fair.TrueForAll(way => way.Contains(option)) ? Verdict.Agreed : fair.Exists(way => way.Contains(option)) ? Verdict.Tied : Verdict.NotAgreed;
        var outcome = !quorate ? Outcome.NotQuorate : enough.Length == 0 ? Outcome.NotAgreed : enough.Any(option => VerdictOf(option) == Verdict.Tied) ? Outcome.Tied : Outcome.Agreed;
        var shown = from count in Enumerable.Range(0, answers.Count + 1).Reverse() from option in counts where option.Value == count select $"{option.Key} {count} {VerdictOf(option.Key)}";
        return $"{outcome}: {answers.Count} of {scenario.Electorate.Length}, {answers.Count(answer => answer.Length == 0)} for none; {string.Join(", ", shown)}";
    }

    public static decimal Share(int part, int whole) => (decimal)part / whole;

    public static bool IsEnough(int count, int cast, AgreementRule rule) => count > 0 && Share(count, cast).CompareTo(rule.AgreePercent / 100m) >= (rule.MoreThan ? 1 : 0);

    /// <summary>Every set that fills the places as far as there are options, and leaves out none that more ballots chose than one within.</summary>
    private static IEnumerable<string[]> FairWays(string[] options, Dictionary<string, int> counts, int places) =>
        from chosen in Enumerable.Range(0, 1 << options.Length)
        let way = options.Where((_, bit) => (chosen >> bit & 1) == 1).ToArray()
        where way.Length == Math.Min(places, options.Length) && options.Except(way).All(left => way.All(taken => counts[taken] >= counts[left]))
        select way;

    private static string[]? AnswerOf(Seat seat, Scenario scenario) =>
        seat.Voters.Select(voter => scenario.Presses.LastOrDefault(press => press.Person == voter && press.Seat == seat.Id && IsRight(press, scenario.Wording))).FirstOrDefault(press => press is not null) is { } press
            ? press.Choices?.Split(',') ?? []
            : null;

    private static bool IsRight(Pressed press, Wording wording) =>
        press.At < A.Closes && press.Version == wording.Version
        && (press.Choices is null
            || (press.Choices.Split(',') is var ids && ids.Length <= wording.AtMost && ids.ToHashSet().Count == ids.Length && ids.All(id => wording.Options.Any(option => option.Id == id))));
}
