namespace Pan123Dav.Commands.Usage;

/// <summary>One day as both count it. <paramref name="Ours"/> is the sum of its files and the three remainders.</summary>
/// <param name="Day">The UTC day.</param>
/// <param name="Ours">Bytes that this gateway's links were asked for, by all users and through all mounts.</param>
/// <param name="Theirs">Bytes that 123 counted for the account's direct links.</param>
/// <param name="OfFurtherFiles">Of ours: files beyond those that are kept one by one on a day.</param>
/// <param name="OfOtherLinks">Of ours: links that are no direct links, or of which nobody knows where they led.</param>
/// <param name="NotByFile">Of ours: what nobody kept by file, before the gateway did or because it was killed.</param>
internal sealed record ComparedDay(DateOnly Day, long Ours, long Theirs, long OfFurtherFiles, long OfOtherLinks, long NotByFile)
{
    /// <summary>What 123 counted more; negative when it counted less.</summary>
    public long Difference => Theirs - Ours;
}
