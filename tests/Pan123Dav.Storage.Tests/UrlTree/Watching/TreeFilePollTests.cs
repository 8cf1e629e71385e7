using System.Runtime.InteropServices;
using Pan123Dav.Storage.Tests.Support;
using Pan123Dav.Storage.UrlTree;
using Pan123Dav.Storage.UrlTree.Watching;

namespace Pan123Dav.Storage.Tests.UrlTree.Watching;

/// <summary>Each look is made by the test, so nothing here waits for a clock.</summary>
public sealed partial class TreeFilePollTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RecordingLog _log = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Poll_UnchangedFile_ReadsNothing()
    {
        var (poll, storage) = Load(_folder.Write("tree.txt", "a:"));
        var table = storage.Table;

        Poll(poll, 3);

        Assert.Same(table, storage.Table);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public void Poll_WrittenInPlace_IsReadWhenItStandsStill()
    {
        var (poll, storage) = Load(_folder.Write("tree.txt", "a:"));

        _folder.Write("tree.txt", "b:\nc:");
        Poll(poll, 1);
        Assert.Equal(["/a/"], Trees.Print(storage.Table));

        _folder.Write("tree.txt", "b:\nc:\nd:");
        Poll(poll, 1);
        Assert.Equal(["/a/"], Trees.Print(storage.Table));

        Poll(poll, 1);
        Assert.Equal(["/b/", "/c/", "/d/"], Trees.Print(storage.Table));
        Assert.Equal(1, _log.Count(2000));
    }

    [Fact]
    public void Poll_SameLengthAndLaterTime_IsRead()
    {
        var path = _folder.Write("tree.txt", "a:");
        var (poll, storage) = Load(path);

        _folder.Write("tree.txt", "b:");
        File.SetLastWriteTimeUtc(path, File.GetLastWriteTimeUtc(path).AddSeconds(1));
        Poll(poll, 2);

        Assert.Equal(["/b/"], Trees.Print(storage.Table));
    }

    [Fact]
    public void Poll_ReplacedByRename_IsRead()
    {
        var path = _folder.Write("tree.txt", "a:");
        var (poll, storage) = Load(path);

        File.Move(_folder.Write("tree.txt.new", "b:\nc:"), path, overwrite: true);
        Poll(poll, 2);

        Assert.Equal(["/b/", "/c/"], Trees.Print(storage.Table));
    }

    [Fact]
    public void Poll_DeletedAndMadeAgain_KeepsTheTreeAndWarnsOnce()
    {
        var path = _folder.Write("tree.txt", "a:");
        var (poll, storage) = Load(path);

        File.Delete(path);
        Poll(poll, 10);
        Assert.Equal(["/a/"], Trees.Print(storage.Table));
        Assert.Equal(1, _log.Count(2004));

        _folder.Write("tree.txt", "b:\nc:");
        Poll(poll, 3);
        Assert.Equal(["/b/", "/c/"], Trees.Print(storage.Table));
        Assert.Equal((1, 1, 1), (_log.Count(2004), _log.Count(2005), _log.Count(2000)));

        File.Delete(path);
        Poll(poll, 2);
        Assert.Equal(2, _log.Count(2004));
    }

    [Fact]
    public void Poll_MovedAwayAndBack_RecoversWithoutReading()
    {
        var path = _folder.Write("tree.txt", "a:");
        var (poll, storage) = Load(path);
        var table = storage.Table;

        File.Move(path, _folder["away"]);
        Poll(poll, 2);
        File.Move(_folder["away"], path);
        Poll(poll, 2);

        Assert.Same(table, storage.Table);
        Assert.Equal((1, 1), (_log.Count(2004), _log.Count(2005)));
    }

    [Fact]
    public void Poll_TruncatedSave_KeepsTheTreeUntilTheContentComes()
    {
        var (poll, storage) = Load(_folder.Write("tree.txt", "a:"));

        _folder.Write("tree.txt", "");
        Poll(poll, 5);
        Assert.Equal(["/a/"], Trees.Print(storage.Table));
        Assert.Equal(1, _log.Count(2004));

        _folder.Write("tree.txt", "b:\nc:");
        Poll(poll, 2);
        Assert.Equal(["/b/", "/c/"], Trees.Print(storage.Table));
    }

    [Fact]
    public void Poll_EmptyFromTheStart_IsNoFault()
    {
        var (poll, storage) = Load(_folder.Write("tree.txt", ""));

        Poll(poll, 3);
        Assert.Empty(_log.Lines);

        _folder.Write("tree.txt", "a:");
        Poll(poll, 2);
        Assert.Equal(["/a/"], Trees.Print(storage.Table));
    }

    [Fact]
    public void Poll_BrokenText_KeepsTheTreeAndTellsTheErrorsOnce()
    {
        var path = _folder.Write("tree.txt", "a:");
        var (poll, storage) = Load(path);

        _folder.Write("tree.txt", "b:\nreadme\n  x/y:");
        Poll(poll, 10);

        Assert.Equal(["/a/"], Trees.Print(storage.Table));
        Assert.Equal(1, _log.Count(2001));
        Assert.Equal([$"{path}:2:1: no-url", $"{path}:3:4: name-character"],
            _log.Lines.Where(line => line.Id == 2002).Select(line => string.Join(':', line.Text.Split(':')[..4])));
    }

    [Fact]
    public void Poll_HalfWrittenThenCompleted_EndsWithTheWholeTree()
    {
        var (poll, storage) = Load(_folder.Write("tree.txt", "a:"));

        _folder.Write("tree.txt", "b:\n  https://h/x\n  htt");
        Poll(poll, 5);
        Assert.Equal(["/a/"], Trees.Print(storage.Table));

        File.AppendAllText(_folder["tree.txt"], "ps://h/y\n");
        Poll(poll, 2);
        Assert.Equal(["/b/", "/b/x - - https://h/x", "/b/y - - https://h/y"], Trees.Print(storage.Table));
    }

    [Fact]
    public void Poll_ManyErrors_TellsTwentyOfACodeAndCountsTheRest()
    {
        var (poll, _) = Load(_folder.Write("tree.txt", "a:"));

        _folder.Write("tree.txt", string.Concat(Enumerable.Repeat("readme\n", 250)));
        Poll(poll, 2);

        Assert.Equal(20, _log.Count(2002));
        Assert.Contains(_log.Lines, line => line.Id == 2003 && line.Text.Contains("230 more", StringComparison.Ordinal));
    }

    [Fact]
    public void Poll_FileBecomesADirectory_KeepsTheTreeAndWarnsOnce()
    {
        var path = _folder.Write("tree.txt", "a:");
        var (poll, storage) = Load(path);

        File.Delete(path);
        Directory.CreateDirectory(path);
        Poll(poll, 5);

        Assert.Equal(["/a/"], Trees.Print(storage.Table));
        Assert.Equal(1, _log.Count(2004));
    }

    [Fact]
    public void Poll_KubernetesSwapsItsDataLink_IsRead()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Kubernetes mounts its volumes on Linux.");
        _folder.Write("..2024_01/tree.txt", "a:");
        Directory.CreateSymbolicLink(_folder["..data"], "..2024_01");
        File.CreateSymbolicLink(_folder["tree.txt"], "..data/tree.txt");
        var (poll, storage) = Load(_folder["tree.txt"]);

        _folder.Write("..2024_02/tree.txt", "b:\nc:");
        Directory.CreateSymbolicLink(_folder["..data_tmp"], "..2024_02");
        Assert.Equal(0, Rename(_folder["..data_tmp"], _folder["..data"]));
        Directory.Delete(_folder["..2024_01"], recursive: true);
        Poll(poll, 2);

        Assert.Equal(["/b/", "/c/"], Trees.Print(storage.Table));
        Assert.Equal(0, _log.Count(2004));
    }

    [Fact]
    public void Poll_LinkPointsElsewhere_IsRead()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Links need rights on Windows.");
        var first = _folder.Write("one.txt", "a:");
        var second = _folder.Write("two.txt", "b:");
        File.SetLastWriteTimeUtc(second, File.GetLastWriteTimeUtc(first));
        File.CreateSymbolicLink(_folder["tree.txt"], first);
        var (poll, storage) = Load(_folder["tree.txt"]);

        File.Delete(_folder["tree.txt"]);
        File.CreateSymbolicLink(_folder["tree.txt"], second);
        Poll(poll, 2);

        Assert.Equal(["/b/"], Trees.Print(storage.Table));
    }

    [LibraryImport("libc", EntryPoint = "rename", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Rename(string from, string to);

    private static void Poll(TreeFilePoll poll, int times)
    {
        for (var i = 0; i < times; i++)
        {
            poll.Poll();
        }
    }

    private (TreeFilePoll Poll, UrlTreeStorage Storage) Load(string path)
    {
        var storage = new UrlTreeStorage(new MountOptions { OriginUrlsFile = path }, TimeProvider.System);
        storage.Table = TreeFile.Load(path, storage, out var stamp).Table!;
        return (new TreeFilePoll(path, stamp, storage, static _ => [], _log), storage);
    }
}
