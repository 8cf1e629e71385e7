using System.Text;

namespace Pan123Dav.Tests.Setup;

/// <summary><c>setup --backup</c>.</summary>
public sealed class SetupBackupTests : SetupTest
{
    [Fact]
    public async Task Setup_Backup_BringsMountsAndGetsTheOwner()
    {
        var backup = Write("b.json", """
            {"storages":[{"mount_path":"/电影","driver":"123PanLink",
             "addition":"{\"origin_urls\":\"a.mkv:1:1694101621:https://h/1812345678/a.mkv\",\"private_key\":\"k-of-the-owner\",\"uid\":1812345678}"}],
             "users":[{"username":"anna","role":2,"base_path":"/"},{"username":"kid","role":0,"base_path":"/"}]}
            """u8);

        var run = await RunAsync(null, "--backup", backup, "--user", "anna", "--password", Password, "--reach", "machine");

        Assert.True(run.ExitCode == 0, run.Error);
        var settings = await File.ReadAllTextAsync(Settings);
        Assert.Equal(2, settings.Split("PasswordHash").Length - 1);
        Assert.Contains("tree-电影.txt", settings, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(Folder, "tree-电影.txt")));
    }

    [Fact]
    public async Task Setup_BackupThatFitsInPart_SaysWhatIsLeftOut()
    {
        var backup = Write("b.json", """
            {"storages":[{"mount_path":"/电影","driver":"123PanLink","addition":"{\"origin_urls\":\"a.mkv:::https://h/1812345678/a.mkv\"}"},
             {"mount_path":"/ali","driver":"AliyundriveOpen","addition":"{}"}],"users":[{"username":"kid","role":0,"base_path":"/"}]}
            """u8);

        var run = await RunAsync(null, "--backup", backup, "--user", "anna", "--password", Password, "--reach", "machine", "--language", "zh");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Contains("AliyundriveOpen 在这里没有对应的类型", run.Error, StringComparison.Ordinal);
        Assert.Contains("kid 没有密码", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Setup_Backup_CannotSpeakToTheTerminal()
    {
        var backup = Write("b.json", """
            {"storages":[{"mount_path":"/f","driver":"123PanLink","addition":"{\"origin_urls\":\"a.mkv:::https://h/1812345678/a.mkv\"}"}],
             "users":[{"username":"kid\u001b[2J\u202e","role":0,"base_path":"/"}]}
            """u8);

        var run = await RunAsync(null, "--backup", backup, "--user", "anna", "--password", Password, "--reach", "machine", "--language", "en");

        Assert.Contains("kid", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain('\e', run.Error);
        Assert.DoesNotContain('\u202e', run.Error);
    }

    [Theory]
    [InlineData("films:\\\\n bad\\\\na.mkv:::https://h/1812345678/a.mkv", "123PanLink", ":2:2:", "One line cannot be used")]
    [InlineData("", "AliyundriveOpen", "storages[0]:", "No storage in the backup")]
    public async Task Setup_FaultyBackup_SaysWhereAndWritesNothing(string tree, string driver, params string[] said)
    {
        var backup = Write("b.json", Encoding.UTF8.GetBytes(
            $$"""{"storages":[{"mount_path":"/f","driver":"{{driver}}","addition":"{\"origin_urls\":\"{{tree}}\"}"}]}"""));

        var run = await RunAsync(null, "--backup", backup, "--user", "anna", "--password", Password, "--reach", "machine", "--language", "en");

        Assert.Equal(1, run.ExitCode);
        Assert.All(said, text => Assert.Contains(text, run.Error, StringComparison.Ordinal));
        Assert.Single(Directory.GetFiles(Folder));
    }
}
