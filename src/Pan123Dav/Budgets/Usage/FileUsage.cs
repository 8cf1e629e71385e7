using Pan123Dav.Storage;

namespace Pan123Dav.Budgets.Usage;

/// <summary>One file's links on one day, or those of all files beyond the ones that are kept one by one.</summary>
/// <param name="date">The UTC day.</param>
/// <param name="path">Where the file stands; the root for the files beyond.</param>
internal sealed class FileUsage(DateOnly date, StoragePath path)
{
    private volatile string _link = "";
    private string _writtenLink = "";
    private UsageTotals _written;

    public DateOnly Date { get; } = date;

    public StoragePath Path { get; } = path;

    public UsageCounter Counter { get; } = new();

    /// <summary>Whether nobody has said yet where the file's direct links lead.</summary>
    public bool LacksLink => _link.Length == 0 && !Path.IsRoot;

    /// <summary>What is not in the database yet; null when all is. Not thread-safe: only <see cref="UsageStore"/> may call it.</summary>
    public FileUsageRow? Unwritten => Counter.Value - _written is var usage && (usage != default || !ReferenceEquals(_link, _writtenLink))
        ? new FileUsageRow(Date, Path.IsRoot ? FileUsageRow.Overflow : Path.ToString(), _link, usage)
        : null;

    /// <summary>Notes where the file's direct links lead. A file whose link changes during a day stays listed under the first.</summary>
    public void Identify(string location) => _link = LinkPath.FromUrl(location);

    /// <summary>Notes that <paramref name="row"/>, which was unwritten, is in the database.</summary>
    public void SetWritten(in FileUsageRow row)
    {
        _written += row.Usage;
        _writtenLink = row.Link;
    }
}
