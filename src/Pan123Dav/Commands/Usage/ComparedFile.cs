namespace Pan123Dav.Commands.Usage;

/// <summary>One file on one day in both books, or in one of them.</summary>
/// <param name="Day">The UTC day.</param>
/// <param name="Path">The path of its direct link, decoded; of a line of 123's without a link what it says instead.</param>
/// <param name="Here">Where it stands in this gateway; nothing when no link of ours led to it.</param>
/// <param name="Links">Links of ours.</param>
/// <param name="Ours">Bytes that they were asked for.</param>
/// <param name="Downloads">Lines that 123 has of it.</param>
/// <param name="Theirs">Bytes that 123 counted.</param>
internal sealed record ComparedFile(DateOnly Day, string Path, IReadOnlyList<string> Here, long Links, long Ours, int Downloads, long Theirs)
{
    /// <summary>What 123 counted more; negative when it counted less.</summary>
    public long Difference => Theirs - Ours;
}
