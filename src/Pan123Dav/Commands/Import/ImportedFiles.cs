using System.Text;
using System.Text.Json.Nodes;
using Pan123Dav.Storage;

namespace Pan123Dav.Commands.Import;

/// <summary>
/// An imported configuration as files: <c>appsettings.json</c>, and beside it a file for each tree text.
/// Only their owner can read them; none that is there is overwritten.
/// </summary>
internal sealed class ImportedFiles
{
    private const string Settings = "appsettings.json";
    private const int MaxName = 60;

    private readonly List<(string Name, byte[] Content)> _files = [];
    private readonly Dictionary<string, string> _trees = new(StringComparer.Ordinal);
    private readonly string _folder;

    /// <param name="folder">Where they go.</param>
    /// <param name="section">The section, whose tree texts are taken out of it.</param>
    public ImportedFiles(string folder, JsonObject section)
    {
        _folder = folder;
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var mounts = section["Mounts"]!.AsArray();
        for (var i = 0; i < mounts.Count; i++)
        {
            var mount = mounts[i]!.AsObject();
            if (mount[nameof(MountOptions.OriginUrls)]?.GetValue<string>() is not { Length: > 0 } text)
            {
                continue;
            }

            var name = GetName(mount[nameof(MountOptions.Path)]!.GetValue<string>(), names);
            var place = mount.IndexOf(nameof(MountOptions.OriginUrls));
            mount.RemoveAt(place);
            mount.Insert(place, nameof(MountOptions.OriginUrlsFile), name);
            _files.Add((name, Encoding.UTF8.GetBytes(text)));
            _trees[ImportedConfiguration.GetTreeKey(i)] = Path.Combine(folder, name);
        }

        _files.Insert(0, (Settings, Encoding.UTF8.GetBytes(ImportedConfiguration.Format(section) + "\n")));
    }

    /// <summary>Where they go, the settings first.</summary>
    public IEnumerable<string> Paths => _files.Select(file => Path.Combine(_folder, file.Name));

    /// <summary>The tree texts, which were taken out of the section.</summary>
    public IEnumerable<(string Name, byte[] Content)> Trees => _files.Skip(1);

    /// <summary>Those that are there already; also what is no file.</summary>
    public IReadOnlyList<string> Existing => [.. Paths.Where(Path.Exists)];

    /// <summary>The file of a tree text; the key itself when it has none.</summary>
    public string GetSource(string key) => _trees.GetValueOrDefault(key, key);

    /// <summary>Makes the folder with those above it, and writes all or nothing.</summary>
    /// <exception cref="IOException">Something cannot be written, or is there.</exception>
    /// <exception cref="UnauthorizedAccessException">Something may not be written.</exception>
    public void Write()
    {
        Directory.CreateDirectory(_folder);
        var written = new List<string>();
        try
        {
            foreach (var (name, content) in _files)
            {
                var path = Path.Combine(_folder, name);
                var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.None };
                if (!OperatingSystem.IsWindows())
                {
                    options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
                }

                using var file = new FileStream(path, options);
                written.Add(path);
                file.Write(content);
            }
        }
        catch
        {
            written.ForEach(File.Delete);
            throw;
        }
    }

    // tree.txt at the root, tree-films-2024.txt at /films/2024: letters and digits of any script, nothing that a file system or a shell minds.
    private static string GetName(string mount, HashSet<string> names)
    {
        var safe = new StringBuilder("tree");
        foreach (var rune in mount.Trim('/').EnumerateRunes())
        {
            if (Rune.IsLetterOrDigit(rune) && safe.Length < MaxName)
            {
                safe.Append(safe.Length == "tree".Length ? "-" : "").Append(rune.ToString());
            }
            else if (safe[^1] != '-')
            {
                safe.Append('-');
            }
        }

        var stem = safe.ToString().TrimEnd('-');
        for (var number = 1; ; number++)
        {
            var name = number == 1 ? $"{stem}.txt" : FormattableString.Invariant($"{stem}-{number}.txt");
            if (names.Add(name))
            {
                return name;
            }
        }
    }
}
