using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Audit;

/// <summary>
/// The head of a chain of audit rows (rule T6). It is kept in the row whose replacement serialises the acts (an aggregate's own row, a seat's
/// ballot), so that an act, its audit row and the new head are one commit, and no act can be left out or put in later unseen.
/// </summary>
/// <param name="Count">How many acts the chain has.</param>
/// <param name="Hash">The hash of its last audit row, hexadecimal; empty before the first.</param>
public readonly record struct AuditChain(long Count, string Hash)
{
    public static AuditChain Empty => new(0, "");

    /// <summary>The head as a row keeps it: what <see cref="AuditFields.Add"/> wrote.</summary>
    public static AuditChain Of(Fields fields) => new(fields.Number(AuditFields.Count), fields.Text(AuditFields.Hash));

    /// <summary>Links one more act.</summary>
    /// <param name="chain">Which chain of the partition: <c>audit</c> for the aggregate's own, <c>audit|seat</c> for a seat's.</param>
    /// <param name="who">The id of the person, or <c>bot</c> for what falls due.</param>
    /// <param name="what">The act in a word or two and its bare facts; never a name, and for a secret poll never a choice.</param>
    /// <param name="version">The version of the wording or the number of the move that was acted on.</param>
    public (AuditChain Chain, Write Row) Append(string chain, string who, string what, DateTimeOffset at, long version)
    {
        var number = Count + 1;
        var link = string.Join('\n', Hash, number.ToString(CultureInfo.InvariantCulture), who, what, at.UtcTicks.ToString(CultureInfo.InvariantCulture), version.ToString(CultureInfo.InvariantCulture));
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(link)));
        var row = Write.Insert(
            $"{chain}|{number.ToString("D10", CultureInfo.InvariantCulture)}",
            new Fields(v: 1) { { "who", who }, { "what", what }, { "at", at }, { "version", version }, { "hash", hash } });
        return (new(number, hash), row);
    }

    /// <summary>Follows a chain's stored rows from the first: its head, or null where one is missing, out of place or altered. No rows make an empty chain.</summary>
    public static AuditChain? Follow(string chain, IEnumerable<Row> rows)
    {
        var head = Empty;
        foreach (var row in rows)
        {
            var fields = row.Fields;
            var (next, link) = head.Append(chain, fields.Text("who"), fields.Text("what"), fields.Instant("at"), fields.Number("version"));
            if (link.Key != row.Key || next.Hash != fields.Text("hash"))
            {
                return null;
            }

            head = next;
        }

        return head;
    }
}

/// <summary>How the head of a chain stands among the fields of the row that keeps it.</summary>
internal static class AuditFields
{
    public const string Count = "auditCount";
    public const string Hash = "auditHash";

    /// <summary>Lets a head stand in the initializer of a row's fields, without a name of its own.</summary>
    public static void Add(this Fields fields, AuditChain head)
    {
        fields.Add(Count, head.Count);
        fields.Add(Hash, head.Hash);
    }
}
