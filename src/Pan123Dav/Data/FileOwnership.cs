using System.Runtime.InteropServices;
using System.Text;

namespace Pan123Dav.Data;

/// <summary>Whose a file is, and whether this process may write it, where the framework has no call for it. Elsewhere than on Linux nothing is known.</summary>
internal static class FileOwnership
{
    // linux/stat.h, struct statx: the same on every architecture.
    private const int StatxLength = 256;
    private const int UserOffset = 20;
    private const int GroupOffset = 24;
    private const uint UserAndGroup = 0x18;
    private const int CurrentFolder = -100;
    private const int WriteAccess = 2;

    /// <summary>Numbers of the user and the group that a file belongs to; null when they cannot be told.</summary>
    public static (uint User, uint Group)? Get(string path)
    {
        if (!OperatingSystem.IsLinux())
        {
            return null;
        }

        var stat = new byte[StatxLength];
        return Statx(CurrentFolder, ToNative(path), 0, UserAndGroup, stat) != 0 ? null
            : (BitConverter.ToUInt32(stat, UserOffset), BitConverter.ToUInt32(stat, GroupOffset));
    }

    /// <summary>Gives a file to somebody. False when that is not this process's right.</summary>
    public static bool TrySet(string path, (uint User, uint Group) owner) =>
        OperatingSystem.IsLinux() && ChangeOwner(ToNative(path), owner.User, owner.Group) == 0;

    /// <summary>
    /// Whether this process may write a file or into a folder; null when that cannot be told. Root may everywhere but on a file system that is read-only.
    /// </summary>
    public static bool? MayWrite(string path) => OperatingSystem.IsWindows() ? null : Access(ToNative(path), WriteAccess) == 0;

    private static byte[] ToNative(string path) => Encoding.UTF8.GetBytes(path + '\0');

    [DllImport("libc", EntryPoint = "statx")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Statx(int folder, byte[] path, int flags, uint mask, byte[] stat);

    [DllImport("libc", EntryPoint = "chown")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int ChangeOwner(byte[] path, uint user, uint group);

    [DllImport("libc", EntryPoint = "access")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int Access(byte[] path, int mode);
}
