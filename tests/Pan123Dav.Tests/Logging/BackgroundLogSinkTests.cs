using System.Diagnostics;
using Microsoft.Extensions.Time.Testing;
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

    private BackgroundLogSink Sink() => new(new LogOutput(_output), new TextLogFormatter(), _time);

    private LogEvent Event(string text) => new(_time.GetUtcNow(), LogEventLevel.Information, null,
        new MessageTemplateParser().Parse("{Text}"), [new LogEventProperty("Text", new ScalarValue(text))]);
}
