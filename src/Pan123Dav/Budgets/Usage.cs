namespace Pan123Dav.Budgets;

/// <summary>What was spent.</summary>
/// <param name="Links">Links that were paid for.</param>
/// <param name="Bytes">Bytes that they were asked for.</param>
/// <param name="Refused">Links that were refused because a budget was spent.</param>
internal readonly record struct Usage(long Links, long Bytes, long Refused)
{
    public static Usage operator +(Usage left, Usage right) => new(left.Links + right.Links, left.Bytes + right.Bytes, left.Refused + right.Refused);

    public static Usage operator -(Usage left, Usage right) => new(left.Links - right.Links, left.Bytes - right.Bytes, left.Refused - right.Refused);
}
