namespace Pan123Dav.Data;

/// <summary>Keeps the gateway's files, which hold 123's tokens, readable by their owner only. Windows has its own rights for the folder.</summary>
internal static class OwnerOnly
{
    private const UnixFileMode FileMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    // Ours by name: the folder may be anything, the program's own included. The database has companions (-wal, -shm) and may have copies.
    private static readonly string[] Ours = ["pan123dav.db*", "pan123dav.lock", "pan123dav.pid", "pan123dav*.key", "pan123dav.sessions"];

    /// <summary>Folder of earlier tree texts, which hold links.</summary>
    public const string VersionsFolder = "pan123dav.versions";

    /// <summary>Makes the folder where it is not there. One that is there keeps its mode: others may have business in it.</summary>
    public static void CreateFolder(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, FileMode | UnixFileMode.UserExecute);
        }
    }

    /// <summary>Opens a file for reading and writing; makes it where it is not there.</summary>
    public static FileStream Open(string path, FileShare share)
    {
        var options = new FileStreamOptions { Mode = System.IO.FileMode.OpenOrCreate, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = FileMode;
        }

        return new FileStream(path, options);
    }

    /// <summary>Takes everybody else's rights from files that came with more, as a restored backup does.</summary>
    /// <exception cref="UnauthorizedAccessException">A file is somebody else's.</exception>
    /// <exception cref="IOException">The folder cannot be read.</exception>
    public static void Restrict(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var versions = Path.Combine(folder, VersionsFolder);
        foreach (var path in Ours.SelectMany(pattern => Directory.EnumerateFiles(folder, pattern))
            .Concat(Directory.Exists(versions) ? Directory.EnumerateFiles(versions, "*", SearchOption.AllDirectories) : []))
        {
            try
            {
                var mode = File.GetUnixFileMode(path);
                if ((mode & ~FileMode) != 0)
                {
                    File.SetUnixFileMode(path, mode & FileMode);
                }
            }
            catch (FileNotFoundException)
            {
                // SQLite removes its companions when the last connection closes.
            }
        }
    }
}
