namespace Pan123Dav.Storage.WebApi;

/// <summary>
/// Which of 123's web hosts is asked. Where the owner names none of their own there are two: one that does not answer correctly is left alone for
/// ten minutes, one whose links the content hosts refuse (50002, which goes by the host that gave the link, P123DiskMulti 2026-08) gives no link for
/// five minutes.
/// </summary>
internal sealed class WebHosts(Uri baseUrl, TimeProvider time)
{
    // The last host left has one more chance: what refused it may be over.
    private const int MaxRefusals = 2;

    private static readonly TimeSpan Away = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan CoolDown = TimeSpan.FromMinutes(5);

    private readonly WebHost[] _hosts = WebAddress.GetFallback(baseUrl) is { } fallback ? [new(baseUrl), new(fallback)] : [new(baseUrl)];

    /// <summary>The host to ask.</summary>
    public Uri Select() => (Array.Find(_hosts, host => !IsWithin(host.AwayUntil)) ?? _hosts[0]).Address;

    /// <summary>The host to ask for a link.</summary>
    /// <exception cref="StorageException">No host's links are taken at the moment.</exception>
    public Uri SelectForLink()
    {
        var hosts = Array.FindAll(_hosts, host => !IsWithin(host.RefusedUntil));
        if (hosts.Length == 0)
        {
            var wait = TimeSpan.FromSeconds(_hosts.Min(host => host.RefusedUntil - time.GetTimestamp()) / (double)time.TimestampFrequency);
            const string Problem = "123's content hosts refused its links a moment ago (50002, risk control), and it is not asked for another yet.";
            throw new StorageException(StorageError.Throttled, Problem) { RetryAfter = wait };
        }

        return (Array.Find(hosts, host => !IsWithin(host.AwayUntil)) ?? hosts[0]).Address;
    }

    /// <summary>What went wrong may be the host's: it is left alone. Whether there is another to ask now.</summary>
    public bool Leave(Uri address, StorageException fault)
    {
        if (fault is not { Error: StorageError.Unavailable or StorageError.Malformed, Code: null })
        {
            return false;
        }

        Get(address).AwayUntil = In(Away);
        return Array.Exists(_hosts, host => !IsWithin(host.AwayUntil));
    }

    /// <summary>A content host refuses the links of this one. Whether there is another to ask now.</summary>
    public bool RefuseLinks(Uri address)
    {
        var refused = Get(address);
        var isOther = Array.Exists(_hosts, host => host != refused && !IsWithin(host.RefusedUntil));
        if (++refused.Refusals >= MaxRefusals || isOther)
        {
            refused.RefusedUntil = In(CoolDown);
        }

        return isOther;
    }

    /// <summary>Whether a link of this host was refused lately, so that the next one is better tried.</summary>
    public bool IsDoubtful(Uri address) => Get(address).Refusals > 0;

    /// <summary>A link of this host was tried and taken.</summary>
    public void TakeLink(Uri address) => Get(address).Refusals = 0;

    private WebHost Get(Uri address) =>
        Array.Find(_hosts, host => ReferenceEquals(host.Address, address)) ?? throw new ArgumentException("Not one of the hosts.", nameof(address));

    private long In(TimeSpan span) => time.GetTimestamp() + (long)(span.TotalSeconds * time.TimestampFrequency);

    private bool IsWithin(long until) => until > time.GetTimestamp();

    private sealed class WebHost(Uri address)
    {
        private long _awayUntil = long.MinValue;
        private long _refusedUntil = long.MinValue;
        private int _refusals;

        public Uri Address { get; } = address;

        public long AwayUntil { get => Volatile.Read(ref _awayUntil); set => Volatile.Write(ref _awayUntil, value); }

        public long RefusedUntil { get => Volatile.Read(ref _refusedUntil); set => Volatile.Write(ref _refusedUntil, value); }

        /// <summary>Since a link was taken. Two at once may count as one.</summary>
        public int Refusals { get => Volatile.Read(ref _refusals); set => Volatile.Write(ref _refusals, value); }
    }
}
