using System.CommandLine;

namespace Pan123Dav.Tests.Media;

/// <summary>What <c>strm</c> makes of a library that is there: written anew, kept or deleted.</summary>
public sealed class StrmSyncTests : StrmTest
{
    [Fact]
    public async Task Strm_Again_WritesOnlyWhatChanged()
    {
        await RunAsync();
        var time = new DateTime(2001, 2, 3, 4, 5, 6, DateTimeKind.Utc);
        foreach (var name in Files().Append(Manifest()))
        {
            File.SetLastWriteTimeUtc(Path.Combine(Out, name), time);
        }

        await File.WriteAllTextAsync(Path.Combine(Out, "Films", "Heat.strm"), "something else", Token);
        var run = await RunAsync();

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("1 .strm files written, 3 unchanged", run.Output);
        Assert.StartsWith(Url, Read("Films/Heat.strm"));
        Assert.All(Files().Where(name => !name.Contains("Heat", StringComparison.Ordinal)).Append(Manifest()),
            name => Assert.Equal(time, File.GetLastWriteTimeUtc(Path.Combine(Out, name))));
    }

    [Fact]
    public async Task Strm_Insert_LeavesWhatIsThere()
    {
        await RunAsync();
        await File.WriteAllTextAsync(Path.Combine(Out, "Films", "Heat.strm"), "mine", Token);
        File.Delete(Path.Combine(Out, "Music", "clip.strm"));

        var run = await RunAsync("--mode", "insert");

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("mine", Read("Films/Heat.strm"));
        Assert.StartsWith(Url, Read("Music/clip.strm"));
    }

    [Fact]
    public async Task Strm_Sync_DeletesOnlyWhatItWroteAndTheDriveNoLongerHas()
    {
        await RunAsync();
        await File.WriteAllTextAsync(Path.Combine(Out, "Films", "own.strm"), "http://elsewhere.example/own.mkv", Token);
        await File.WriteAllTextAsync(Path.Combine(Out, "Films", "沙丘 #1", "movie.nfo"), "<movie/>", Token);
        DriveTree = "Films:\n  Heat.avi:4000:1694101630:https://vip.123pan.cn/13/Heat.avi\n  New.mkv:1:1694101630:https://vip.123pan.cn/13/New.mkv\n";

        var updated = await RunAsync();
        var guarded = await RunAsync("--mode", "sync");
        Assert.Equal((0, 1), (updated.ExitCode, guarded.ExitCode));
        Assert.Contains("error max-deletes: 3 of 5 files", guarded.Error, StringComparison.Ordinal);
        Assert.Contains("Music/clip.strm", Files());
        var run = await RunAsync("--mode", "sync", "--max-deletes", "3");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(["Films/Heat.strm", "Films/New.strm", "Films/own.strm", "Films/沙丘 #1/movie.nfo"], Files());
        Assert.False(Directory.Exists(Path.Combine(Out, "Music")));
    }

    [Theory]
    [InlineData("10%", 10, 1, true)]
    [InlineData("10%", 10, 2, false)]
    [InlineData("10%", 9, 1, false)]
    [InlineData("100%", 10, 10, true)]
    [InlineData("0%", 10, 1, false)]
    [InlineData("0", 10, 1, false)]
    [InlineData("2", 10, 2, true)]
    [InlineData("2", 1000, 3, false)]
    [InlineData(null, 10, 1, true)]
    [InlineData(null, 10, 2, false)]
    public async Task Strm_MaxDeletes_AreAllOrNone(string? limit, int films, int gone, bool areDeleted)
    {
        DriveTree = FilmTree(films);
        await RunAsync();
        DriveTree = FilmTree(films - gone) + "other.txt:1:1:https://vip.123pan.cn/13/other.txt\n";

        var run = await RunAsync(["--mode", "sync", .. limit is null ? [] : new[] { "--max-deletes", limit }]);

        Assert.Equal(areDeleted ? 0 : 1, run.ExitCode);
        Assert.Equal(areDeleted ? films - gone : films, Files().Count());
    }

    [Fact]
    public async Task Strm_SyncOfAnotherPathOrUser_LeavesTheOthersFiles()
    {
        await RunAsync("--path", "/Films");

        var path = await RunAsync("--path", "/Music", "--mode", "sync", "--max-deletes", "100%");
        var user = await RunAsync(["--path", "/Music", "--mode", "sync", "--max-deletes", "100%"],
            user: "tv", ("Users:1:Name", "tv"), ("Users:1:Password", "another-password-1"));

        Assert.Equal((0, 0), (path.ExitCode, user.ExitCode));
        Assert.Equal(["Heat.strm", "clip.strm", "沙丘 #1/Dune.mp4.strm", "沙丘 #1/Dune.strm"], Files());
    }

    [Theory]
    [InlineData("--path", "/Absent")]
    [InlineData("--path", "/Films/Heat.avi")]
    public async Task Strm_NoSuchFolder_DeletesNothingAndIs1(params string[] arguments)
    {
        await RunAsync();
        var before = Files().ToList();

        var run = await RunAsync([.. arguments, "--mode", "sync", "--max-deletes", "100%"]);

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("error path: this user sees no such folder", run.Error, StringComparison.Ordinal);
        Assert.Equal(before, Files());
    }

    [Fact]
    public async Task Strm_ALibraryOfTenThousand_IsWrittenAndSynchronised()
    {
        DriveTree = FilmTree(10_000);
        Assert.StartsWith("10000 .strm files written, 0 unchanged", (await RunAsync()).Output);
        DriveTree = FilmTree(9_500) + "new.mkv:1:1:https://vip.123pan.cn/13/new.mkv\n";

        var run = await RunAsync("--mode", "sync");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.StartsWith("1 .strm files written, 9500 unchanged, 500 deleted", run.Output);
        Assert.Equal(9501, Files().Count());
    }

    private string Manifest() => Path.GetFileName(Assert.Single(Directory.GetFiles(Out, ".pan123dav-strm-*")));

    private static string FilmTree(int films) =>
        string.Concat(Enumerable.Range(0, films).Select(i => $"Film {i:d5}.mkv:{i + 1}:1694101621:https://vip.123pan.cn/13/{i}.mkv\n"));
}
