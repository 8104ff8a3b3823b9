namespace TeamsBot.Core.Directory;

/// <summary>The groups named by the files. A group keeps the id under which its name was first imported.</summary>
internal sealed class GroupBook(Register? current)
{
    private static readonly string[] Endings = ["-partnership-board", "-locality-board", "-board", "-network"];

    private readonly Dictionary<string, Group> byName = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, string> aliases = new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<Group> Groups => byName.Values;

    /// <summary>By its name or another that it goes by.</summary>
    public Group? Find(string name) => byName.GetValueOrDefault(aliases.GetValueOrDefault(Plain(name), Plain(name)));

    public Group? Find(Tier tier) => byName.Values.FirstOrDefault(group => group.Tier == tier);

    /// <param name="others">The names it went by before: a group that had one of them keeps its id.</param>
    public Group Add(Tier tier, string name, GroupId? parent, params IEnumerable<string> others)
    {
        var group = new Group(IdOf(tier, [name, .. others]), name, tier, parent);
        byName.Add(Plain(name), group);
        return group;
    }

    public void AddAlias(string alias, Group group) => aliases.Add(Plain(alias), Plain(group.Name));

    /// <summary>Puts the locality boards under the partnership board, and that under the children's board where there is one.</summary>
    public void Join()
    {
        foreach (var (name, group) in byName.Where(pair => pair.Value.Tier is Tier.Locality or Tier.Partnership).ToArray())
        {
            byName[name] = group with { Parent = Find(group.Tier + 1)?.Id };
        }
    }

    /// <summary>A name without what the eye does not see: runs of spaces, and the kinds of space.</summary>
    private static string Plain(string name) => string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private GroupId IdOf(Tier tier, string[] names)
    {
        bool IsNamed(Group group, string name) => group.Tier == tier && string.Equals(Plain(group.Name), Plain(name), StringComparison.OrdinalIgnoreCase);
        if (names.Select(name => current?.Groups.FirstOrDefault(group => IsNamed(group, name))).FirstOrDefault(group => group is not null) is { } known)
        {
            return known.Id;
        }

        var wanted = Slug(tier, names[0]);
        var id = wanted;
        for (var n = 2; byName.Values.Any(group => group.Id.Value == id) || current?.Find(new GroupId(id)) is not null; n++)
        {
            id = $"{wanted}-{n}";
        }

        return new(id);
    }

    private static string Slug(Tier tier, string name)
    {
        var kind = tier switch { Tier.Network => "network", Tier.Locality => "locality", Tier.Partnership => "partnership", _ => "children" };
        var text = Directory.Slug.Of(name);
        text = Endings.FirstOrDefault(text.EndsWith) is { } ending ? text[..^ending.Length] : text;
        return text.Length == 0 ? kind : text.StartsWith(kind + "-", StringComparison.Ordinal) ? text : $"{kind}-{text[..Math.Min(text.Length, 80)]}";
    }
}
