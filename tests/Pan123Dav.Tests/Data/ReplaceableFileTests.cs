using System.Diagnostics;
using Pan123Dav.Data;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Data;

public sealed class ReplaceableFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Replace_File_KeepsOwnerAndMode_AndClearsUpWhatWasLeftBehind()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Only there it is known whose a file is.");
        Assert.SkipUnless(Environment.IsPrivilegedProcess, "Only root gives files to others.");
        if (OperatingSystem.IsWindows())
        {
            return;
        }

        var path = _folder.Write("tree.txt", "old");
        _folder.Write(".tree.txt.0123.tmp", "half of one that was killed");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite);
        using var chown = Process.Start("chown", ["1234:2345", path]);
        chown.WaitForExit();

        Assert.True(new ReplaceableFile(path).Replace("new"u8, () => true));
        Assert.Equal("new", File.ReadAllText(path));
        Assert.Equal((1234u, 2345u), FileOwnership.Get(path));
        Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupWrite, File.GetUnixFileMode(path));
        Assert.Equal([path], Directory.GetFiles(_folder[""]));
    }

    [Fact]
    public void Replace_WhenItIsNoLongerMeant_LeavesAllAsItIs()
    {
        var path = _folder.Write("tree.txt", "old");

        Assert.False(new ReplaceableFile(path).Replace("new"u8, () => false));
        Assert.Equal("old", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(_folder[""]));
    }

    [Fact]
    public void FindObstacle_OfWhatIsNoFile_SaysSo()
    {
        File.CreateSymbolicLink(_folder["circle"], "circle");
        Directory.CreateDirectory(_folder["folder"]);

        Assert.Equal(FileObstacle.Missing, new ReplaceableFile(_folder["absent"]).FindObstacle());
        Assert.Equal(FileObstacle.Missing, new ReplaceableFile(_folder["folder"]).FindObstacle());
        Assert.Equal(FileObstacle.Missing, new ReplaceableFile(_folder["circle"]).FindObstacle());
        Assert.Throws<FileObstacleException>(() => new ReplaceableFile(_folder["absent"]).Replace("new"u8, () => true));
    }

    [Fact]
    public void MountPoints_AreReadAsLinuxWritesThem()
    {
        string[] lines =
        [
            "22 1 254:1 / / rw,relatime shared:1 - ext4 /dev/vda1 rw",
            @"36 22 98:0 /trees/my\040tree.txt /config/my\040tree.txt ro,noatime master:1 - ext3 /dev/root rw,errors=continue",
            "cut short",
        ];

        Assert.Equal([("/", false), ("/config/my tree.txt", true)], MountPoints.Parse(lines));
        Assert.Equal(OperatingSystem.IsLinux(), MountPoints.Contains("/proc"));
    }
}
