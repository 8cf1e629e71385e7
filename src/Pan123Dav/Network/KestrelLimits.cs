using Microsoft.AspNetCore.Server.Kestrel.Core;
using Pan123Dav.Configuration;

namespace Pan123Dav.Network;

/// <summary>Section <c>Kestrel:Limits</c>, which the framework leaves to code: all of <see cref="KestrelServerLimits"/> by the names it has there.</summary>
internal static class KestrelLimits
{
    /// <summary>A connection costs about 10 KB, and a gateway for a family has a few dozen.</summary>
    public const long DefaultMaxConcurrentConnections = 1000;

    private const int MinWindow = 65_535;
    private const int MinFrame = 16_384;
    private const int MaxFrame = 16_777_215;

    /// <summary>Sets what is configured; mistakes go to <paramref name="errors"/>, and the framework's value stays.</summary>
    public static void Apply(IConfiguration configuration, KestrelServerLimits limits, ConfigurationErrors errors)
    {
        var reader = new SectionReader(configuration.GetSection("Kestrel"), errors).Section("Limits");
        limits.MaxConcurrentConnections = reader.Integer(nameof(limits.MaxConcurrentConnections), DefaultMaxConcurrentConnections, 1, long.MaxValue);
        SetLong(reader, nameof(limits.MaxConcurrentUpgradedConnections), 0, value => limits.MaxConcurrentUpgradedConnections = value);
        SetLong(reader, nameof(limits.MaxResponseBufferSize), 0, value => limits.MaxResponseBufferSize = value);
        SetLong(reader, nameof(limits.MaxRequestBufferSize), 1, value => limits.MaxRequestBufferSize = value);
        SetLong(reader, nameof(limits.MaxRequestBodySize), 0, value => limits.MaxRequestBodySize = value);
        SetInt(reader, nameof(limits.MaxRequestLineSize), 1, int.MaxValue, value => limits.MaxRequestLineSize = value);
        SetInt(reader, nameof(limits.MaxRequestHeadersTotalSize), 1, int.MaxValue, value => limits.MaxRequestHeadersTotalSize = value);
        SetInt(reader, nameof(limits.MaxRequestHeaderCount), 1, int.MaxValue, value => limits.MaxRequestHeaderCount = value);
        limits.KeepAliveTimeout = reader.Duration(nameof(limits.KeepAliveTimeout), limits.KeepAliveTimeout);
        limits.RequestHeadersTimeout = reader.Duration(nameof(limits.RequestHeadersTimeout), limits.RequestHeadersTimeout);
        limits.MinRequestBodyDataRate = Rate(reader.Section(nameof(limits.MinRequestBodyDataRate)), limits.MinRequestBodyDataRate!);
        limits.MinResponseDataRate = Rate(reader.Section(nameof(limits.MinResponseDataRate)), limits.MinResponseDataRate!);
        ReadHttp2(reader.Section(nameof(limits.Http2)), limits.Http2);
        SetInt(reader.Section(nameof(limits.Http3)), nameof(limits.Http3.MaxRequestHeaderFieldSize),
            1, int.MaxValue, value => limits.Http3.MaxRequestHeaderFieldSize = value);
        CheckBuffer(reader, limits);
        reader.Complete();
    }

    /// <summary>All that is configured there as one text, by which a change is seen.</summary>
    public static string Describe(IConfiguration configuration) =>
        string.Join('\n',
            configuration.GetSection("Kestrel:Limits").AsEnumerable().Where(pair => pair.Value is not null).Select(pair => $"{pair.Key}={pair.Value}"));

    private static void ReadHttp2(SectionReader reader, Http2Limits limits)
    {
        SetInt(reader, nameof(limits.MaxStreamsPerConnection), 1, int.MaxValue, value => limits.MaxStreamsPerConnection = value);
        SetInt(reader, nameof(limits.HeaderTableSize), 0, int.MaxValue, value => limits.HeaderTableSize = value);
        SetInt(reader, nameof(limits.MaxFrameSize), MinFrame, MaxFrame, value => limits.MaxFrameSize = value);
        SetInt(reader, nameof(limits.MaxRequestHeaderFieldSize), 1, int.MaxValue, value => limits.MaxRequestHeaderFieldSize = value);
        SetInt(reader, nameof(limits.InitialConnectionWindowSize), MinWindow, int.MaxValue, value => limits.InitialConnectionWindowSize = value);
        SetInt(reader, nameof(limits.InitialStreamWindowSize), MinWindow, int.MaxValue, value => limits.InitialStreamWindowSize = value);
        limits.KeepAlivePingDelay = reader.Duration(nameof(limits.KeepAlivePingDelay), limits.KeepAlivePingDelay);
        limits.KeepAlivePingTimeout = reader.Duration(nameof(limits.KeepAlivePingTimeout), limits.KeepAlivePingTimeout);
    }

    private static MinDataRate Rate(SectionReader reader, MinDataRate absent)
    {
        var bytes = reader.Integer(nameof(MinDataRate.BytesPerSecond), (long)absent.BytesPerSecond, 1, int.MaxValue);
        var grace = reader.Duration(nameof(MinDataRate.GracePeriod), absent.GracePeriod);
        if (grace > TimeSpan.FromSeconds(1))
        {
            return new MinDataRate(bytes, grace);
        }

        reader.AddError(nameof(MinDataRate.GracePeriod), "must be longer than one second: write 00:00:05");
        return absent;
    }

    // Kestrel throws at both when it starts.
    private static void CheckBuffer(SectionReader reader, KestrelServerLimits limits)
    {
        if (limits.MaxRequestBufferSize is { } buffer && (buffer < limits.MaxRequestLineSize || buffer < limits.MaxRequestHeadersTotalSize))
        {
            reader.AddError(nameof(limits.MaxRequestBufferSize), FormattableString.Invariant(
                $"must be at least MaxRequestLineSize ({limits.MaxRequestLineSize}) and MaxRequestHeadersTotalSize ({limits.MaxRequestHeadersTotalSize})"));
            limits.MaxRequestBufferSize = Math.Max(limits.MaxRequestLineSize, limits.MaxRequestHeadersTotalSize);
        }
    }

    private static void SetLong(SectionReader reader, string key, long minimum, Action<long> set)
    {
        if (reader.OptionalInteger(key, minimum, long.MaxValue) is { } value)
        {
            set(value);
        }
    }

    private static void SetInt(SectionReader reader, string key, int minimum, int maximum, Action<int> set)
    {
        if (reader.OptionalInteger(key, minimum, maximum) is { } value)
        {
            set((int)value);
        }
    }
}
