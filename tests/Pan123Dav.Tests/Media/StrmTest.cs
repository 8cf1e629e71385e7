using System.CommandLine;
using Pan123Dav.Commands.Strm;
using Pan123Dav.Tests.Commands;

namespace Pan123Dav.Tests.Media;

/// <summary>Runs of <c>strm</c> into a folder that goes away.</summary>
public abstract class StrmTest : IDisposable
{
    private protected const string Url = "https://drive.example/nas";

    private const string Tree = """
        Films:
          沙丘 #1:
            Dune.mkv:5000000000:1694101621:https://vip.123pan.cn/13/Dune.mkv
            Dune.mp4:3000000000:1694101622:https://vip.123pan.cn/13/Dune.mp4
            Dune.srt:40:1694101623:https://vip.123pan.cn/13/Dune.srt
            notes.docx:60:1694101625:https://vip.123pan.cn/13/notes.docx
          Heat.avi:4000:1694101630:https://vip.123pan.cn/13/Heat.avi
        Music:
          a.flac:1:1694101621:https://vip.123pan.cn/13/a.flac
          clip.webm:1:1694101621:https://vip.123pan.cn/13/clip.webm
        """;

    private protected StrmTest() => Out = Path.Combine(Folder.FullName, "library");

    private protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private protected DirectoryInfo Folder { get; } = Directory.CreateTempSubdirectory("pan123dav-strm-");

    private protected string Out { get; }

    /// <summary>What the drive has; a test may change it between two runs.</summary>
    private protected string DriveTree { get; set; } = Tree;

    public void Dispose()
    {
        Folder.Delete(recursive: true);
        GC.SuppressFinalize(this);
    }

    private protected IEnumerable<string> Files() => Directory.EnumerateFiles(Out, "*", SearchOption.AllDirectories)
        .Select(file => Path.GetRelativePath(Out, file).Replace('\\', '/')).Where(file => file[0] != '.').Order(StringComparer.Ordinal);

    private protected string Read(string name) => File.ReadAllText(Path.Combine(Out, name));

    private protected Task<CommandRun> RunAsync(params string[] arguments) => RunAsync(arguments, GatewayHost.User);

    private protected Task<CommandRun> RunAsync(string[] arguments, string user, params (string Key, string? Value)[] settings) =>
        StartAsync(["--out", Out, "--user", user, "--url", Url, .. arguments], settings);

    private protected Task<CommandRun> StartAsync(string[] arguments, params (string Key, string? Value)[] settings) =>
        CommandRun.OfAsync(CreateCommand(settings), arguments);

    private protected Command CreateCommand(params (string Key, string? Value)[] settings) => StrmCommand.Create(() =>
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        var all = GatewayHost.Settings(DriveTree, settings);
        all.TryAdd("Pan123Dav:DataDirectory", Folder.FullName);
        builder.Configuration.AddInMemoryCollection(all);
        return builder;
    });
}
