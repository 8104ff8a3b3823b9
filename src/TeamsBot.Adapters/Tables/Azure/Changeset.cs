using System.Globalization;
using System.Text;
using Azure.Core;

namespace Azure.Data.Tables;

/// <summary>An entity group transaction on the wire: one changeset of OData's multipart batch, and the answers to its parts.</summary>
internal static class Changeset
{
    public static ReadOnlyMemory<byte> Write(IReadOnlyList<TableTransactionAction> actions, string batch, string changeset, Func<TableTransactionAction, string> address)
    {
        using var body = new MemoryStream();
        Line(body, $"--{batch}\r\nContent-Type: multipart/mixed; boundary={changeset}\r\n");
        foreach (var action in actions)
        {
            Line(body, $"--{changeset}\r\nContent-Type: application/http\r\nContent-Transfer-Encoding: binary\r\n");
            Line(body, $"{Method(action.ActionType).Method} {address(action)} HTTP/1.1");
            Line(body, "Accept: application/json;odata=minimalmetadata\r\nDataServiceVersion: 3.0;NetFx");
            if (action.ActionType is not TableTransactionActionType.Add)
            {
                Line(body, $"If-Match: {action.ETag}");
            }

            WriteEntity(body, action);
        }

        Line(body, $"--{changeset}--\r\n--{batch}--");
        return body.ToArray();
    }

    public static RequestMethod Method(TableTransactionActionType type) => type switch
    {
        TableTransactionActionType.Add => RequestMethod.Post,
        TableTransactionActionType.UpdateReplace => RequestMethod.Put,
        _ => RequestMethod.Delete,
    };

    /// <summary>The answers to the parts: as many as there were actions, or the one that failed. Read by their status lines; a line of a part's JSON never begins like one.</summary>
    public static IReadOnlyList<Response> Read(BinaryData content)
    {
        var answers = new List<Response>();
        using var lines = new StringReader(content.ToString());
        for (var line = lines.ReadLine(); line is not null; line = lines.ReadLine())
        {
            if (line.StartsWith("HTTP/1.1 ", StringComparison.Ordinal))
            {
                answers.Add(ReadPart(line, lines));
            }
        }

        return answers;
    }

    private static ChangesetResponse ReadPart(string statusLine, StringReader lines)
    {
        var status = int.Parse(statusLine.AsSpan(9, 3), NumberStyles.None, CultureInfo.InvariantCulture);
        var headers = new List<HttpHeader>();
        for (var line = lines.ReadLine(); !string.IsNullOrEmpty(line) && !line.StartsWith("--", StringComparison.Ordinal); line = lines.ReadLine())
        {
            if (line.IndexOf(':', StringComparison.Ordinal) is > 0 and var colon)
            {
                headers.Add(new HttpHeader(line[..colon], line[(colon + 1)..].Trim()));
            }
        }

        var body = lines.Peek() is '{' ? lines.ReadLine() : null;
        return new ChangesetResponse(status, statusLine.Length > 13 ? statusLine[13..] : "", headers, body ?? "");
    }

    private static void WriteEntity(MemoryStream body, TableTransactionAction action)
    {
        if (action.ActionType is TableTransactionActionType.Delete)
        {
            Line(body, "");
            return;
        }

        Line(body, "Content-Type: application/json\r\nPrefer: return-no-content\r\n");
        body.Write(EntityJson.Write(action.Entity).Span);
        Line(body, "");
    }

    private static void Line(MemoryStream body, string text) => body.Write(Encoding.UTF8.GetBytes(text + "\r\n"));
}
