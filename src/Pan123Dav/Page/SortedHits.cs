using Pan123Dav.Page.Sorting;

namespace Pan123Dav.Page;

/// <summary>What a search found, in the order of a page.</summary>
internal static class SortedHits
{
    public static IEnumerable<SearchHit> Sort(IEnumerable<SearchHit> hits, ListingSort sort)
    {
        var byName = Comparer<SearchHit>.Create(static (a, b) => NaturalOrder.Compare(a.Entry.Name, b.Entry.Name));
        var foldersFirst = hits.OrderBy(static hit => !hit.Entry.IsCollection);
        return sort.Key == ListingSortKey.Name
            ? sort.IsDescending ? foldersFirst.ThenByDescending(static hit => hit, byName) : foldersFirst.ThenBy(static hit => hit, byName)
            : foldersFirst.ThenBy(hit => SortedMembers.GetValue(hit.Entry, sort)).ThenBy(static hit => hit, byName);
    }
}
