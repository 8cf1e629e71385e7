using System.Runtime.InteropServices;
using System.Runtime.Versioning;

namespace Pan123Dav.Data;

/// <summary>Whom the process runs as, in numbers: inside a container users often have no names.</summary>
[UnsupportedOSPlatform("windows")]
internal static partial class UnixUser
{
    /// <summary>Number of the effective user.</summary>
    public static uint Id => GetEffectiveUser();

    /// <summary>Number of the effective group.</summary>
    public static uint GroupId => GetEffectiveGroup();

    [DllImport("libc", EntryPoint = "geteuid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint GetEffectiveUser();

    [DllImport("libc", EntryPoint = "getegid")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint GetEffectiveGroup();
}
