using System.Collections.Concurrent;
using Pan123Dav.Storage;

namespace Pan123Dav.Budgets.Usage;

/// <summary>The files that links were paid for on one day: so many one by one, those that come later as one.</summary>
/// <param name="date">The UTC day.</param>
/// <param name="most">How many are kept one by one, in memory as in the database.</param>
internal sealed class DailyFileUsage(DateOnly date, int most)
{
    /// <summary>Some five megabytes of memory and two of the database for a day on which everything is copied; a day of films needs a few dozen.</summary>
    public const int DefaultCapacity = 10_000;

    private readonly ConcurrentDictionary<StoragePath, FileUsage> _files = new();
    private readonly FileUsage _further = new(date, StoragePath.Root);
    private int _count;
    private int _changed;

    public int MaxCount => most;

    /// <summary>Whether anything was counted since <see cref="TakeUnwritten"/>.</summary>
    public bool HasChanged => Volatile.Read(ref _changed) != 0;

    /// <summary>The one for <paramref name="path"/>, or the one for all that come later.</summary>
    public FileUsage GetOrAdd(StoragePath path)
    {
        if (_files.TryGetValue(path, out var file))
        {
            return file;
        }

        if (Volatile.Read(ref _count) >= most)
        {
            return _further;
        }

        var added = new FileUsage(date, path);
        file = _files.GetOrAdd(path, added);
        if (ReferenceEquals(file, added))
        {
            Interlocked.Increment(ref _count);
        }

        return file;
    }

    /// <summary>Counts what a link to <paramref name="file"/>, which was got here, cost.</summary>
    public void Count(FileUsage file, int links, long bytes)
    {
        file.Counter.TryTake(BudgetUnit.Links, links, null);
        file.Counter.TryTake(BudgetUnit.Bytes, bytes, null);
        SetChanged();
    }

    /// <summary>Notes where the direct links to a file lead that was paid for without knowing it.</summary>
    public void Identify(StoragePath path, string location)
    {
        if (_files.TryGetValue(path, out var file) && file.LacksLink)
        {
            file.Identify(location);
            SetChanged();
        }
    }

    /// <summary>Every file of which not all is in the database.</summary>
    public List<(FileUsage File, FileUsageRow Row)> TakeUnwritten()
    {
        var unwritten = new List<(FileUsage, FileUsageRow)>();

        // Whoever counts sets it again behind the number: what is not seen now is seen the next time.
        if (Interlocked.Exchange(ref _changed, 0) != 0)
        {
            foreach (var file in _files.Select(pair => pair.Value).Append(_further))
            {
                if (file.Unwritten is { } row)
                {
                    unwritten.Add((file, row));
                }
            }
        }

        return unwritten;
    }

    /// <summary>What was taken could not be written, or there is more.</summary>
    public void SetChanged()
    {
        if (Volatile.Read(ref _changed) == 0)
        {
            Volatile.Write(ref _changed, 1);
        }
    }
}
