using Microsoft.Win32.SafeHandles;

namespace Pan123Dav.Storage.UrlTree.Watching;

/// <summary>
/// Tells one state of a file from another: its length and time, read through an open handle so that
/// every link on the way is followed, and the file's own link.
/// </summary>
internal readonly record struct TreeFileStamp(long Length, DateTime LastWrite, string? LinkTarget)
{
    public static TreeFileStamp Read(string path)
    {
        using var handle = File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        return Read(path, handle);
    }

    public static TreeFileStamp Read(string path, SafeFileHandle handle) =>
        new(RandomAccess.GetLength(handle), File.GetLastWriteTimeUtc(handle), new FileInfo(path).LinkTarget);
}
