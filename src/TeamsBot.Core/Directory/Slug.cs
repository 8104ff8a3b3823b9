using System.Text;

namespace TeamsBot.Core.Directory;

/// <summary>A name in the characters of an id: lower-case ASCII letters and digits, with a hyphen for whatever lies between.</summary>
internal static class Slug
{
    public static string Of(string name)
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

        return slug.ToString().Trim('-');
    }
}
