using System.Text;

namespace Pan123Dav.Storage.Remote.Listings;

/// <summary>
/// Gives the members of a folder names that differ. Of several with one name the oldest, which is the one with the smallest number, keeps it; the
/// others get their number put behind, before the extension. So a name does not depend on the order in which 123 lists them.
/// </summary>
internal static class RemoteNames
{
    /// <summary>The name of each item, in their order.</summary>
    public static string[] Create(IReadOnlyList<RemoteItem> items)
    {
        var names = new string[items.Count];
        var taken = new Dictionary<string, int>(items.Count, StringComparer.Ordinal);
        List<int>? others = null;
        for (var i = 0; i < names.Length; i++)
        {
            // Names of a server that has paths are shown as it shows them: none of them holds a slash, so that nothing else could be meant by %2F.
            names[i] = items[i].Id.Path is null || RemoteName.HasControls(items[i].Name) ? RemoteName.Escape(items[i].Name) : items[i].Name;
            var key = GetKey(names[i]);
            if (taken.TryAdd(key, i))
            {
                continue;
            }

            var isOlder = items[i].Id.CompareTo(items[taken[key]].Id) < 0;
            (others ??= []).Add(isOlder ? taken[key] : i);
            taken[key] = isOlder ? i : taken[key];
        }

        if (others is not null)
        {
            others.Sort((one, other) => items[one].Id.CompareTo(items[other].Id));
            foreach (var i in others)
            {
                do
                {
                    names[i] = WithNumber(names[i], items[i]);
                }
                while (!taken.TryAdd(GetKey(names[i]), i));
            }
        }

        return names;
    }

    // Two names that differ only in normalization form are one name to a path. The framework's own normalization throws at noncharacters.
    private static string GetKey(string name)
    {
        if (Ascii.IsValid(name))
        {
            return name;
        }

        var bytes = Encoding.UTF8.GetBytes(name);
        return NormalizationFormC.IsNormalized(bytes) ? name : Encoding.UTF8.GetString(NormalizationFormC.Normalize(bytes));
    }

    private static string WithNumber(string name, RemoteItem item)
    {
        var number = $" ({item.Id.Label})";
        var dot = item.IsFolder ? -1 : name.LastIndexOf('.');
        return dot > 0 ? name.Insert(dot, number) : name + number;
    }
}
