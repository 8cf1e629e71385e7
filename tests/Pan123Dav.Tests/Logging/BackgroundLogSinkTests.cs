using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Http;
using Pan123Dav.Logging;
using Pan123Dav.Tests.Support;
using Serilog.Events;
using Serilog.Parsing;

namespace Pan123Dav.Tests.Logging;

public sealed class BackgroundLogSinkTests : IDisposable
{
    private const int Capacity = 16_384;

    private readonly MemoryOutput _output = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero));

    public void Dispose() => _output.Dispose();

    [Fact]
    public void Dispose_Queued_IsAllWrittenInOrderAndInBatches()
    {
        using (var sink = Sink())
        {
            for (var i = 0; i < 1000; i++)
            {
                sink.Emit(Event($"n{i}"));
            }
        }

        Assert.Equal(Enumerable.Range(0, 1000).Select(i => $"2026-01-02T03:04:05.000Z INF n{i}"), _output.Lines);
        Assert.InRange(_output.Writes, 1, 100);
    }

    [Fact]
    public async Task Emit_AfterIdleness_IsWrittenSoon()
    {
        using var sink = Sink();
        for (var round = 1; round <= 3; round++)
        {
            var started = Stopwatch.GetTimestamp();
            sink.Emit(Event("hello"));
            await Eventually.HoldsAsync(() => _output.Lines.Length == round, "the event");

            // 25 ms by design; the rest is for a busy machine.
            Assert.InRange(Stopwatch.GetElapsedTime(started).TotalMilliseconds, 0, 5000);
        }
    }

    [Fact]
    public async Task Emit_OutputBlocked_NeitherWaitsNorLosesSilently()
    {
        using var sink = Sink();
        _output.Block();
        sink.Emit(Event("first"));
        for (var i = 0; i < Capacity + 5_000; i++)
        {
            sink.Emit(Event("more"));
        }

        _output.Unblock();

        await Eventually.HoldsAsync(() => _output.Text.Contains("log events were lost", StringComparison.Ordinal), "the report");
        sink.Dispose();
        var lines = _output.Lines;
        var lost = lines.Where(line => line.Contains("log events were lost", StringComparison.Ordinal))
            .Sum(line => int.Parse(line.Split(' ')[2], System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(1 + Capacity + 5_000,
            lines.Count(line => line.EndsWith("first", StringComparison.Ordinal) || line.EndsWith("more", StringComparison.Ordinal)) + lost);
        Assert.InRange(lost, 1, 5_001);
    }

    [Fact]
    public async Task Emit_OutputFails_CountsAndRecovers()
    {
        using var sink = Sink();
        _output.Fails = true;
        sink.Emit(Event("gone"));
        await Eventually.HoldsAsync(() => sink.Lost > 0, "the failure");

        _output.Fails = false;
        sink.Emit(Event("back"));

        await Eventually.HoldsAsync(() => _output.Lines.Length >= 2, "the report");
        Assert.Contains(_output.Lines, line => line.EndsWith("back", StringComparison.Ordinal));
        Assert.Contains(_output.Lines, line => line.Contains("log events were lost", StringComparison.Ordinal));
    }

    [Fact]
    public void Emit_AfterDispose_IsWrittenAtOnce()
    {
        var sink = Sink();
        sink.Dispose();

        sink.Emit(Event("late"));

        Assert.EndsWith("late", Assert.Single(_output.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Emit_FromManyThreads_LosesNothing()
    {
        using (var sink = Sink())
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(worker => Task.Run(() =>
            {
                for (var i = 0; i < 1000; i++)
                {
                    sink.Emit(Event($"{worker}-{i}"));
                }
            })));
        }

        Assert.Equal(8000, _output.Lines.Distinct().Count());
    }

    [Theory]
    [InlineData("GET", "/dav/film.mkv", 302, "anna", "redirect", 0L, 0.04)]
    [InlineData("PROPFIND", "/dav/%E5%BD%B1/", 207, "安娜", null, 123_456_789_012L, 12.349)]
    [InlineData("BREW", "/dav/a\nb\u202e", 501, "", "", 9L, 61_234.95)]
    [InlineData("GET", "/dav/sign=abcdefghij", 200, "an\tna", "proxy", 1L, 0.05)]
    [InlineData("GET", "http://h.example/secret", 404, null, null, 1L, 999.96)]
    public void Emit_Request_IsTheLineOfItsEvent(string method, string path, int status, string? user, string? delivery, long bytes, double milliseconds)
    {
        AnsweredRequest[] requests =
        [
            new(_time.GetUtcNow(), LogEventLevel.Information, null, method, path.AsMemory(), status, user, delivery, bytes, Elapsed(milliseconds)),
            new(_time.GetUtcNow(), LogEventLevel.Error, null, new string('M', 99), new string('/', 3000).AsMemory(), status, new string('u', 500), delivery,
                bytes, Elapsed(milliseconds), new IssuedLink(System.Net.IPAddress.IPv6Loopback, bytes == 9 ? null : 7, bytes)),
        ];
        using (var sink = Sink())
        {
            foreach (var request in requests)
            {
                sink.Emit(in request);
                sink.Emit(request.ToEvent());
            }
        }

        Assert.Equal(4, _output.Lines.Length);
        Assert.Equal(_output.Lines[0], _output.Lines[1]);
        Assert.Equal(_output.Lines[2], _output.Lines[3]);
        Assert.DoesNotContain("abcdefghij", _output.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", _output.Text, StringComparison.Ordinal);

        static TimeSpan Elapsed(double milliseconds) => TimeSpan.FromTicks((long)(milliseconds * TimeSpan.TicksPerMillisecond));
    }

    private BackgroundLogSink Sink() => GatewayLogging.CreateSink(new LogOutput(_output), LogFormat.Text, _time);

    private LogEvent Event(string text) => new(_time.GetUtcNow(), LogEventLevel.Information, null,
        new MessageTemplateParser().Parse("{Text}"), [new LogEventProperty("Text", new ScalarValue(text))]);
}
