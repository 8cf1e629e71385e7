using System.IO.Hashing;
using System.Net;
using System.Net.Sockets;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using Pan123Dav.Metrics;

namespace Pan123Dav.Authentication;

/// <summary>
/// Ends the guessing of passwords: counts failures by address, and by address with the user name that was tried, so that someone with an account cannot
/// wipe out failures at another's by signing in to it. What was refused is not counted again, and attempts that are running count as if they failed.
/// </summary>
internal sealed class SignInThrottle(GatewayMetrics metrics, TimeProvider time, ILogger<SignInThrottle> logger)
{
    // An attempt that is refused only because others are running may be made as soon as these are done.
    private static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    private readonly long _seed = BitConverter.ToInt64(RandomNumberGenerator.GetBytes(sizeof(long)));
    private readonly FailureTable _failures = new(time);
    private volatile SignInOptions _options = new();

    /// <summary>From now on these are the limits; what was counted stays.</summary>
    public void Use(SignInOptions options) => _options = options;

    /// <summary>How long <paramref name="address"/> must wait before credentials from there are looked at; zero when they are.</summary>
    public TimeSpan GetDelay(IPAddress? address)
    {
        var options = _options;
        return _failures.GetDelay(KeyOf(address), options.FailuresPerAddress, options.Window);
    }

    /// <summary>Begins an attempt, which the caller must end.</summary>
    /// <param name="address">Where it comes from.</param>
    /// <param name="name">The user name that is tried; null when there is none to guess for.</param>
    /// <exception cref="SignInThrottledException">There were too many.</exception>
    public SignInAttempt Begin(IPAddress? address, string? name)
    {
        var options = _options;
        var byAddress = KeyOf(address);
        var byName = name is null ? byAddress : KeyOf(byAddress, name);
        if (!_failures.TryBegin(byAddress, options.FailuresPerAddress, options.Window))
        {
            throw Refuse(byAddress, options);
        }

        if (name is not null && !_failures.TryBegin(byName, options.FailuresPerAddress, options.Window))
        {
            _failures.End(byAddress, forgive: false);
            throw Refuse(byName, options);
        }

        return new SignInAttempt(this, address, byAddress, byName);
    }

    internal void Fail(in SignInAttempt attempt)
    {
        metrics.CountSignInFailure();
        var options = _options;
        var failures = _failures.Fail(attempt.ByAddress, options.Window);
        if (attempt.ByName != attempt.ByAddress)
        {
            _failures.Fail(attempt.ByName, options.Window);
        }

        if (failures == options.FailuresPerAddress)
        {
            Log.AddressThrottled(logger, attempt.Address, failures, options.Window.TotalMinutes);
        }
    }

    internal void End(in SignInAttempt attempt, bool succeeded)
    {
        _failures.End(attempt.ByAddress, forgive: succeeded);
        if (attempt.ByName != attempt.ByAddress)
        {
            _failures.End(attempt.ByName, forgive: succeeded);
        }
    }

    private SignInThrottledException Refuse(UInt128 key, SignInOptions options) =>
        new(_failures.GetDelay(key, options.FailuresPerAddress, options.Window) is { Ticks: > 0 } delay ? delay : Moment);

    // Whoever has one IPv6 address has the 64 bits below its network too.
    private UInt128 KeyOf(IPAddress? address)
    {
        Span<byte> bytes = stackalloc byte[16];
        var length = 0;
        if (address is not null)
        {
            address = address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address;
            address.TryWriteBytes(bytes, out length);
            length = address.AddressFamily == AddressFamily.InterNetworkV6 ? 8 : length;
        }

        return XxHash128.HashToUInt128(bytes[..length], _seed);
    }

    // Names are as the directory reads them: a Windows domain in front makes no other user.
    private static UInt128 KeyOf(UInt128 address, string name) =>
        XxHash128.HashToUInt128(MemoryMarshal.AsBytes(name.AsSpan(name.LastIndexOf('\\') + 1)), (long)(ulong)address);
}
