using System.Text;

namespace TeamsBot.Core.Directory;

/// <summary>The groups named by the files. A group keeps the id under which its name was first imported.</summary>
internal sealed class GroupBook(Register? current)
{
    private static readonly string[] Endings = ["-partnership-board", "-locality-board", "-board", "-network"];

    private readonly Dictionary<string, Group> byName = new(StringComparer.OrdinalIgnoreCase);

    public IEnumerable<Group> Groups => byName.Values;

    public Group? Find(string name) => byName.GetValueOrDefault(Plain(name));

    public Group Add(Tier tier, string name, GroupId? parent)
    {
        var group = new Group(IdOf(tier, name), name, tier, parent);
        byName.Add(Plain(name), group);
        return group;
    }

    /// <summary>Puts every locality board under the partnership board.</summary>
    public void JoinUnder(Group partnership)
    {
        foreach (var (name, group) in byName.Where(pair => pair.Value.Tier is Tier.Locality).ToArray())
        {
            byName[name] = group with { Parent = partnership.Id };
        }
    }

    /// <summary>A name without what the eye does not see: runs of spaces, and the kinds of space.</summary>
    private static string Plain(string name) => string.Join(' ', name.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private GroupId IdOf(Tier tier, string name)
    {
        if (current?.Groups.FirstOrDefault(group => group.Tier == tier && string.Equals(Plain(group.Name), Plain(name), StringComparison.OrdinalIgnoreCase)) is { } known)
        {
            return known.Id;
        }

        var wanted = Slug(tier, name);
        var id = wanted;
        for (var n = 2; byName.Values.Any(group => group.Id.Value == id) || current?.Find(new GroupId(id)) is not null; n++)
        {
            id = $"{wanted}-{n}";
        }

        return new(id);
    }

    private static string Slug(Tier tier, string name)
    {
        var slug = new StringBuilder();
        foreach (var c in name)
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                slug.Append(char.ToLowerInvariant(c));
            }
            else if (c is not '\'' and not '’' && slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        var kind = tier switch { Tier.Network => "network", Tier.Locality => "locality", Tier.Partnership => "partnership", _ => "children" };
        var text = slug.ToString().Trim('-');
        text = Endings.FirstOrDefault(text.EndsWith) is { } ending ? text[..^ending.Length] : text;
        return text.Length == 0 ? kind : text.StartsWith(kind + "-", StringComparison.Ordinal) ? text : $"{kind}-{text[..Math.Min(text.Length, 80)]}";
    }
}
