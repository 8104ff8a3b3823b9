using System.Text;
using TeamsBot.Core.Minutes;

namespace TeamsBot.Bot.Commands;

/// <summary>Writes minutes as files. Each is written under another name first and then renamed, so that none is ever seen half-written.</summary>
internal static class MinutesFiles
{
    // With its mark, because a spreadsheet takes a table without one for Windows-1252.
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: true);

    /// <exception cref="IOException">With what is wrong with the folder.</exception>
    public static async Task WriteAsync(string folder, PollMinutes minutes, CancellationToken cancellation)
    {
        try
        {
            Directory.CreateDirectory(folder);
            await WriteAsync(Path.Combine(folder, $"minutes-{minutes.Poll.Id}.html"), minutes.ToHtml(), cancellation);
            await WriteAsync(Path.Combine(folder, $"minutes-{minutes.Poll.Id}.csv"), minutes.ToCsv(), cancellation);
        }
        catch (Exception fault) when (fault is UnauthorizedAccessException or IOException)
        {
            throw new IOException($"Minutes cannot be written to {folder}: {fault.Message}", fault);
        }
    }

    private static async Task WriteAsync(string file, string text, CancellationToken cancellation)
    {
        var part = $"{file}.part";
        try
        {
            await File.WriteAllTextAsync(part, text, Utf8, cancellation);
            File.Move(part, file, overwrite: true);
        }
        finally
        {
            File.Delete(part); // Renamed, there is none; otherwise nothing is left behind.
        }
    }
}
