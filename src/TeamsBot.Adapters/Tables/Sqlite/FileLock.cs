using System.Globalization;

namespace TeamsBot.Adapters.Tables.Sqlite;

/// <summary>
/// Holds a file for one process (on one machine: the lock is advisory on Linux and does not cross a network share). The operating system lets go when the process
/// dies. Who holds it stands in a second file, because the locked one cannot be opened by anybody else.
/// </summary>
internal sealed class FileLock : IDisposable
{
    private readonly FileStream held;
    private readonly string ownerFile;

    private FileLock(FileStream held, string ownerFile) => (this.held, this.ownerFile) = (held, ownerFile);

    /// <exception cref="IOException">Another process, or another table of this one, holds the file; the message says who.</exception>
    public static FileLock Take(string path, DateTimeOffset now)
    {
        var ownerFile = path + ".owner";
        var held = Hold(path, ownerFile);
        File.WriteAllText(ownerFile, string.Create(CultureInfo.InvariantCulture, $"process {Environment.ProcessId} since {now.UtcDateTime:yyyy-MM-dd HH:mm:ss} UTC"));
        return new FileLock(held, ownerFile);
    }

    public void Dispose()
    {
        File.Delete(ownerFile);
        held.Dispose();
    }

    private static FileStream Hold(string path, string ownerFile)
    {
        try
        {
            return new FileStream(path + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (IOException refused) when (refused is not (DirectoryNotFoundException or PathTooLongException))
        {
            var owner = File.Exists(ownerFile) ? File.ReadAllText(ownerFile) : "another process";
            throw new IOException($"{path} is held by {owner}. One process at a time uses an embedded store.", refused);
        }
    }
}
