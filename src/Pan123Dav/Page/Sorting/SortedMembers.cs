using Pan123Dav.Storage;

namespace Pan123Dav.Page.Sorting;

/// <summary>The members of a collection in the order of a page.</summary>
internal static class SortedMembers
{
    /// <summary>Lazy; what it holds is given back when it was read to its end or let go of.</summary>
    public static IEnumerable<StorageEntry> Sort(IEnumerable<StorageEntry> members, ListingSort sort)
    {
        using var set = MemberSet.From(members);
        var names = NameOrder.Get(set);
        var order = sort.Key == ListingSortKey.Name ? names.Order : GetOrder(set, names, sort);
        for (var i = 0; i < order.Length; i++)
        {
            yield return set[order[sort is { Key: ListingSortKey.Name, IsDescending: true } ? Reverse(i, names) : i]];
        }
    }

    /// <summary>The value that is compared: what is unknown comes last, whichever way the rest is ordered.</summary>
    public static long GetValue(in StorageEntry entry, ListingSort sort) =>
        (sort.Key == ListingSortKey.Size ? entry.Length : entry.Modified) switch
        {
            null => long.MaxValue,
            { } value when sort.IsDescending => -value,
            { } value => value,
        };

    private static int Reverse(int i, NameOrder names) =>
        i < names.Folders ? names.Folders - 1 - i : names.Folders + names.Order.Length - 1 - i;

    // Sizes and times may be learnt while they are compared, so they are read once. Of equal ones the name decides.
    private static int[] GetOrder(MemberSet members, NameOrder names, ListingSort sort)
    {
        var values = new (long Value, int Rank)[members.Count];
        for (var rank = 0; rank < values.Length; rank++)
        {
            values[rank] = (GetValue(members[names.Order[rank]], sort), rank);
        }

        values.AsSpan(0, names.Folders).Sort();
        values.AsSpan(names.Folders).Sort();
        return Array.ConvertAll(values, value => names.Order[value.Rank]);
    }
}
