using System.Collections.Immutable;
using TeamsBot.Core.Conversations;
using TeamsBot.Core.Themes;
using TeamsBot.Core.Waiting;

namespace TeamsBot.Core.Resources;

/// <summary>The directory and its forms, filled from the starter list under ids of nothing.</summary>
internal static class ResourceSamples
{
    private const string Part = "Resources";

    public static IEnumerable<CardSample> Of(ThemeList themes, ImmutableArray<Resource> starter)
    {
        ImmutableArray<Resource> all = [.. starter.Select((resource, at) => resource with { Id = new($"resource-{at + 1}") })];
        var theme = themes.Offered.First(theme => theme.Parent is not null);
        var resource = all.First(resource => resource.Link is not null && !resource.Themes.IsEmpty);
        var longest = resource with { Name = Fill(Resource.LongestName), Offers = Fill(Resource.LongestOffer), Ask = Fill(Resource.LongestAsk), Themes = [.. themes.Offered.Take(Resource.ThemesAtMost).Select(theme => theme.Id)] };
        return
        [
            new(Part, "Anybody, the way in", ResourceCards.ForHome(new(themes, all.Length, 0) { IsMember = false })),
            new(Part, "Editor, the way in", ResourceCards.ForHome(new(themes, all.Length, 14) { Fresh = new("resource-new") })),
            new(Part, "Clerk of a board, the way in", ResourceCards.ForHome(new(themes, all.Length, 14) { Unseen = 2 })),
            new(Part, "Head, the way in", ResourceCards.ForHome(new(themes, all.Length, 1) { FreshStrength = new("strength-new") })),
            new(Part, "Anybody, a theme", ListOf(themes, theme, [.. Suggestions.For(themes, theme.Id, all, []).Resources])),
            new(Part, "Anybody, every theme", ListOf(themes, null, [.. all])),
            new(Part, "Anybody, a theme without anybody", ListOf(themes, theme, [])),
            new(Part, "Editor, many, in the middle", ListOf(themes, null, [.. Enumerable.Repeat(longest, 25).Select((one, at) => one with { IsRetired = at % 7 == 0 })], "2")),
            new(Part, "Anybody, a resource", ResourceEntryCards.Entry(resource, themes, mayEdit: false, new("request-new"))),
            new(Part, "Editor, a resource", ResourceEntryCards.Entry(longest, themes, mayEdit: true, new("request-new"))),
            new(Part, "Editor, saved", ResourceEntryCards.Entry(all.First(resource => resource.Themes.IsEmpty), themes, mayEdit: true, new("request-new"), "✓ Saved.")),
            new(Part, "Editor, a retired resource", ResourceEntryCards.Entry(resource with { IsRetired = true }, themes, mayEdit: true, new("request-new"))),
            new(Part, "Editor, to change a resource", ResourceEntryCards.ToEdit(resource.Id, resource, themes)),
            new(Part, "Editor, a new resource", ResourceEntryCards.ToEdit(new("resource-new"), before: null, themes)),
            new(Part, "Editor, not saved yet", ResourceEntryCards.ToEdit(resource.Id, longest, themes, Resource.LinkWanted, new Dictionary<string, string> { [ResourceEntryCards.LinkInput] = "http://hub.example" })),
            new(Part, "Not an editor", ResourceCards.NotAllowed()),
            new(Part, "No such entry", ResourceCards.NotThere()),
        ];
    }

    private static Core.Language.Message ListOf(ThemeList themes, Theme? theme, IReadOnlyList<Resource> resources, string page = "")
    {
        List<ListEntry> entries = [.. resources.Select(ResourceCards.EntryOf)];
        return ResourceCards.List(themes, theme, entries, Page.Of(page, entries.Count));
    }

    private static string Fill(int length) => string.Concat(Enumerable.Repeat("Help with reading — “for all”. ", 40))[..length].TrimEnd();
}
