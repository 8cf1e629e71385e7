using System.Globalization;
using System.IO.Hashing;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Microsoft.Extensions.Options;
using Pan123Dav.Data;
using Pan123Dav.Logging;

namespace Pan123Dav.Authentication.Throttling;

/// <summary>
/// Ends the guessing of passwords: counts failures by address, and by address with the user name that was tried, so that someone with an account cannot
/// wipe out failures at another's by signing in to it. What was refused is not counted again, and attempts that are running count as if they failed.
/// An account that signed in from an address within the last day has a count of its own there:
/// strangers behind the same router or unnamed proxy cannot lock it out.
/// </summary>
internal sealed class SignInThrottle(
    IOptionsMonitor<SignInOptions> limits,
    GatewayMetrics metrics,
    TimeProvider time,
    ILogger<SignInThrottle> logger,
    IGatewayEvents? events = null) : ISharedKey
{
    private const string FailureTopic = "sign-in-failure";
    private const string SuccessTopic = "sign-in-success";
    private const string AccountTopic = "sign-in-account";
    private const string Refusal = "sign-in";
    private const int MaxCounts = 4;
    private const int AddressBytes = 16;

    // Whoever has one IPv6 address has the 64 bits below its network too. Customers are given networks of 56 or 48 bits, which are 256 or 65,536 of those.
    private const int NetworkBytes = 8;
    private static readonly (int Bytes, int Times)[] LargerNetworks = [(7, 4), (6, 16)];

    // An attempt that is refused only because others are running may be made as soon as these are done.
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    // Common to all gateways: what they tell one another of names and addresses is this hash.
    private long _seed = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
    private readonly FixedSizeFailureCounter _failures = new(time);
    private readonly RecentSignIns _recent = new(time);

    string ISharedKey.Name => "sign-in";

    byte[]? ISharedKey.Key => BitConverter.GetBytes(Volatile.Read(ref _seed));

    void ISharedKey.Adopt(byte[] key) => Volatile.Write(ref _seed, BitConverter.ToInt64(key));

    /// <summary>Counts what fails and succeeds at other gateways too.</summary>
    public SignInThrottle Listen()
    {
        events?.Subscribe(FailureTopic, heard =>
        {
            if (!heard.IsOwn && heard.Age < limits.CurrentValue.Window)
            {
                _failures.AddFailure(GetKey(heard), limits.CurrentValue.Window, heard.Age);
            }
        });

        // Its own too: another gateway's failure, which was before, may have been heard of after it.
        events?.Subscribe(SuccessTopic, heard => _failures.Forgive(GetKey(heard)));
        events?.Subscribe(AccountTopic, heard =>
        {
            if (!heard.IsOwn && heard.Age < RecentSignIns.Lifetime)
            {
                _recent.Add(GetKey(heard), heard.Age);
            }
        });
        return this;
    }

    /// <summary>How long credentials are not looked at; zero when they are. Counted as a refusal.</summary>
    /// <param name="address">Where they come from.</param>
    /// <param name="name">The user name that is tried; null when there is none to guess for.</param>
    public TimeSpan GetDelay(IPAddress? address, string? name = null)
    {
        var options = limits.CurrentValue;
        Span<Count> counts = stackalloc Count[MaxCounts];
        var delay = TimeSpan.Zero;
        var byName = GetKey(address, name);
        var isKnownHere = _recent.Contains(byName);
        foreach (var count in counts[..Fill(counts, address, byName, isKnownHere, options)])
        {
            // The count of a name that is not known here is looked at when the attempt begins.
            if (count.IsOfAddress || isKnownHere)
            {
                var wait = _failures.GetDelay(count.Key, count.Limit, options.Window);
                delay = wait > delay ? wait : delay;
            }
        }

        if (delay > TimeSpan.Zero)
        {
            metrics.CountRefusal(Refusal);
        }

        return delay;
    }

    /// <summary>Begins an attempt, which the caller must end.</summary>
    /// <param name="address">Where it comes from.</param>
    /// <param name="name">The user name that is tried; null when there is none to guess for.</param>
    /// <exception cref="SignInThrottledException">There were too many.</exception>
    public SignInAttempt Begin(IPAddress? address, string? name)
    {
        var options = limits.CurrentValue;
        var byName = GetKey(address, name);
        var attempt = new SignInAttempt(this, address, byName, isKnownHere: _recent.Contains(byName));
        Span<Count> counts = stackalloc Count[MaxCounts];
        counts = counts[..Fill(counts, address, byName, attempt.IsKnownHere, options)];
        for (var i = 0; i < counts.Length; i++)
        {
            if (!_failures.TryBegin(counts[i].Key, counts[i].Limit, options.Window))
            {
                foreach (var begun in counts[..i])
                {
                    _failures.End(begun.Key, forgive: false);
                }

                var delay = _failures.GetDelay(counts[i].Key, counts[i].Limit, options.Window);
                metrics.CountRefusal(Refusal);
                throw new SignInThrottledException(delay > TimeSpan.Zero ? delay : Moment);
            }
        }

        return attempt;
    }

    internal void Fail(in SignInAttempt attempt)
    {
        metrics.CountSignInFailure();
        var options = limits.CurrentValue;
        Span<Count> counts = stackalloc Count[MaxCounts];
        var reached = 0;
        foreach (var count in counts[..Fill(counts, attempt.Address, attempt.ByName, attempt.IsKnownHere, options)])
        {
            var failures = _failures.Fail(count.Key, options.Window);
            Publish(FailureTopic, count.Key);
            reached = failures == count.Limit && (count.IsOfAddress || attempt.IsKnownHere) ? Math.Max(reached, failures) : reached;
        }

        if (reached > 0)
        {
            Log.AddressThrottled(logger, attempt.Address, reached, options.Window.TotalMinutes);
        }
    }

    internal void End(in SignInAttempt attempt, bool succeeded)
    {
        Span<Count> counts = stackalloc Count[MaxCounts];
        foreach (var count in counts[..Fill(counts, attempt.Address, attempt.ByName, attempt.IsKnownHere, limits.CurrentValue)])
        {
            _failures.End(count.Key, succeeded && count.IsForgiven);
            if (succeeded && count.IsForgiven)
            {
                // Whether or not anything failed here: it may have elsewhere.
                Publish(SuccessTopic, count.Key);
            }
        }

        if (succeeded && attempt.ByName is { } byName)
        {
            _recent.Add(byName);
            Publish(AccountTopic, byName);
        }
    }

    private void Publish(string topic, UInt128 key) => events?.Publish(topic, key.ToString("x", CultureInfo.InvariantCulture));

    private int Fill(Span<Count> counts, IPAddress? address, UInt128? byName, bool isKnownHere, SignInOptions options)
    {
        var used = 0;
        if (!isKnownHere)
        {
            Span<byte> bytes = stackalloc byte[AddressBytes];
            var length = Write(address, bytes);
            counts[used++] = new Count(GetKey(bytes[..length]), options.FailuresPerAddress, IsOfAddress: true, IsForgiven: true);
            if (length == NetworkBytes)
            {
                foreach (var (network, times) in LargerNetworks)
                {
                    // One customer's success says nothing of the neighbours.
                    counts[used++] = new Count(GetKey(bytes[..network]), Multiply(options.FailuresPerAddress, times), IsOfAddress: true, IsForgiven: false);
                }
            }
        }

        if (byName is { } key)
        {
            counts[used++] = new Count(key, options.FailuresPerAddress, IsOfAddress: false, IsForgiven: true);
        }

        return used;
    }

    private static UInt128 GetKey(in GatewayEvent heard) => UInt128.Parse(heard.Text, NumberStyles.HexNumber, CultureInfo.InvariantCulture);

    private static int Multiply(int limit, int times) => (int)Math.Min((long)limit * times, int.MaxValue);

    private static int Write(IPAddress? address, Span<byte> bytes)
    {
        if (address is null)
        {
            return 0;
        }

        address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
        address.TryWriteBytes(bytes, out var length);
        return address.AddressFamily == AddressFamily.InterNetworkV6 ? NetworkBytes : length;
    }

    private UInt128 GetKey(ReadOnlySpan<byte> bytes) => XxHash128.HashToUInt128(bytes, _seed);

    // Names are as the directory reads them: a Windows domain in front makes no other user.
    private UInt128? GetKey(IPAddress? address, string? name)
    {
        if (name is null)
        {
            return null;
        }

        Span<byte> bytes = stackalloc byte[AddressBytes];
        var length = Write(address, bytes);
        return XxHash128.HashToUInt128(MemoryMarshal.AsBytes(name.AsSpan(name.LastIndexOf('\\') + 1)), (long)(ulong)GetKey(bytes[..length]));
    }

    /// <param name="Key">What is counted.</param>
    /// <param name="Limit">How often it may fail within the window.</param>
    /// <param name="IsOfAddress">Counts an address or network, not a name there.</param>
    /// <param name="IsForgiven">A success makes failures forgotten.</param>
    private readonly record struct Count(UInt128 Key, int Limit, bool IsOfAddress, bool IsForgiven);
}

/// <summary>Too many attempts to sign in; nothing was verified.</summary>
internal sealed class SignInThrottledException(TimeSpan delay) : Exception("There were too many attempts to sign in.")
{
    /// <summary>How long to wait.</summary>
    public TimeSpan Delay { get; } = delay;
}
