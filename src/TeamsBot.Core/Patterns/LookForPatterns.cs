using TeamsBot.Core.Delivery;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Escalations;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Patterns;

/// <summary>
/// Looks, after each move of a matter, whether enough share its theme (rule E8). Each look notes what it saw and then counts all that was noted, so of several at
/// once the last to note sees everything; what comes of it is committed at the version read, and a pattern's row is there or not.
/// </summary>
public sealed class LookForPatterns(MatterStore matters, DirectoryStore directory, CountMatter count, OfferThemes tags, OfferApproaches approaches)
{
    /// <summary>Due after each move of a matter, and when it is given a theme; its subject is the matter's and the number of its last move.</summary>
    public const string Kind = MatterNews.MovedKind;

    public async Task<DueOutcome> HandleAsync(DueItem item, CancellationToken cancellation)
    {
        var (id, number) = MatterIntents.Read(item.Subject);
        if (await matters.FindAsync(item.Tenant, id, cancellation) is not { } matter || matter.Version < number
            || await directory.CurrentAsync(item.Tenant, cancellation) is not { } register)
        {
            return new DueOutcome.Missing();
        }

        // Restricted matters enter no pattern (rule T5).
        if (!matter.MayBeShownInChannels)
        {
            return new DueOutcome.Finished();
        }

        if (matter.Theme is { } theme)
        {
            await count.HandleAsync(matter, theme, register, cancellation);
            await approaches.HandleAsync(matter, theme, register, cancellation);
        }
        else
        {
            await tags.HandleAsync(matter, register, cancellation);
        }

        return new DueOutcome.Finished();
    }
}

/// <summary>Notes what a matter is evidence of, and counts where it counts.</summary>
public sealed class CountMatter(Sightings sightings, PatternStore patterns, FindPatterns find)
{
    public async Task HandleAsync(Matter matter, ThemeId theme, Register register, CancellationToken cancellation)
    {
        foreach (var (scope, sighting) in await sightings.OfAsync(matter, theme, register, cancellation))
        {
            await patterns.NoteAsync(matter.Tenant, scope, sighting, cancellation);
            await find.HandleAsync(matter.Tenant, scope, register, cancellation);
        }
    }
}

/// <summary>Counts what was noted in a scope: tells of each pattern once when it reaches its threshold, keeps those that stand up to date, and asks about related themes.</summary>
public sealed class FindPatterns(PatternStore patterns, ThemeStore themes, PatternThresholds thresholds, DirectoryStore directory, PatternNews news)
{
    /// <summary>Due after somebody said whether two themes are one issue; its subject is the question's.</summary>
    public const string Kind = "patterns.count";

    public async Task<DueOutcome> HandleAsync(DueItem item, CancellationToken cancellation)
    {
        if (PatternIntents.ReadSubject(item.Subject) is not { } said || await directory.CurrentAsync(item.Tenant, cancellation) is not { } register
            || (await patterns.ReadAsync(item.Tenant, said.Scope, cancellation)).Gathering.Questions.FirstOrDefault(question => question.Key == said.Key) is not { Same: not null })
        {
            return new DueOutcome.Missing();
        }

        await HandleAsync(item.Tenant, said.Scope, register, cancellation);
        return new DueOutcome.Finished();
    }

    /// <summary>Counts a scope, and after the networks of a locality the boards of its county.</summary>
    public async Task HandleAsync(TenantId tenant, PatternScope scope, Register register, CancellationToken cancellation)
    {
        var found = await CountAsync(tenant, scope, register, cancellation);
        if (scope.Level is PatternLevel.Networks && !found.Patterns.IsEmpty && register.Find(scope.Board) is { Parent: { } county } locality && register.Find(county) is { Tier: Tier.Partnership })
        {
            var above = scope with { Level = PatternLevel.Boards, Board = county };
            await NoteLocalityAsync(tenant, Party.Of(locality), above, found, cancellation);
            await CountAsync(tenant, above, register, cancellation);
        }
    }

    /// <summary>A locality board counts while enough of its networks have the theme.</summary>
    private async Task NoteLocalityAsync(TenantId tenant, Party locality, PatternScope county, Gathering found, CancellationToken cancellation)
    {
        foreach (var pattern in found.Patterns)
        {
            // All moves of all its matters, the withdrawn too: a number that only grows, so that of two looks the later stands.
            var cluster = found.ClusterOf(pattern.Theme);
            var (networks, moves) = (found.CountOf(cluster), found.Sightings.Where(sighting => cluster.Themes.Contains(sighting.Theme)).Sum(sighting => sighting.Version));
            var key = $"{locality.Id}~{pattern.Theme}";
            await patterns.NoteAsync(tenant, county, new(key, pattern.Theme, SightingKind.Pattern, locality, "", pattern.FoundAt, networks >= pattern.Threshold, moves), cancellation);
        }
    }

    private Task<Gathering> CountAsync(TenantId tenant, PatternScope scope, Register register, CancellationToken cancellation) =>
        Race.RetryAsync(async () =>
        {
            var read = await patterns.ReadAsync(tenant, scope, cancellation);
            var list = await themes.CurrentAsync(tenant, cancellation);
            if (register.Find(scope.Board) is not { } board)
            {
                return read.Gathering;
            }

            var found = new Findings(read, news.Now, [.. Officers.OfBoard(register, board.Id)]);
            found.Count(Party.Of(board), thresholds.Of(scope.Level));
            found.Ask(list, thresholds.Of(scope.Level));
            if (found.Acts.Count == 0)
            {
                return read.Gathering;
            }

            return await news.AnnounceAsync(tenant, found.Intents, work: null, cancellation) is { } intents && await patterns.CommitAsync(read, found.Acts, [.. found.Writes, .. intents], cancellation) is Committed.Done
                ? found.IsFull ? await CountAsync(tenant, scope, register, cancellation) : (await patterns.ReadAsync(tenant, scope, cancellation)).Gathering
                : null;
        });
}
