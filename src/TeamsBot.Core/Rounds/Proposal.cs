using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Polls;
using TeamsBot.Core.Safeguarding;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Rounds;

/// <summary>Something a school would have its network work on. Insert-only; a withdrawal or a merge is an act of its own beside it.</summary>
/// <param name="Id">Made when the form was drawn (rule V7). It becomes the option's id where it stands in the vote.</param>
/// <param name="Rank">The person's place among the seat's voters: 0 is the head.</param>
/// <param name="Theme">The id of its entry in the controlled list.</param>
/// <param name="Why">In the school's words; null where none were given.</param>
public sealed record Proposal(string Id, SeatId Seat, PersonId Person, int Rank, string Text, string Theme, string? Why, DateTimeOffset At)
{
    /// <summary>The matter that a network sent up, where a board's round has it as a proposal.</summary>
    public string? Matter { get; init; }

    /// <summary>Standing proposals of one seat. A vote has at most twenty options for a whole network.</summary>
    public const int OfOneSeatAtMost = 5;

    /// <summary>In UTF-16 characters, after cleaning and trimming.</summary>
    public const int LongestWhy = 500;

    /// <summary>Whether a claimed id can be looked up at all, and can be an option's.</summary>
    public static bool IsWellFormed(string claimed) => claimed.Length is > 0 and <= 60 && Keys.IsValid(claimed) && !claimed.Contains('|', StringComparison.Ordinal);

    /// <summary>People's text as it is kept (rule T3), runs of spaces as one, so that the same words are the same text.</summary>
    public static string ReadText(string typed) => string.Join(' ', PlainText.Clean(typed).Split(' ', StringSplitOptions.RemoveEmptyEntries));

    /// <summary>What is wrong with the words of a proposal, or null. Words about one pupil are refused too (rule T4).</summary>
    public static string? Problem(string text, string? why, DateTimeOffset now) =>
        text.Length == 0 ? "Write what you would have the network work on."
        : text.Length > Wording.OptionLength ? $"Use at most {Wording.OptionLength} characters for the proposal. There are {text.Length}."
        : why?.Length > LongestWhy ? $"Use at most {LongestWhy} characters to say why. There are {why.Length}."
        : PupilData.Problem($"{text}\n{why}", now);
}

/// <summary>Proposals that a facilitator joined into one, in a wording that covers them.</summary>
/// <param name="Id">Made when the form was drawn (rule V7); the option's id in the vote.</param>
/// <param name="Joined">The ids of the proposals and earlier merges it stands for.</param>
public sealed record Merge(string Id, ImmutableArray<string> Joined, string Text, string Theme, PersonId By, DateTimeOffset At);

/// <summary>A proposal taken back by its seat.</summary>
public sealed record Withdrawal(string Proposal, PersonId By, DateTimeOffset At);

/// <summary>What the vote would have as one option: a proposal, several in the same words, or a merge.</summary>
/// <param name="Members">The ids of the proposals and merges that say it.</param>
/// <param name="Origins">The schools' own proposals behind it.</param>
public sealed record StandingProposal(string Id, string Text, string Theme, ImmutableArray<string> Members, ImmutableArray<Proposal> Origins)
{
    /// <summary>A few words for a list of counts: those up to a colon, or the first ones.</summary>
    public Option ToOption() => new(Id, Text, StarterOptions.BriefOf(Text), Theme.Length == 0 ? null : Theme);

    /// <summary>The networks that sent it up, where it is a proposal of a board's round.</summary>
    public IEnumerable<string> Networks => Origins.Where(proposal => proposal.Matter is not null).Select(proposal => proposal.Why!).Distinct(StringComparer.Ordinal);

    public int Seats => Origins.Select(proposal => proposal.Seat).Distinct().Count();
}

/// <summary>All proposals of a round, and what became of each.</summary>
public sealed class ProposalBook
{
    private readonly ImmutableArray<Proposal> proposals;
    private readonly ImmutableArray<Merge> merges;
    private readonly HashSet<string> withdrawn;

    public ProposalBook(IEnumerable<Proposal> proposals, IEnumerable<Withdrawal> withdrawals, IEnumerable<Merge> merges)
    {
        this.proposals = [.. proposals.OrderBy(proposal => proposal.At).ThenBy(proposal => proposal.Id, StringComparer.Ordinal)];
        this.merges = [.. merges.OrderBy(merge => merge.At).ThenBy(merge => merge.Id, StringComparer.Ordinal)];
        withdrawn = withdrawals.Select(withdrawal => withdrawal.Proposal).ToHashSet(StringComparer.Ordinal);
        var joined = this.merges.SelectMany(merge => merge.Joined).ToHashSet(StringComparer.Ordinal);
        var standing = this.proposals.Where(proposal => !withdrawn.Contains(proposal.Id)).Select(proposal => (proposal.Id, proposal.Text, proposal.Theme))
            .Concat(this.merges.Select(merge => (merge.Id, merge.Text, merge.Theme)))
            .Where(entry => !joined.Contains(entry.Id));
        Standing =
        [
            .. standing.GroupBy(entry => entry.Text, StringComparer.OrdinalIgnoreCase).Select(same => same.ToList())
                .Select(same => new StandingProposal(same[0].Id, same[0].Text, same[0].Theme, [.. same.Select(entry => entry.Id)], [.. same.SelectMany(entry => OriginsOf(entry.Id)).Distinct()])),
        ];
    }

    /// <summary>What the vote would have as its options, oldest first. The same text, whatever its case, stands once with all its schools.</summary>
    public ImmutableArray<StandingProposal> Standing { get; }

    public Proposal? Find(string id) => proposals.FirstOrDefault(proposal => proposal.Id == id);

    public Merge? FindMerge(string id) => merges.FirstOrDefault(merge => merge.Id == id);

    /// <summary>
    /// The id of somebody's next proposal for a seat. The same until they have made it, so that two copies of a card propose once (rule V7); hashed, because an
    /// option's id is seen by every voter and must not say which school it came from.
    /// </summary>
    public string NextIdFor(RoundId round, SeatId seat, PersonId person)
    {
        var number = proposals.Count(proposal => proposal.Seat == seat && proposal.Person == person);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{round}|{seat}|{person}|{number}")))[..20];
    }

    public bool IsWithdrawn(string id) => withdrawn.Contains(id);

    /// <summary>A seat's proposals that were not withdrawn, oldest first, each with what it was joined into, if it was.</summary>
    public IEnumerable<(Proposal Proposal, StandingProposal? JoinedInto)> Of(SeatId seat) =>
        from proposal in proposals
        where proposal.Seat == seat && !withdrawn.Contains(proposal.Id)
        select (proposal, Standing.FirstOrDefault(standing => !standing.Members.Contains(proposal.Id) && standing.Origins.Contains(proposal)));

    /// <summary>The proposals behind several.</summary>
    public IEnumerable<Proposal> OriginsOf(IEnumerable<string> ids) => ids.SelectMany(OriginsOf);

    /// <summary>The schools' own proposals behind a proposal or merge.</summary>
    public IEnumerable<Proposal> OriginsOf(string id) =>
        FindMerge(id) is { } merge ? merge.Joined.SelectMany(OriginsOf) : Find(id) is { } own ? [own] : [];
}
