namespace Pan123Dav.Budgets.Usage;

/// <summary>What one file's links cost on one day.</summary>
/// <param name="Day">The UTC day.</param>
/// <param name="Path">Where the file stands, decoded; <see cref="Overflow"/> for all files together that are not kept one by one.</param>
/// <param name="Link">The path of its direct link, decoded; empty when its links are none, or where they lead is not known.</param>
/// <param name="Usage">How much; refusals are not kept by file.</param>
internal readonly record struct FileUsageRow(DateOnly Day, string Path, string Link, UsageTotals Usage)
{
    /// <summary>Stands in place of a path for the files of a day that are counted together.</summary>
    public const string Overflow = "";
}
