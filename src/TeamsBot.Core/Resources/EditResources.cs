using System.Collections.Immutable;
using TeamsBot.AdaptiveCards;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Directory;
using TeamsBot.Core.Safeguarding;
using TeamsBot.Core.Tables;
using TeamsBot.Core.Themes;

namespace TeamsBot.Core.Resources;

/// <summary>Something an editor does to one entry of the directory. Nothing is ever deleted.</summary>
public abstract record ResourceEdit
{
    private ResourceEdit()
    {
    }

    /// <summary>Adds an entry, or says anew what it is: everything as the form claims it.</summary>
    /// <param name="Themes">Ids joined by commas.</param>
    public sealed record Put(string Name, string Themes, string Offers, string Link, string Ask, string Contact) : ResourceEdit;

    public sealed record Retire : ResourceEdit;

    public sealed record BringBack : ResourceEdit;
}

/// <summary>Everything that can become of an edit.</summary>
public abstract record ResourceOutcome
{
    private ResourceOutcome()
    {
    }

    /// <param name="What">What was done, for the record; null where it was so already and nothing is written.</param>
    public sealed record Saved(Resource Resource, string? What) : ResourceOutcome;

    /// <summary>The card was older than the entry, which is shown as it stands; null where there is no such entry.</summary>
    public sealed record Overtaken(Resource? Resource) : ResourceOutcome;

    /// <param name="Resource">As it stands; null where it was to be added.</param>
    /// <param name="Why">What to do, for a short line beside the form.</param>
    public sealed record Wrong(Resource? Resource, string Why) : ResourceOutcome;

    /// <summary>Only an editor or an administrator edits the directory.</summary>
    public sealed record NotAllowed : ResourceOutcome;
}

/// <summary>Edits the county's directory of resources: an act of an editor or administrator, on the record (rule T6).</summary>
public sealed class EditResources(ResourceStore resources, ThemeStore themes, DirectoryStore directory, TimeProvider clock)
{
    /// <param name="id">For a new entry made when the form was drawn, so that a repeated press adds one (rule V7).</param>
    /// <param name="version">The version of the entry on the card that was pressed; null for a new one.</param>
    public Task<ResourceOutcome> HandleAsync(Caller caller, ResourceId id, int? version, ResourceEdit edit, CancellationToken cancellation) =>
        Race.RetryAsync<ResourceOutcome>(async () =>
        {
            if (!Standing.MayEdit(await directory.CurrentAsync(caller.Tenant, cancellation), caller.Person))
            {
                return new ResourceOutcome.NotAllowed();
            }

            var stored = await resources.FindStoredAsync(caller.Tenant, id, cancellation);
            var others = (await resources.AllAsync(caller.Tenant, cancellation)).Where(other => other.Id != id).ToList();
            var now = clock.GetUtcNow();
            var outcome = Decide(stored?.Resource, id, version, edit, await themes.CurrentAsync(caller.Tenant, cancellation), others, now);
            return outcome is not ResourceOutcome.Saved { What: { } what } saved || await resources.SaveAsync(caller, stored?.Row, saved.Resource, what, now, cancellation) is Committed.Done ? outcome : null;
        });

    private static ResourceOutcome Decide(Resource? before, ResourceId id, int? version, ResourceEdit edit, ThemeList themes, List<Resource> others, DateTimeOffset now)
    {
        if (before is null && (version is not null || edit is not ResourceEdit.Put))
        {
            return new ResourceOutcome.Overtaken(null);
        }

        var (after, problem) = edit switch
        {
            ResourceEdit.Put put => Read(put, before, id, themes, now),
            ResourceEdit.Retire => (before! with { IsRetired = true }, null),
            _ => (before! with { IsRetired = false }, null),
        };

        // What is so already, by this person's first press or by another's, is a success that writes nothing (rule V7).
        return after is null ? new ResourceOutcome.Wrong(before, problem!)
            : before is not null && before.Says(after) ? new ResourceOutcome.Saved(before, What: null)
            : version != before?.Version ? new ResourceOutcome.Overtaken(before)
            : before is null && others.Count >= Resource.AtMost ? new ResourceOutcome.Wrong(null, $"The list holds at most {Resource.AtMost} entries.")
            : !after.IsRetired && Resource.Problem(after, themes, others) is var (_, why) ? new ResourceOutcome.Wrong(before, why)
            : new ResourceOutcome.Saved(after with { Version = (before?.Version ?? 0) + 1 }, WhatOf(before, edit, id));
    }

    private static (Resource? After, string? Problem) Read(ResourceEdit.Put put, Resource? before, ResourceId id, ThemeList list, DateTimeOffset now)
    {
        var (name, offers, ask, link) = (Line(put.Name), Line(put.Offers), Line(put.Ask), Line(put.Link));
        Uri? page = null;
        if (link.Length > 0 && !Uri.TryCreate(link, UriKind.Absolute, out page))
        {
            return (null, Resource.LinkWanted);
        }

        if (!Enum.TryParse<Contact>(put.Contact, out var contact) || !Enum.IsDefined(contact))
        {
            return (null, "Choose to whom requests go.");
        }

        var chosen = put.Themes.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (!chosen.All(ThemeId.IsWellFormed))
        {
            return (null, "Choose themes of the county’s list.");
        }

        // A theme that has been retired is no longer on the form; the entry keeps it.
        var kept = before?.Themes.Where(theme => list.Find(theme)?.IsRetired == true).Select(theme => theme.Value) ?? [];
        ImmutableArray<ThemeId> themes = [.. chosen.Concat(kept).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).Select(theme => new ThemeId(theme))];
        return PupilData.Problem(string.Join('\n', name, offers, ask, link), now) is { } why ? (null, why) : (new(id, name, themes, offers, page, ask, contact, before?.Version ?? 0), null);
    }

    private static string WhatOf(Resource? before, ResourceEdit edit, ResourceId id) =>
        $"{(before is null ? "add" : edit switch { ResourceEdit.Retire => "retire", ResourceEdit.BringBack => "bring back", _ => "change" })} {id}";

    private static string Line(string text) => string.Join(' ', PlainText.Clean(text).Split(' ', StringSplitOptions.RemoveEmptyEntries));
}
