using Pan123Dav.Commands.Setup;
using Pan123Dav.Tests.Commands;

namespace Pan123Dav.Tests.Setup;

/// <summary>What an interrupted or failed <c>setup</c> leaves: nothing.</summary>
public sealed class SetupFilesTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pan123dav-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Write_OneCannotBePlaced_LeavesNoneAndTheOldOnes(bool replaces)
    {
        Directory.CreateDirectory(Path.Combine(_folder, "b", "full"));
        File.WriteAllText(Path.Combine(_folder, "old"), "mine");
        var files = new SetupFiles(_folder);
        files.Add("a", [1], replaces);
        files.Add("b", [2], replaces);

        Assert.ThrowsAny<SystemException>(files.Write);

        Assert.Equal("old", Path.GetFileName(Assert.Single(Directory.GetFiles(_folder))));
    }

    [Fact]
    public void Write_ExistingThatIsToStay_Stays()
    {
        File.WriteAllText(Path.Combine(_folder, "a"), "mine");
        var files = new SetupFiles(_folder);
        files.Add("a", [1], replaces: false);

        Assert.Throws<IOException>(files.Write);

        Assert.Equal("mine", File.ReadAllText(Assert.Single(Directory.GetFiles(_folder))));
    }

    [Fact]
    public async Task Setup_KilledInTheMiddle_LeavesNothing()
    {
        using var process = RealProcess.Start(_folder, ["setup", "--language", "en"]);
        await process.StandardInput.WriteAsync("k-of-the-owner\n\nhttps://vip.123pan.cn/1812345678/a.mkv\n\nanna\n");
        await process.StandardInput.FlushAsync();
        var said = new System.Text.StringBuilder();
        while (!said.ToString().Contains("Password: ", StringComparison.Ordinal))
        {
            var read = new char[1];
            Assert.Equal(1, await process.StandardError.ReadAsync(read, TestContext.Current.CancellationToken));
            said.Append(read[0]);
        }

        process.Kill();
        await process.WaitForExitAsync();
        Assert.Empty(Directory.GetFileSystemEntries(_folder));
    }

    [Fact]
    public async Task Setup_LinksFromStandardInput_NeedNoQuestions()
    {
        var run = await RealProcess.RunAsync(
            _folder, "1. https://vip.123pan.cn/1812345678/a.mkv\r\n", "setup", "--private-key", "k-of-the-owner", "--links", "-",
            "--user", "anna", "--password-file", Write("pw", "four-quiet-brown-otters\n"), "--reach", "machine", "--language", "en");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal("https://vip.123pan.cn/1812345678/a.mkv\n", await File.ReadAllTextAsync(Path.Combine(_folder, "tree.txt")));
        Assert.Contains("line 1: the number or mark in front was taken away: a.mkv", run.Error, StringComparison.Ordinal);
        var check = await RealProcess.RunAsync(_folder, null, "check");
        Assert.Equal((0, "1 files, 0 folders, 0 errors, 0 warnings\n"), (check.ExitCode, check.Output));
    }

    private string Write(string name, string content)
    {
        var path = Path.Combine(_folder, name);
        File.WriteAllText(path, content);
        return path;
    }
}
