using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace Pan123Dav.Emulator.Account;

/// <summary>
/// Where the link host has the account's files: <c>/{uid}/folder/name</c>, or <c>/{uid}/{number}</c> for one that a path of names does not lead to.
/// </summary>
internal sealed class DirectPaths(EmulatorAccount account, ulong uid)
{
    private readonly string _root = string.Create(CultureInfo.InvariantCulture, $"/{uid}/");

    /// <summary>Whether a folder above it, or it itself, is enabled for direct links.</summary>
    public bool IsEnabled(long id) => account.Ancestors(id).Any(item => item.DirectLinks);

    /// <summary>The decoded path of a file.</summary>
    public string GetPath(EmulatorItem file)
    {
        var names = account.Ancestors(file.Id).Where(item => item.Id != 0).Select(item => item.Name).Reverse().ToArray();
        var path = _root + string.Join('/', names);
        return names.All(IsPlain) && Resolve(path[_root.Length..])?.Id == file.Id ? path : string.Create(CultureInfo.InvariantCulture, $"{_root}{file.Id}");
    }

    /// <summary>The file at a decoded path, when it may be had there.</summary>
    public bool TryFind(string path, [NotNullWhen(true)] out EmulatorItem? file)
    {
        file = null;
        if (!path.StartsWith(_root, StringComparison.Ordinal))
        {
            return false;
        }

        var rest = path[_root.Length..];
        var found = Resolve(rest);
        if (found is null && long.TryParse(rest, NumberStyles.None, CultureInfo.InvariantCulture, out var id))
        {
            account.TryGet(id, out found);
        }

        file = found is { IsFolder: false, Trashed: false } && IsEnabled(found.Id) ? found : null;
        return file is not null;
    }

    private static bool IsPlain(string name) => name is not ("" or "." or "..") && !name.Any(c => c == '/' || char.IsControl(c));

    private EmulatorItem? Resolve(string path)
    {
        account.TryGet(0, out var at);
        foreach (var name in path.Split('/'))
        {
            at = at is null ? null : account.FindMember(at.Id, name);
        }

        return at;
    }
}
