namespace Pan123Dav.Data;

/// <summary>Why a file cannot be replaced by another content of it.</summary>
internal enum FileObstacle
{
    /// <summary>It is not there, or no ordinary file.</summary>
    Missing,

    /// <summary>Kubernetes puts it there, and would put the old one back: a ConfigMap or Secret, seen by its <c>..data</c> link.</summary>
    ConfigMap,

    /// <summary>It is mounted by itself, as by <c>-v ./tree.txt:/config/tree.txt</c>, and nothing can take its place.</summary>
    MountedFile,

    /// <summary>It lies on a file system that is mounted read-only.</summary>
    ReadOnlyFileSystem,

    /// <summary>Its mode or attribute says that nobody writes it.</summary>
    ReadOnlyFile,

    /// <summary>The gateway's user has no right to write it or into its folder.</summary>
    NoRight,

    /// <summary>It is somebody else's, who would lose it to the gateway's user.</summary>
    OtherOwner,

    /// <summary>There is no room.</summary>
    DiskFull,

    /// <summary>The operating system refused for another reason.</summary>
    Refused,
}

/// <summary>A file could not be replaced; it is as it was.</summary>
internal sealed class FileObstacleException(FileObstacle obstacle, Exception? inner = null) : IOException($"The file cannot be replaced: {obstacle}.", inner)
{
    public FileObstacle Obstacle { get; } = obstacle;
}
