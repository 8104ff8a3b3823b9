using System.Text;
using System.Text.RegularExpressions;

namespace TeamsBot.Core.Directory;

/// <summary>
/// How the bytes of a CSV file become text: UTF-8 where they are that, with or without its mark, and otherwise Windows-1252, in which the national register
/// is published.
/// </summary>
internal static partial class CsvText
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);
    private static readonly Encoding Windows1252 = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    /// <summary>The text, or null for what is no text in either encoding.</summary>
    public static string? Decode(ReadOnlySpan<byte> bytes)
    {
        // UTF-16, which Excel calls "Unicode text", has a mark of its own or is half zeros.
        if (bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]) || bytes.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]) || bytes.Contains((byte)0))
        {
            return null;
        }

        var text = bytes.StartsWith(Encoding.UTF8.Preamble) ? bytes[Encoding.UTF8.Preamble.Length..] : bytes;
        return System.Text.Unicode.Utf8.IsValid(text) ? Utf8.GetString(text) : Windows1252.GetString(text);
    }

    /// <summary>What is wrong with a field's characters, or null. Everything else is data, also what a spreadsheet would take for a formula (rule T3).</summary>
    public static string? Fault(string field) =>
        field.AsSpan().ContainsAny('\r', '\n') ? "holds a line break"
        : Damaged().IsMatch(field) ? "was damaged by a change of encoding"
        : Unseen().IsMatch(field) ? "holds a character that cannot be seen (a control or direction character)"
        : null;

    // A byte that neither encoding has, the sign for one lost earlier, or UTF-8 taken for Windows-1252 and saved again ("Ã©").
    [GeneratedRegex("[\u0080-\u009F\uFFFD]|[\u00C2\u00C3][\u0080-\u00BF]")]
    private static partial Regex Damaged();

    [GeneratedRegex("[\u0000-\u001F\u007F\u200B\u200E\u200F\u202A-\u202E\u2066-\u2069\uFEFF]")]
    private static partial Regex Unseen();
}
