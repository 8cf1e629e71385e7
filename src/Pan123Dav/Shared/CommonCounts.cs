using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Options;
using Pan123Dav.Budgets;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Data;
using StackExchange.Redis;

namespace Pan123Dav.Shared;

/// <summary>
/// Keeps the ledger and what Redis counts the same. Redis' state has an epoch, which is another after Redis was emptied or put back in time, and a
/// version that rises with each change: a gateway that sees less than it knew raises the counts to what it knew before it takes anything.
/// </summary>
internal sealed class CommonCounts(
    RedisConnection connection,
    UsageLedger ledger,
    GatewayDatabase database,
    IOptionsMonitor<BudgetOptions> options,
    TimeProvider timeProvider,
    ILogger<CommonCounts> logger) : ICommonUsage, IDisposable
{
    private const int RowsACall = 500;
    private const int MaxTries = 3;
    private const int Done = 0;

    // The clocks' difference is known to half of what the question took.
    private static readonly TimeSpan MaxDoubt = TimeSpan.FromMilliseconds(100);

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private volatile string _epoch = "";
    private long _version;
    private long _known = -1;
    private long _number;
    private bool _isClockKnown;
    private IReadOnlyList<UsageRow> _handedOver = [];

    /// <summary>The epoch that the ledger's counts are of; empty before the first exchange.</summary>
    public string Epoch => _epoch;

    /// <summary>The epoch that this gateway saw last before it was started; empty when it had seen none.</summary>
    public string KeptEpoch { get; private set; } = "";

    /// <summary>The highest version that was seen.</summary>
    public long Version => Volatile.Read(ref _version);

    /// <summary>How long a day is kept in Redis.</summary>
    public long KeepSeconds => (options.CurrentValue.KeepDays + 2) * 86_400L;

    /// <summary>Today, by the common clock.</summary>
    public DateOnly Today => UsageLedger.GetDate(timeProvider.GetUtcNow() + ledger.Offset);

    public string Mark => FormattableString.Invariant($"{_epoch} {Version}");

    public static DateOnly GetDate(long daysSince1970) => DateOnly.FromDayNumber(DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber + (int)daysSince1970);

    public static long GetNumber(DateOnly date) => date.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber;

    public static UsageTotals Read(RedisResult[] answer, int first) => new((long)answer[first], (long)answer[first + 1], (long)answer[first + 2]);

    public void Resume(string? mark)
    {
        if (_epoch.Length == 0 && mark?.Split(' ') is [var epoch, var version] && long.TryParse(version, out var number))
        {
            (_epoch, _version) = (epoch, number);
            KeptEpoch = epoch;
        }
    }

    /// <summary>
    /// The moment of Redis' clock until which a call that is made now is worth anything, in microseconds since 1970; 0 where the clocks were not
    /// compared.
    /// </summary>
    public long GetDeadline(TimeSpan timeLimit) =>
        _isClockKnown ? (timeProvider.GetUtcNow() + ledger.Offset + timeLimit - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond : 0;

    /// <summary>Takes over what an answer tells of a user and of all of them.</summary>
    public void Apply(DateOnly date, string user, long version, UsageTotals ofUser, UsageTotals ofAll)
    {
        var day = ledger.On(date);
        day.GetUser(user).Counter.Common.Set(ofUser, version);
        day.Gateway.Common.Set(ofAll, version);
        Raise(version);
    }

    /// <summary>Hands over what this gateway counted alone, and hears what all have counted.</summary>
    /// <param name="isProbe">Whether it is tried even while Redis is known to be away.</param>
    /// <returns>Whether Redis answered.</returns>
    public async Task<bool> ExchangeAsync(bool isProbe)
    {
        await _oneAtATime.WaitAsync();
        try
        {
            for (var i = 0; i < MaxTries; i++)
            {
                if (await ExchangeOnceAsync(isProbe) is not { } isDone)
                {
                    return false;
                }

                if (isDone)
                {
                    connection.SetUp();
                    return true;
                }
            }

            return false;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public Task<IReadOnlyList<UsageRow>?> ReadAsync(DateOnly from, DateOnly to) => CommonDay.ReadAsync(connection, from, to < Today ? to : Today);

    public void Dispose() => _oneAtATime.Dispose();

    // True when it is done, false when it must be done again, null when Redis does not answer.
    private async Task<bool?> ExchangeOnceAsync(bool isProbe)
    {
        if (_handedOver.Count == 0)
        {
            _handedOver = [.. ledger.GetUntold()];
            _number++;
        }

        var sent = timeProvider.GetTimestamp();
        RedisKey[] keys = [connection.Keys.State, connection.Keys.Told(connection.Gateway), connection.Keys.Day];
        RedisValue[] values = [_epoch, Version, NewEpoch(), _number, _known, KeepSeconds, .. _handedOver.SelectMany(GetValues)];
        if (await connection.RunAsync(RedisScript.Exchange, keys, values, isProbe) is not { } answer)
        {
            return null;
        }

        SetClock((long)answer[3], timeProvider.GetElapsedTime(sent));
        var version = (long)answer[1];
        if ((int)answer[0] != Done)
        {
            return await MergeAsync((string)answer[4]!, isProbe) ? false : null;
        }

        foreach (var row in _handedOver)
        {
            var day = ledger.On(row.Day);
            day.GetUser(row.User).Counter.Common.HandOver(row.Usage);
            day.Gateway.Common.HandOver(row.Usage);
        }

        _handedOver = [];
        foreach (var changed in answer.Skip(5))
        {
            var parts = (RedisResult[])changed!;
            var day = ledger.On(GetDate((long)parts[0]));
            foreach (var (user, usage) in CommonDay.Read((RedisValue[])parts[1]!))
            {
                (user.Length == 0 ? day.Gateway : day.GetUser(user).Counter).Common.Set(usage, version);
            }
        }

        _known = version;
        Raise(version);
        return true;
    }

    private async Task<bool> MergeAsync(string epoch, bool isProbe)
    {
        var known = ledger.Days.SelectMany(day => day.Users.Select(user => new UsageRow(day.Date, user.User, user.Counter.Common.Told))
            .Append(new UsageRow(day.Date, "", day.Gateway.Common.Told))).ToList();

        // One that went back in time gets another epoch, so that all gateways tell it what they knew.
        var next = epoch == _epoch ? NewEpoch() : "";
        if (await MergeAsync(epoch, next, known, isProbe) is not { } merged)
        {
            return false;
        }

        if (merged.Epoch == (next.Length > 0 ? next : epoch))
        {
            foreach (var older in ReadOlder().Chunk(RowsACall))
            {
                await MergeAsync(merged.Epoch, "", older, isProbe);
            }

            if (_epoch.Length > 0)
            {
                var today = ledger.On(Today).Gateway.Common.Told;
                Log.CountsRestored(logger, today.Links, today.Bytes);
            }

            _epoch = merged.Epoch;
            _known = -1;
            Raise(merged.Version);
        }

        return true;
    }

    private async Task<(string Epoch, long Version)?> MergeAsync(string epoch, string next, IEnumerable<UsageRow> rows, bool isProbe)
    {
        RedisValue[] values = [epoch, next, Version, KeepSeconds, .. rows.SelectMany(GetValues)];
        return await connection.RunAsync(RedisScript.Merge, [connection.Keys.State, connection.Keys.Day], values, isProbe) is { } answer
            ? ((string)answer[0]!, (long)answer[1])
            : null;
    }

    // Of the days before those in the ledger; what cannot be read is told of elsewhere.
    private IEnumerable<UsageRow> ReadOlder()
    {
        var last = ledger.Days[^1].Date.AddDays(-1);
        try
        {
            using var opened = database.Open();
            var rows = UsageTable.Read(opened, last.AddDays(-options.CurrentValue.KeepDays), last);
            var all = rows.GroupBy(row => row.Day, row => row.Usage, (day, usage) => new UsageRow(day, "", usage.Aggregate((sum, next) => sum + next)));
            return [.. rows, .. all];
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private void SetClock(long micros, TimeSpan took)
    {
        if (!_isClockKnown || took <= MaxDoubt)
        {
            ledger.Offset = DateTimeOffset.UnixEpoch.AddMicroseconds(micros) + (took / 2) - timeProvider.GetUtcNow();
            _isClockKnown = true;
        }
    }

    private void Raise(long version)
    {
        for (var seen = Volatile.Read(ref _version); seen < version;)
        {
            var before = Interlocked.CompareExchange(ref _version, version, seen);
            if (before == seen)
            {
                return;
            }

            seen = before;
        }
    }

    private static IEnumerable<RedisValue> GetValues(UsageRow row) => [GetNumber(row.Day), row.User, row.Usage.Links, row.Usage.Bytes, row.Usage.Refused];

    private static string NewEpoch() => Guid.NewGuid().ToString("N");
}
