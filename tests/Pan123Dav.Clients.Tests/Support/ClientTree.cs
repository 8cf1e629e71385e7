using System.Globalization;
using System.Text;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Hosting;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Clients.Tests.Support;

/// <summary>
/// The tree that every program is tried on: nasty names, an empty folder, extreme sizes, a wide and a deep folder, unknown sizes, real media.
/// </summary>
public sealed class ClientTree
{
    public const long Uid = 13;
    public const int ManyMembers = 1000;
    public const int Levels = 15;
    public const string Big = "/sizes/big.bin";
    public const string Film = "/media/film.mp4";
    public const string Matroska = "/media/film.mkv";
    public const string Subtitles = "/media/film.srt";
    private const long Modified = 1694101621;
    private static readonly EmulatorContent BigContent = EmulatorContent.PseudoRandom(32 << 20, seed: 7);

    private readonly StringBuilder _text = new();
    private readonly Uri _origin;
    private readonly List<ClientFile> _files = [];
    private readonly List<string> _folders = [];
    private readonly List<string> _inOrder = [];
    private string _at = "/";

    public ClientTree(Uri origin, MediaSamples? media)
    {
        _origin = origin;
        Folder("names", Names);
        Folder("empty", () => { });
        Folder("sizes", () =>
        {
            File("zero.bin", EmulatorContent.Bytes(ReadOnlyMemory<byte>.Empty));
            File("one.bin", EmulatorContent.Bytes("1"u8.ToArray()));
            File("big.bin", BigContent);
        });
        Folder("many", () =>
        {
            for (var i = 0; i < ManyMembers; i++)
            {
                File(string.Create(CultureInfo.InvariantCulture, $"member {i:d4}.txt"), EmulatorContent.Text($"member {i}"));
            }
        });
        Deeper(1);
        Folder("unknown", () =>
        {
            File("small.txt", EmulatorContent.Text("Nobody said how long this is."), sizeKnown: false);
            File("larger.bin", EmulatorContent.PseudoRandom(300_000, seed: 9), sizeKnown: false);
        });
        if (media is not null)
        {
            Folder("media", () =>
            {
                File("film.mp4", EmulatorContent.Bytes(media.Mp4));
                File("film.mkv", EmulatorContent.Bytes(media.Matroska));
                File("film.srt", EmulatorContent.Bytes(media.Subtitles));
            });
        }
    }

    /// <summary>All files, in tree order.</summary>
    public IReadOnlyList<ClientFile> Files => _files;

    /// <summary>All collections but the root, slash-ended, in tree order.</summary>
    public IReadOnlyList<string> Folders => _folders;

    /// <summary>All files and collections as the tree text has them.</summary>
    public IReadOnlyList<string> InOrder => _inOrder;

    /// <summary>
    /// The files that a program reads: all but most of the wide folder, for with all of those it would run into the default budget of requests a minute.
    /// </summary>
    public IEnumerable<ClientFile> Sample => _files.Where(file => !IsWide(file) || file.Path.EndsWith("00.txt", StringComparison.Ordinal));

    public string Text => _text.ToString();

    public ClientFile this[string path] => _files.Single(file => file.Path == path);

    /// <summary>What the emulator serves, by its decoded path there.</summary>
    public static string OriginPath(ClientFile file) => string.Create(CultureInfo.InvariantCulture, $"/{Uid}{file.Path}");

    public void AddTo(EmulatorHost emulator)
    {
        foreach (var file in _files)
        {
            emulator.Add(OriginPath(file), new EmulatorFile(file.Content, DateTimeOffset.FromUnixTimeSeconds(Modified)));
        }
    }

    private static bool IsWide(ClientFile file) => file.Path.StartsWith("/many/", StringComparison.Ordinal);

    private void Names()
    {
        foreach (var name in NastyNames.All)
        {
            File(name, EmulatorContent.Text("file " + name));
        }

        foreach (var name in NastyNames.All)
        {
            // Two bytes short of what a folder's name may have otherwise.
            var folder = Encoding.UTF8.GetByteCount(name) > 240 ? name[..80] : "in " + name;
            Folder(folder, () => File(name, EmulatorContent.Text("deeper " + name)));
        }
    }

    private void Deeper(int level) => Folder($"level {level}", () =>
    {
        if (level < Levels)
        {
            Deeper(level + 1);
        }

        File($"at {level}.txt", EmulatorContent.Text($"level {level}"));
    });

    private void Folder(string name, Action members)
    {
        var parent = _at;
        Indent().Append(name).Append(":\n");
        _at = $"{parent}{name}/";
        _folders.Add(_at);
        _inOrder.Add(_at);
        members();
        _at = parent;
    }

    private void File(string name, EmulatorContent content, bool sizeKnown = true)
    {
        var file = new ClientFile(_at + name, content) { SizeKnown = sizeKnown };
        _files.Add(file);
        _inOrder.Add(file.Path);
        var url = new Uri(_origin, string.Join('/', OriginPath(file).Split('/').Select(Uri.EscapeDataString)));
        Indent().Append(CultureInfo.InvariantCulture, $"{name}:{(sizeKnown ? content.Length : null)}:{Modified}:{url.AbsoluteUri}\n");
    }

    private StringBuilder Indent() => _text.Append(' ', 2 * (_at.Count(c => c == '/') - 1));
}
