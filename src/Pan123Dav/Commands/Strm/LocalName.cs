using System.Buffers;
using System.Text;

namespace Pan123Dav.Commands.Strm;

/// <summary>Why a name of the drive cannot be one of a file here.</summary>
internal enum LocalNameFault
{
    /// <summary>It is longer than file systems take.</summary>
    TooLong,

    /// <summary>This system takes no such names.</summary>
    Unusable,
}

/// <summary>Names of the drive as names of files of this machine.</summary>
internal static class LocalName
{
    // What ext4, NTFS and APFS take: bytes on Linux, UTF-16 units elsewhere.
    private const int MaxLength = 255;

    private static readonly SearchValues<char> Unusable = SearchValues.Create(Path.GetInvalidFileNameChars());

    private static readonly string[] Devices =
        ["con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7",
            "com8", "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9"];

    /// <summary>Which names are the same to this machine's file systems.</summary>
    public static StringComparer Comparer { get; } =
        OperatingSystem.IsWindows() || OperatingSystem.IsMacOS() ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal;

    /// <summary>What is wrong with <paramref name="name"/>; null when it can be written.</summary>
    public static LocalNameFault? FindFault(string name) =>
        (OperatingSystem.IsLinux() ? Encoding.UTF8.GetByteCount(name) : name.Length) > MaxLength ? LocalNameFault.TooLong
        : name.AsSpan().ContainsAny(Unusable) || (OperatingSystem.IsWindows() && IsUnusableOnWindows(name)) ? LocalNameFault.Unusable
        : null;

    // Windows drops dots and blanks at the end, and opens a device for its name whatever follows.
    private static bool IsUnusableOnWindows(string name) =>
        name.EndsWith('.') || name.EndsWith(' ') || Devices.Contains(name.Split('.')[0].TrimEnd(), StringComparer.OrdinalIgnoreCase);
}
