using System.Security.Cryptography;

namespace Pan123Dav.Links.RemoteAuthentication;

/// <summary>
/// Numbers of links: rising, none given twice, and each tells when its link was made. Milliseconds since 2025, then 12 bits that tell links of one millisecond
/// and gateways side by side apart; below 2^53, so that any JSON reader keeps them.
/// </summary>
internal sealed class LinkNumbers(TimeProvider timeProvider)
{
    /// <summary>How many bytes a number takes.</summary>
    public const int Size = 7;

    private const int LowBits = 12;
    private const long End = 1L << 53;

    private static readonly DateTimeOffset Epoch = new(2025, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly int _start = RandomNumberGenerator.GetInt32(1 << (LowBits - 1));
    private readonly DateTimeOffset _since = timeProvider.GetUtcNow();
    private long _last;

    /// <summary>Whether the link of this number would be one of an earlier start.</summary>
    public bool IsFromBefore(long number) => IsMadeBetween(number, Epoch, _since);

    /// <summary>A number that is greater than all before it.</summary>
    public long Next()
    {
        var now = Now();
        for (var last = Volatile.Read(ref _last); ;)
        {
            var next = Math.Max(now, last + 1);
            var seen = Interlocked.CompareExchange(ref _last, next, last);
            if (seen == last)
            {
                return next;
            }

            last = seen;
        }
    }

    /// <summary>A number that no link made until now is beyond, and none made later is below.</summary>
    public long Mark() => Next();

    /// <summary>Numbers from now on are greater than this one, also when the clock was set back since it was given.</summary>
    public void GoBeyond(long number)
    {
        for (var last = Volatile.Read(ref _last); last < number;)
        {
            last = Interlocked.CompareExchange(ref _last, number, last) is var seen && seen == last ? number : seen;
        }
    }

    /// <summary>When the link of this number was made.</summary>
    public static DateTimeOffset GetMade(long number) => Epoch.AddMilliseconds(number >> LowBits);

    /// <summary>Whether it is a number at all, and its link was made then.</summary>
    public static bool IsMadeBetween(long number, DateTimeOffset first, DateTimeOffset last) =>
        number is >= 0 and < End && GetMade(number) >= first && GetMade(number) <= last;

    private long Now() => (Math.Max(0, (long)(timeProvider.GetUtcNow() - Epoch).TotalMilliseconds) << LowBits) | (uint)_start;
}
