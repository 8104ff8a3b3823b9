using TeamsBot.Core.Audit;
using TeamsBot.Core.Tables;

namespace TeamsBot.Core.Directory;

/// <summary>The row by which a directory is in force: which generation, and what it must hold.</summary>
/// <param name="Generation">The generation in force; 0 before the first import has been switched on.</param>
/// <param name="Reserved">The last number taken by an import. Each takes a new one, so that two imports, or one after a crash, never write into the same rows.</param>
/// <param name="Oldest">The oldest generation whose rows may still be there.</param>
/// <param name="Hash">Of what was imported, without our ids.</param>
/// <param name="Services">Null for a generation of before services were read: they are what its service leads' accounts are called.</param>
/// <param name="SwitchedAt">When the generation came into force.</param>
internal sealed record DirectoryHead(
    int Generation, int Reserved, int Oldest, string Hash, int Groups, int Schools, int People, int? Services, int Links, DateTimeOffset SwitchedAt, AuditChain Audit)
{
    public const string Key = "head";

    public static DirectoryHead Empty => new(0, 0, 1, "", 0, 0, 0, null, 0, DateTimeOffset.UnixEpoch, AuditChain.Empty);

    public static string Partition(TenantId tenant) => $"{tenant}|directory";

    public static DirectoryHead From(Row row) => new(
        (int)row.Fields.Number("generation"), (int)row.Fields.Number("reserved"), (int)row.Fields.Number("oldest"), row.Fields.Text("hash"),
        (int)row.Fields.Number("groups"), (int)row.Fields.Number("schools"), (int)row.Fields.Number("people"),
        (int?)row.Fields.NumberOrNull("services"), (int)(row.Fields.NumberOrNull("links") ?? 0), row.Fields.Instant("switchedAt"),
        AuditChain.Of(row.Fields));

    public Fields ToFields()
    {
        var fields = new Fields(v: 1)
        {
            { "generation", Generation }, { "reserved", Reserved }, { "oldest", Oldest }, { "hash", Hash }, { "groups", Groups }, { "schools", Schools }, { "people", People },
            { "links", Links }, { "switchedAt", SwitchedAt }, Audit,
        };
        if (Services is { } services)
        {
            fields.Add("services", services);
        }

        return fields;
    }
}
