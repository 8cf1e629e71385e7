using System.Collections.Concurrent;
using System.Runtime.CompilerServices;

namespace Pan123Dav.Page.Sorting;

/// <summary>
/// The members of a collection by name, folders first. Comparing ten thousand names takes longer than writing their page, so the order is kept with the table
/// that it is of, four bytes a member, until that goes. Which members a user may see is part of what it is kept by.
/// </summary>
/// <param name="Order">Numbers of members.</param>
/// <param name="Folders">How many of the first are folders.</param>
internal sealed record NameOrder(int[] Order, int Folders)
{
    // A few names are ordered faster than looked up.
    private const int MinKept = 32;
    private const int MaxKept = 64;

    private static readonly ConditionalWeakTable<Storage.EntryTable, ConcurrentDictionary<ulong, NameOrder>> Known = [];

    public static NameOrder Get(MemberSet members)
    {
        if (members.Table is not { } table || members.Count < MinKept)
        {
            return Create(members);
        }

        var kept = Known.GetValue(table, static _ => []);
        var signature = members.Signature;
        if (kept.TryGetValue(signature, out var known) && known.Order.Length == members.Count)
        {
            return known;
        }

        var order = Create(members);
        if (kept.Count >= MaxKept)
        {
            kept.Clear();
        }

        kept[signature] = order;
        return order;
    }

    private static NameOrder Create(MemberSet members)
    {
        var order = new int[members.Count];
        var (folders, files) = (0, members.Count);
        for (var i = 0; i < order.Length; i++)
        {
            order[members[i].IsCollection ? folders++ : --files] = i;
        }

        Comparison<int> byName = (a, b) => NaturalOrder.Compare(members[a].Name, members[b].Name);
        order.AsSpan(0, folders).Sort(byName);
        order.AsSpan(folders).Sort(byName);
        return new NameOrder(order, folders);
    }
}
