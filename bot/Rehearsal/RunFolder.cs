using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace TeamsBot.Bot.Rehearsal;

/// <summary>What a run keeps beside its tables and its local Teams, so that it can go on after a kill. Every file is written whole or not at all.</summary>
internal sealed class RunFolder
{
    // Below what systems lend to outgoing connections, so that it is still free when a killed run goes on.
    private const int FirstPort = 20_000, LastPort = 30_000;

    private RunFolder(string path, int starts) => (Path, Starts) = (path, starts);

    public string Path { get; }

    /// <summary>How often the run was started, this time included.</summary>
    public int Starts { get; }

    public bool IsFinished => File.Exists(In("finished"));

    /// <exception cref="IOException">The run was begun otherwise.</exception>
    public static RunFolder Open(string path, string begunAs)
    {
        Directory.CreateDirectory(path);
        var starts = System.IO.Path.Combine(path, "starts");
        File.AppendAllText(starts, ".");
        var run = new RunFolder(path, (int)new FileInfo(starts).Length);
        var kept = run.Keep("begun", () => begunAs);
        return kept == begunAs ? run : throw new IOException($"This run was begun as '{kept}' and cannot go on as '{begunAs}'. Take another name.");
    }

    public string In(string file) => System.IO.Path.Combine(Path, file);

    /// <summary>Writes beside and renames: a kill leaves the old text or the new one, never half of one.</summary>
    public static void Write(string file, string text)
    {
        var beside = file + ".next";
        File.WriteAllText(beside, text);
        File.Move(beside, file, overwrite: true);
    }

    public void Finish() => Write(In("finished"), "");

    /// <summary>Where the run's local Teams listens, the same at every start: the bot keeps the addresses that Teams told it.</summary>
    public int Port() => int.Parse(Keep("port", () => FreePort().ToString(CultureInfo.InvariantCulture)), CultureInfo.InvariantCulture);

    private static int FreePort()
    {
        while (true)
        {
            var port = Random.Shared.Next(FirstPort, LastPort);
            try
            {
                using var probe = new TcpListener(IPAddress.Loopback, port);
                probe.Start();
                return port;
            }
            catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse or SocketError.AccessDenied)
            {
                // Somebody has it: try another.
                continue;
            }
        }
    }

    private string Keep(string name, Func<string> make)
    {
        var file = In(name);
        if (!File.Exists(file))
        {
            Write(file, make());
        }

        return File.ReadAllText(file);
    }
}
