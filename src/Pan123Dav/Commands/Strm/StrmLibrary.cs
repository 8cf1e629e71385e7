using System.Globalization;
using System.IO.Hashing;
using System.Text;
using Pan123Dav.Storage;

namespace Pan123Dav.Commands.Strm;

/// <summary>
/// The folder that a library is written to. What was written stands in a manifest there, one for each user and path, so that only that is
/// ever deleted. A file takes its place whole: a scanner sees the old one or the new one.
/// </summary>
internal sealed class StrmLibrary
{
    private const string Prefix = ".pan123dav-strm-";
    private const string Temporary = ".pan123dav-strm.tmp";

    private readonly string _root;
    private readonly string _manifest;
    private readonly string _header;
    private readonly StrmMode _mode;
    private readonly Dictionary<string, WrittenFile> _files = new(LocalName.Comparer);
    private readonly HashSet<string> _seen = new(LocalName.Comparer);
    private bool _isChanged;

    private StrmLibrary(string root, string manifest, string header, StrmMode mode)
    {
        _root = root;
        _manifest = manifest;
        _header = header;
        _mode = mode;
    }

    /// <summary>How many files earlier runs had written.</summary>
    public int Existing { get; private init; }

    /// <summary>Opens the library of a user and path in <paramref name="root"/>, which is made when it is not there.</summary>
    /// <exception cref="IOException">It cannot be read or made.</exception>
    /// <exception cref="UnauthorizedAccessException">It cannot be read or made.</exception>
    public static StrmLibrary Open(string root, string user, StoragePath path, StrmMode mode)
    {
        Directory.CreateDirectory(root);
        var scope = XxHash3.HashToUInt64([.. Encoding.UTF8.GetBytes(user), 0, .. path.Utf8]);
        var manifest = Path.Combine(root, string.Create(CultureInfo.InvariantCulture, $"{Prefix}{scope:x16}.txt"));
        var files = new Dictionary<string, WrittenFile>(LocalName.Comparer);
        if (File.Exists(manifest))
        {
            foreach (var line in File.ReadLines(manifest))
            {
                if (WrittenFile.TryParse(line, out var name, out var file))
                {
                    files[name] = file;
                }
            }
        }

        var header = $"# Written by `pan123dav strm` for {user}, {path}. Without this file a sync deletes nothing of it.";
        var library = new StrmLibrary(root, manifest, header, mode) { Existing = files.Count };
        foreach (var (name, file) in files)
        {
            library._files.Add(name, file);
        }

        return library;
    }

    /// <summary>Notes that the drive has what <paramref name="name"/> stands for.</summary>
    public void Keep(string name) => _seen.Add(name);

    /// <summary>Writes a link, unless it is there already.</summary>
    /// <returns>Whether it was written.</returns>
    public bool WriteLink(string name, ReadOnlySpan<byte> link)
    {
        var path = GetPath(name);
        Keep(name);
        if (File.Exists(path))
        {
            var isSame = HasContent(path, link);
            if (isSame)
            {
                Note(name, new WrittenFile(WrittenFile.GetDigest(link)));
            }

            if (isSame || _mode == StrmMode.Insert)
            {
                return false;
            }
        }

        Write(path, link);
        Note(name, new WrittenFile(WrittenFile.GetDigest(link)));
        return true;
    }

    /// <summary>Whether a companion is missing, or a copy of an older version of the drive's. One that somebody else put there is theirs.</summary>
    public bool NeedsCopy(string name, ulong source) =>
        !File.Exists(GetPath(name)) || (_mode != StrmMode.Insert && _files.TryGetValue(name, out var file) && file.Source != source);

    /// <summary>Writes a companion.</summary>
    public void WriteCopy(string name, ReadOnlySpan<byte> content, ulong source)
    {
        Write(GetPath(name), content);
        Note(name, new WrittenFile(WrittenFile.GetDigest(content), source));
    }

    /// <summary>What earlier runs wrote and the drive no longer has.</summary>
    public IReadOnlyList<string> FindStale() => [.. _files.Keys.Where(name => !_seen.Contains(name))];

    /// <summary>Deletes a file that was written here, and the folders that it leaves empty. Whatever becomes of it, it is ours no longer.</summary>
    /// <returns>False when it is another file by now, which stays.</returns>
    public bool TryDelete(string name)
    {
        var path = GetPath(name);
        if (File.Exists(path))
        {
            if (WrittenFile.GetDigest(File.ReadAllBytes(path)) != _files[name].Digest)
            {
                Forget(name);
                return false;
            }

            File.Delete(path);
        }

        Forget(name);
        var folder = Path.GetDirectoryName(path)!;
        while (folder.Length > _root.Length && Directory.Exists(folder) && !Directory.EnumerateFileSystemEntries(folder).Any())
        {
            Directory.Delete(folder);
            folder = Path.GetDirectoryName(folder)!;
        }

        return true;
    }

    /// <summary>Writes the manifest when it changed.</summary>
    public void Save()
    {
        if (!_isChanged)
        {
            return;
        }

        var text = new StringBuilder(_header).Append('\n');
        foreach (var (name, file) in _files.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            text.Append(file.ToLine(name)).Append('\n');
        }

        Write(_manifest, Encoding.UTF8.GetBytes(text.ToString()));
        _isChanged = false;
    }

    private static bool HasContent(string path, ReadOnlySpan<byte> content) =>
        new FileInfo(path).Length == content.Length && File.ReadAllBytes(path).AsSpan().SequenceEqual(content);

    private void Forget(string name) => _isChanged |= _files.Remove(name);

    private void Note(string name, WrittenFile file)
    {
        if (!_files.TryGetValue(name, out var known) || known != file)
        {
            _files[name] = file;
            _isChanged = true;
        }
    }

    private string GetPath(string name) => Path.Combine(_root, name.Replace('/', Path.DirectorySeparatorChar));

    private void Write(string path, ReadOnlySpan<byte> content)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        var temporary = Path.Combine(_root, Temporary);
        File.WriteAllBytes(temporary, content);
        File.Move(temporary, path, overwrite: true);
    }
}
