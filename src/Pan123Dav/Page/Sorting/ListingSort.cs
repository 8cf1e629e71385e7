namespace Pan123Dav.Page.Sorting;

/// <summary>What a page is ordered by.</summary>
internal enum ListingSortKey
{
    /// <summary>Natural order of names.</summary>
    Name,

    /// <summary>Length in bytes.</summary>
    Size,

    /// <summary>When it changed.</summary>
    Time,
}

/// <summary>The order of a page: <c>?sort=name|size|time&amp;order=asc|desc</c>. Folders always come before files, and what is unknown last.</summary>
/// <param name="Key">What is compared.</param>
/// <param name="IsDescending">The largest first.</param>
internal readonly record struct ListingSort(ListingSortKey Key, bool IsDescending)
{
    /// <summary>Anything else than these values is no wish.</summary>
    public static ListingSort From(IQueryCollection query) => new(
        query["sort"].ToString() switch
        {
            "size" => ListingSortKey.Size,
            "time" => ListingSortKey.Time,
            _ => ListingSortKey.Name,
        },
        query["order"].ToString() == "desc");

    /// <summary>The value of <c>sort</c>.</summary>
    public static string GetName(ListingSortKey key) => key switch
    {
        ListingSortKey.Size => "size",
        ListingSortKey.Time => "time",
        _ => "name",
    };
}
