namespace Pan123Dav.Comparison;

/// <summary>One day in both books.</summary>
/// <param name="Day">The UTC day.</param>
/// <param name="Ours">Bytes that this gateway's links were asked for, by all users and through all mounts.</param>
/// <param name="Theirs">Bytes that 123 counted for the account's direct links.</param>
internal sealed record ComparedDay(DateOnly Day, long Ours, long Theirs)
{
    /// <summary>What 123 counted more; negative when it counted less.</summary>
    public long Difference => Theirs - Ours;
}
