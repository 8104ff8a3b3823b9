namespace TeamsBot.Bench;

/// <summary>A folder for one run's files on the disk that is measured; gone when the run is over.</summary>
internal sealed class Scratch : IDisposable
{
    private readonly DirectoryInfo folder;

    public Scratch(string beneath) => folder = Directory.CreateDirectory(Path.Combine(beneath, $"run-{Guid.NewGuid():N}"));

    public string File(string name) => Path.Combine(folder.FullName, name);

    public void Dispose() => folder.Delete(recursive: true);
}
