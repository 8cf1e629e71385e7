namespace Pan123Dav.Media.AListApi;

/// <summary>Which of many are asked for: <c>page</c> counts from 1, <c>per_page</c> of 0 or less is all of them.</summary>
/// <param name="First">The first, counting from 0.</param>
/// <param name="Count">How many.</param>
internal readonly record struct AListPage(long First, long Count)
{
    /// <exception cref="AListException">One of them is no whole number.</exception>
    public static AListPage Read(AListRequest request)
    {
        var page = Math.Max(1, request.GetInteger("page", absent: 1));
        var size = request.GetInteger("per_page", absent: 0);
        size = size <= 0 ? long.MaxValue : size;
        return new AListPage((long)Int128.Min(long.MaxValue, (Int128)(page - 1) * size), size);
    }

    /// <summary>Whether the one of this number is among them.</summary>
    public bool Contains(long number) => number >= First && number - First < Count;
}
