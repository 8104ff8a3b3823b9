using System.Collections.Immutable;
using TeamsBot.Core.Delivery;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Patterns;

/// <summary>What is to be written of a scope as it was read: decided here, committed by whoever asked.</summary>
internal sealed class Findings(StoredGathering read, DateTimeOffset now, ImmutableArray<Reader> officers)
{
    /// <summary>Acts of one commit: each has three rows, and a commit holds a hundred.</summary>
    private const int AtMost = 30;

    private readonly Gathering gathering = read.Gathering;

    public List<PatternAct> Acts { get; } = [];

    public List<Write> Writes { get; } = [];

    public List<Intent> Intents { get; } = [];

    /// <summary>Whether there may be more to write, in another commit.</summary>
    public bool IsFull => Acts.Count == AtMost;

    /// <summary>New patterns at their threshold, and those that stand where what they show has changed.</summary>
    public void Count(Party board, int threshold)
    {
        foreach (var cluster in gathering.Clusters.TakeWhile(_ => !IsFull))
        {
            if (gathering.PatternOf(cluster) is { } standing)
            {
                Refresh(standing, cluster);
            }
            else if (gathering.CountOf(cluster) >= threshold)
            {
                var pattern = new Pattern
                {
                    Id = new(gathering.Scope, cluster.Name),
                    Board = board,
                    Threshold = threshold,
                    FoundAt = now,
                    Readers = officers,
                    Version = 1,
                    Seen = gathering.FingerprintOf(cluster),
                };
                Save(pattern, $"found {pattern.Theme}: {gathering.CountOf(cluster)}");
            }
        }
    }

    /// <summary>Questions about related themes that nobody was asked yet.</summary>
    public void Ask(ThemeList themes, int threshold)
    {
        foreach (var (one, other) in gathering.ToAsk(themes, threshold).TakeWhile(_ => !IsFull))
        {
            var (first, second) = string.CompareOrdinal(one.Value, other.Value) < 0 ? (one, other) : (other, one);
            var question = new IssueQuestion(first, second, now, officers);
            Writes.Add(PatternStore.Put(read, question));
            Intents.Add(PatternIntents.Asked(read.Tenant, gathering.Scope, question));
            Acts.Add(new("bot", $"asked whether {question.Key} are one issue", now, 0));
        }
    }

    private void Refresh(Pattern pattern, Cluster cluster)
    {
        if (gathering.FingerprintOf(cluster) is var seen && seen != pattern.Seen)
        {
            Save(pattern with { Seen = seen, Version = pattern.Version + 1 }, $"counted {pattern.Theme}: {gathering.CountOf(cluster)}");
        }
    }

    private void Save(Pattern pattern, string what)
    {
        Writes.Add(PatternStore.Put(read, pattern));
        Intents.Add(PatternIntents.Of(read.Tenant, pattern));
        Acts.Add(new("bot", what, now, pattern.Version));
    }
}
