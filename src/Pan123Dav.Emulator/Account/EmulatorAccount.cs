using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;

namespace Pan123Dav.Emulator.Account;

/// <summary>The one account behind the three interfaces: a tree of files in memory, and its shares. May be changed while it is served.</summary>
public sealed class EmulatorAccount
{
    private const long FirstId = 20_000_001;

    private static readonly DateTimeOffset FolderModified = new(2024, 1, 1, 0, 0, 0, TimeSpan.FromHours(8));
    private readonly Lock _lock = new();
    private readonly Dictionary<long, EmulatorItem> _items = new() { [0] = new(0, -1, "", FolderModified) };
    private readonly Dictionary<long, List<long>> _members = [];
    private long _lastId = FirstId - 1;

    /// <summary>Of the developer application.</summary>
    public string ClientId { get; init; } = "emulator-client";

    /// <summary>Of the developer application; secret.</summary>
    public string ClientSecret { get; init; } = "emulator-client-secret";

    /// <summary>What signs in on the web: a telephone number or a mail address.</summary>
    public string Username { get; init; } = "13800000000";

    /// <summary>What signs in on the web; secret.</summary>
    public string Password { get; init; } = "emulator-password";

    /// <summary>What signs in by WebDAV, with <see cref="Username"/>; secret, and not the account's password.</summary>
    public string AppPassword { get; init; } = "emulator-app-password";

    /// <summary>A web token of some other account, as <see cref="Api.ApiSwitches.LoginRequired"/> asks for; good for shares alone.</summary>
    public string OtherAccountToken { get; init; } = "emulator-token-of-another-account";

    /// <summary>Bytes of direct-link traffic that were left before the host served any.</summary>
    public long DirectTraffic { get; init; } = 1L << 40;

    /// <summary>The shares by their key.</summary>
    public ConcurrentDictionary<string, EmulatorShare> Shares { get; } = new();

    /// <summary>Adds a folder and returns its number.</summary>
    public long AddFolder(long parent, string name) => Add(new EmulatorItem(0, parent, name, FolderModified));

    /// <summary>Adds a file and returns its number.</summary>
    public long AddFile(long parent, string name, EmulatorContent content, DateTimeOffset modified) =>
        Add(new EmulatorItem(0, parent, name, modified) { Content = content });

    /// <summary>Adds a file at a path such as <c>a/b/c.txt</c>, with the folders on the way that are not there yet, and returns its number.</summary>
    public long AddFile(string path, EmulatorContent content, DateTimeOffset modified)
    {
        var slash = path.LastIndexOf('/');
        return AddFile(slash < 0 ? 0 : GetFolder(path[..slash]), path[(slash + 1)..], content, modified);
    }

    /// <summary>The folder at a path such as <c>a/b</c>; made when it is not there.</summary>
    public long GetFolder(string path)
    {
        long at = 0;
        foreach (var name in path.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            at = FindMember(at, name) is { IsFolder: true } folder ? folder.Id : AddFolder(at, name);
        }

        return at;
    }

    /// <summary>Replaces an item by what <paramref name="change"/> makes of it; its number and folder stay.</summary>
    public void Change(long id, Func<EmulatorItem, EmulatorItem> change)
    {
        lock (_lock)
        {
            var item = _items[id];
            _items[id] = change(item) with { Id = item.Id, ParentId = item.ParentId };
        }
    }

    /// <summary>Takes an item away for good; its members are out of reach.</summary>
    public void Remove(long id)
    {
        lock (_lock)
        {
            if (_items.Remove(id, out var item))
            {
                _members[item.ParentId].Remove(id);
            }
        }
    }

    /// <summary>An item by its number; for 0 the root.</summary>
    public bool TryGet(long id, [NotNullWhen(true)] out EmulatorItem? item)
    {
        lock (_lock)
        {
            return _items.TryGetValue(id, out item);
        }
    }

    /// <summary>
    /// At most <paramref name="count"/> members of a folder with numbers above <paramref name="after"/>, in
    /// the order of their numbers; made-up ones last.
    /// </summary>
    public IReadOnlyList<EmulatorItem> Members(long folder, long after, int count)
    {
        var page = new List<EmulatorItem>();
        lock (_lock)
        {
            var ids = _members.GetValueOrDefault(folder, []);
            // Numbers only ever grow, so the list is in order.
            var found = ids.BinarySearch(after);
            for (var i = found < 0 ? ~found : found + 1; i < ids.Count && page.Count < count; i++)
            {
                page.Add(_items[ids[i]]);
            }

            SyntheticItems.AddTo(page, _items[folder], after, count);
        }

        return page;
    }

    /// <summary>All members of a folder that are really there.</summary>
    public IReadOnlyList<EmulatorItem> Members(long folder)
    {
        lock (_lock)
        {
            return [.. _members.GetValueOrDefault(folder, []).Select(id => _items[id])];
        }
    }

    /// <summary>Whether <paramref name="id"/> is <paramref name="folder"/> or lies below it.</summary>
    public bool IsWithin(long id, long folder) => Ancestors(id).Any(item => item.Id == folder);

    /// <summary>The item, its folder, and so on up to the root; nothing for an item that is not there.</summary>
    internal IEnumerable<EmulatorItem> Ancestors(long id)
    {
        while (TryGet(id, out var item))
        {
            yield return item;
            id = item.ParentId;
        }
    }

    internal EmulatorItem? FindMember(long folder, string name) => Members(folder).FirstOrDefault(item => item.Name == name && !item.Trashed);

    private long Add(EmulatorItem item)
    {
        lock (_lock)
        {
            if (!_items.TryGetValue(item.ParentId, out var parent) || !parent.IsFolder)
            {
                throw new ArgumentException($"There is no folder {item.ParentId}.", nameof(item));
            }

            _items[++_lastId] = item with { Id = _lastId };
            if (!_members.TryGetValue(item.ParentId, out var members))
            {
                _members[item.ParentId] = members = [];
            }

            members.Add(_lastId);
            return _lastId;
        }
    }
}
