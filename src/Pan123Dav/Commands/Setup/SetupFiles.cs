namespace Pan123Dav.Commands.Setup;

/// <summary>
/// Files that are written all or none, each as a whole: under another name first, then put in place. Only their owner can read them.
/// </summary>
/// <param name="folder">Where they go; made where it is not there.</param>
internal sealed class SetupFiles(string folder)
{
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private readonly List<(string Name, byte[] Content, bool Replaces)> _files = [];

    /// <summary>Where they go, in the order they are put in place.</summary>
    public IEnumerable<string> Paths => _files.Select(file => Path.Combine(folder, file.Name));

    /// <summary>Adds a file.</summary>
    /// <param name="name">Its name.</param>
    /// <param name="content">All of it.</param>
    /// <param name="replaces">Whether one that is there gives way.</param>
    public void Add(string name, byte[] content, bool replaces) => _files.Add((name, content, replaces));

    /// <summary>Writes them.</summary>
    /// <exception cref="IOException">Something cannot be written, or is there.</exception>
    /// <exception cref="UnauthorizedAccessException">Something may not be written.</exception>
    public void Write()
    {
        Directory.CreateDirectory(folder);
        var pending = new List<(string From, string To, bool Replaces)>();
        var placed = new List<string>();
        try
        {
            foreach (var (name, content, replaces) in _files)
            {
                var temporary = Path.Combine(folder, $".{name}.{Guid.NewGuid():N}.tmp");
                pending.Add((temporary, Path.Combine(folder, name), replaces));
                WriteNew(temporary, content);
            }

            foreach (var (from, to, replaces) in pending)
            {
                var isNew = !File.Exists(to);
                File.Move(from, to, overwrite: replaces);
                if (isNew)
                {
                    placed.Add(to);
                }
            }
        }
        catch
        {
            pending.ForEach(file => File.Delete(file.From));
            placed.ForEach(File.Delete);
            throw;
        }
    }

    private static void WriteNew(string path, byte[] content)
    {
        var options = new FileStreamOptions { Mode = System.IO.FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = FileMode;
        }

        using var file = new FileStream(path, options);
        file.Write(content);
        file.Flush(flushToDisk: true);
    }
}
