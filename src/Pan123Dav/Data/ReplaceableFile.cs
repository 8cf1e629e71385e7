namespace Pan123Dav.Data;

/// <summary>
/// A file whose content is replaced as a whole: written beside it under another name, to the disk, then put in its place. Whoever reads it,
/// or is killed meanwhile, has the old content or the new one. Owner, group and mode stay; a link stays, and what it leads to is replaced.
/// </summary>
internal sealed class ReplaceableFile
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;
    private const UnixFileMode AnybodyWrites = UnixFileMode.UserWrite | UnixFileMode.GroupWrite | UnixFileMode.OtherWrite;

    private readonly string _given;

    /// <param name="path">Absolute path.</param>
    public ReplaceableFile(string path) => (_given, Path) = (path, Resolve(path));

    /// <summary>The file itself, where <c>path</c> is a link to it.</summary>
    public string Path { get; }

    private string Folder => System.IO.Path.GetDirectoryName(Path)!;

    /// <summary>Why it cannot be replaced, as far as it can be told without trying; null when nothing speaks against it.</summary>
    public FileObstacle? FindObstacle()
    {
        if (IsOfConfigMap(_given))
        {
            return FileObstacle.ConfigMap;
        }

        var file = new FileInfo(Path);
        if (!file.Exists || file.LinkTarget is not null)
        {
            return FileObstacle.Missing;
        }

        if (MountPoints.Contains(Path))
        {
            return FileObstacle.MountedFile;
        }

        if (OperatingSystem.IsWindows())
        {
            return file.IsReadOnly ? FileObstacle.ReadOnlyFile : null;
        }

        if ((file.UnixFileMode & AnybodyWrites) == 0)
        {
            return FileObstacle.ReadOnlyFile;
        }

        if (FileOwnership.MayWrite(Path) == false || FileOwnership.MayWrite(Folder) == false)
        {
            return MountPoints.IsReadOnly(Path) ? FileObstacle.ReadOnlyFileSystem : FileObstacle.NoRight;
        }

        return FileOwnership.Get(Path) is { } owner && owner.User != UnixUser.Id && UnixUser.Id != 0 ? FileObstacle.OtherOwner : null;
    }

    /// <summary>Puts <paramref name="content"/> in its place.</summary>
    /// <param name="content">All of it.</param>
    /// <param name="isStillMeant">Looks once more, when nothing is left to be done but the replacing, whether the file is still the one to replace.</param>
    /// <returns>False when it was not; nothing was changed then.</returns>
    /// <exception cref="FileObstacleException">It cannot be replaced; nothing was changed.</exception>
    public bool Replace(ReadOnlySpan<byte> content, Func<bool> isStillMeant)
    {
        if (FindObstacle() is { } obstacle)
        {
            throw new FileObstacleException(obstacle);
        }

        var temporary = System.IO.Path.Combine(Folder, $".{System.IO.Path.GetFileName(Path)}.{Guid.NewGuid():N}.tmp");
        try
        {
            RemoveForgotten();
            Write(temporary, content);
            CopyRights(temporary);
            if (!isStillMeant())
            {
                return false;
            }

            File.Move(temporary, Path, overwrite: true);
            return true;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or (IOException and not FileObstacleException))
        {
            throw new FileObstacleException(Describe(e), e);
        }
        finally
        {
            TryDelete(temporary);
        }
    }

    /// <summary>Writes a file that is not there yet, for its owner only, through to the disk.</summary>
    public static void Write(string path, ReadOnlySpan<byte> content)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None, BufferSize = 0 };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        using var file = new FileStream(path, options);
        file.Write(content);
        file.Flush(flushToDisk: true);
    }

    /// <summary>What stands behind a refusal of the operating system.</summary>
    public static FileObstacle Describe(Exception exception) => exception switch
    {
        UnauthorizedAccessException => FileObstacle.NoRight,

        // ENOSPC, EDQUOT of Linux and macOS; ERROR_DISK_FULL and ERROR_HANDLE_DISK_FULL.
        IOException { HResult: 28 or 122 or 69 or unchecked((int)0x80070070) or unchecked((int)0x80070027) } => FileObstacle.DiskFull,
        IOException { HResult: 30 } => FileObstacle.ReadOnlyFileSystem,
        IOException { HResult: 16 } => FileObstacle.MountedFile,
        FileNotFoundException or DirectoryNotFoundException => FileObstacle.Missing,
        _ => FileObstacle.Refused,
    };

    private static string Resolve(string path)
    {
        try
        {
            return File.ResolveLinkTarget(path, returnFinalTarget: true)?.FullName ?? path;
        }
        catch (IOException)
        {
            // A link in a circle, or to nowhere: there is no file.
            return path;
        }
        catch (UnauthorizedAccessException)
        {
            return path;
        }
    }

    // Kubernetes swaps the link ..data, which the links of single files go through.
    private static bool IsOfConfigMap(string path) =>
        path.Contains("/..data/", StringComparison.Ordinal) || new FileInfo(path).LinkTarget?.Split('/').Contains("..data") == true;

    private void CopyRights(string temporary)
    {
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var mode = File.GetUnixFileMode(Path);
        if (FileOwnership.Get(Path) is { } owner && FileOwnership.Get(temporary) is { } own && own != owner && !FileOwnership.TrySet(temporary, owner))
        {
            throw new FileObstacleException(FileObstacle.OtherOwner);
        }

        File.SetUnixFileMode(temporary, mode);
    }

    // What a process that was killed has left behind.
    private void RemoveForgotten()
    {
        foreach (var path in Directory.EnumerateFiles(Folder, $".{System.IO.Path.GetFileName(Path)}.*.tmp"))
        {
            TryDelete(path);
        }
    }

    private static void TryDelete(string path)
    {
        try
        {
            File.Delete(path);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The next replacement tries again.
        }
    }
}
