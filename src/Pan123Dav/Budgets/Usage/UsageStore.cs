using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Pan123Dav.Data;

namespace Pan123Dav.Budgets.Usage;

/// <summary>
/// The ledger's way to the database and back: one transaction writes all that was spent since the last one.
/// What cannot be written stays in the ledger; no request ever waits for it.
/// </summary>
internal sealed class UsageStore(
    GatewayDatabase database,
    UsageLedger ledger,
    IOptionsMonitor<BudgetOptions> options,
    TimeProvider timeProvider,
    ILogger<UsageStore> logger,
    ICommonUsage? common = null) : IDisposable
{
    private const int SecondsToWaitForOthers = 1;

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private SqliteConnection? _connection;
    private DateOnly _cleaned;
    private string? _mark;
    private bool _hasUntold;
    private volatile bool _isFailing;

    /// <summary>Whether the last try failed.</summary>
    public bool IsFailing => _isFailing;

    /// <summary>Counts in what the database knows of the days in the ledger, and writes what it does not know. Never throws.</summary>
    public async Task SynchroniseAsync()
    {
        var today = ledger.At(timeProvider.GetUtcNow()).Date;
        if (today == _cleaned && !_hasUntold
            && ledger.Days.All(day => day.IsRestored && !day.Files.HasChanged && day.Users.All(user => user.IsWritten)))
        {
            ledger.Drop(today.AddDays(-1), day => day.IsRestored);
            return;
        }

        await _oneAtATime.WaitAsync();
        try
        {
            Synchronise(today);
            if (_isFailing)
            {
                _isFailing = false;
                Log.UsageWrittenAgain(logger);
            }
        }
        catch (Exception e)
        {
            Close();
            foreach (var day in ledger.Days)
            {
                day.Files.SetChanged();
            }

            if (!_isFailing)
            {
                _isFailing = true;
                Log.UsageNotWritten(logger, e.Message);
            }
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>What was spent on these days, both included, and is written or not; by day and user.</summary>
    /// <exception cref="SqliteException">The database cannot be read.</exception>
    /// <exception cref="IOException">The database cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The database cannot be read.</exception>
    public async Task<IReadOnlyList<UsageRow>> ReadAsync(DateOnly from, DateOnly to, CancellationToken cancellationToken)
    {
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            var rows = new Dictionary<(DateOnly, string), UsageTotals>();
            foreach (var row in UsageTable.Read(Connect(), from, to))
            {
                rows.Add((row.Day, row.User), row.Usage);
            }

            foreach (var day in ledger.Days.Where(day => day.Date >= from && day.Date <= to))
            {
                foreach (var user in day.Users.Where(user => user.Unwritten != default))
                {
                    rows[(day.Date, user.User)] = rows.GetValueOrDefault((day.Date, user.User)) + user.Unwritten;
                }
            }

            foreach (var row in common is null ? [] : await common.ReadAsync(from, to) ?? [])
            {
                rows[(row.Day, row.User)] = row.Usage + ledger.GetUntold(row.Day, row.User);
            }

            return RequestTable.Join(rows.Select(row => new UsageRow(row.Key.Item1, row.Key.Item2, row.Value)), RequestStore.Read(Connect(), ledger, from, to));
        }
        catch
        {
            Close();
            throw;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <summary>The files whose links cost most bytes on these days, the most expensive first.</summary>
    /// <exception cref="SqliteException">The database cannot be read.</exception>
    /// <exception cref="IOException">The database cannot be read.</exception>
    /// <exception cref="UnauthorizedAccessException">The database cannot be read.</exception>
    public async Task<IReadOnlyList<(string Path, UsageTotals Usage)>> ReadLargestFilesAsync(UsagePeriod period, int count, CancellationToken cancellationToken)
    {
        await SynchroniseAsync();
        await _oneAtATime.WaitAsync(cancellationToken);
        try
        {
            return FileUsageTable.ReadLargest(Connect(), period.From, period.To, count);
        }
        catch
        {
            Close();
            throw;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose()
    {
        Close();
        _oneAtATime.Dispose();
    }

    private void Synchronise(DateOnly today)
    {
        var connection = Connect();
        using var transaction = connection.BeginTransaction();
        var written = new List<(UserUsage User, UsageTotals Usage)>();
        var files = new List<(FileUsage File, FileUsageRow Row)>();
        var requests = new List<(RequestCounter Counter, RequestTotals Totals)>();
        if (common is not null && _mark is null)
        {
            common.Resume(CommonStateTable.ReadMark(connection));
        }

        foreach (var day in ledger.Days)
        {
            written.AddRange(common is null ? Add(connection, transaction, day) : Set(connection, transaction, day));

            requests.AddRange(RequestStore.Write(connection, transaction, day));

            var ofFiles = day.Files.TakeUnwritten();
            FileUsageTable.Add(connection, transaction, day.Date, ofFiles.Select(file => file.Row), day.Files.MaxCount);
            files.AddRange(ofFiles);
        }

        if (_cleaned != today)
        {
            var first = today.AddDays(-options.CurrentValue.KeepDays);
            UsageTable.RemoveBefore(connection, transaction, first);
            FileUsageTable.RemoveBefore(connection, transaction, first);
            RequestTable.RemoveBefore(connection, transaction, first);
        }

        if (common is not null)
        {
            _mark = common.Mark;
            CommonStateTable.WriteMark(connection, transaction, _mark);
            var untold = ledger.GetUntold().ToList();
            _hasUntold = untold.Count > 0;
            UsageTable.SetUntold(connection, transaction, untold);
        }

        transaction.Commit();
        _cleaned = today;
        foreach (var (user, usage) in written)
        {
            user.Written += usage;
        }

        foreach (var (counter, totals) in requests)
        {
            counter.Written += totals;
        }

        foreach (var (file, row) in files)
        {
            file.SetWritten(row);
        }
    }

    private static List<(UserUsage User, UsageTotals Usage)> Add(SqliteConnection connection, SqliteTransaction transaction, DailyUsage day)
    {
        day.Restore(UsageTable.Read(connection, day.Date, day.Date));
        var added = day.Users.Select(user => (User: user, Usage: user.Unwritten)).Where(user => user.Usage != default).ToList();
        UsageTable.Add(connection, transaction, added.Select(user => new UsageRow(day.Date, user.User.User, user.Usage)));
        return added;
    }

    // What all gateways spent, as this one knows it: others may write the same rows.
    private static List<(UserUsage User, UsageTotals Usage)> Set(SqliteConnection connection, SqliteTransaction transaction, DailyUsage day)
    {
        day.RestoreCommon(UsageTable.Read(connection, day.Date, day.Date), UsageTable.ReadUntold(connection, day.Date));
        var changed = day.Users.Select(user => (User: user, Usage: user.Unwritten)).Where(user => user.Usage != default).ToList();
        UsageTable.Set(connection, transaction, changed.Select(user => new UsageRow(day.Date, user.User.User, user.User.Written + user.Usage)));
        return changed;
    }

    private SqliteConnection Connect()
    {
        if (_connection is null)
        {
            var connection = database.Open();
            try
            {
                connection.DefaultTimeout = SecondsToWaitForOthers;
                _connection = connection;
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }

        return _connection;
    }

    private void Close()
    {
        _connection?.Dispose();
        _connection = null;
    }
}
