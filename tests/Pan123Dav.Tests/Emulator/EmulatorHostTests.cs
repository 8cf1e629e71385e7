using System.Net;
using Microsoft.Extensions.Logging;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Hosting;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Emulator;

public sealed class EmulatorHostTests : EmulatorTest
{
    private readonly CollectingLogger _logger = new();
    private readonly List<string> _observed = [];

    protected override EmulatorOptions Options =>
        base.Options with { Logger = _logger, Observer = request => _observed.Add(request.Headers.UserAgent.ToString()) };

    [Fact]
    public void Address_Started_IsLoopback()
    {
        Assert.Equal(IPAddress.Loopback.ToString(), Host.Address.Host);
        Assert.NotEqual(0, Host.Address.Port);
    }

    [Fact]
    public async Task StartAsync_PortInUse_SaysSo() =>
        await Assert.ThrowsAsync<IOException>(() => EmulatorHost.StartAsync(Options, Host.Address.Port, Token));

    [Fact]
    public async Task DisposeAsync_Twice_StopsListening()
    {
        await Host.DisposeAsync();
        await Host.DisposeAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => GetAsync());
    }

    [Fact]
    public async Task Logger_Requests_AreNamedWithoutQuery()
    {
        using var served = await GetAsync();
        using var refused = await Client.GetAsync(new Uri(Host.Address, "/13/x?auth_key=secret"), Token);

        await Eventually.HoldsAsync(() => _logger.Lines.Count == 2);
        Assert.Contains("Direct-link host: GET /13/x answered 403", _logger.Lines);
        Assert.DoesNotContain(_logger.Lines, line => line.Contains("auth_key", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Observer_Request_IsSeen()
    {
        using var response = await GetAsync(FilePath, ("User-Agent", "VLC/3.0"));

        Assert.Equal(["VLC/3.0"], _observed);
    }

    [Fact]
    public void Add_PathWithoutSlash_IsRefused() =>
        Assert.Throws<ArgumentException>(() => Host.Add("13/x", new EmulatorFile(EmulatorContent.Text(""), Modified)));

    [Fact]
    public void ToString_Options_HidesTheKey() => Assert.DoesNotContain(Key, Options.ToString(), StringComparison.Ordinal);

    private sealed class CollectingLogger : ILogger
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<string> _lines = new();

        public System.Collections.Concurrent.ConcurrentQueue<string> Lines => _lines;

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            _lines.Enqueue(formatter(state, exception));
    }
}
