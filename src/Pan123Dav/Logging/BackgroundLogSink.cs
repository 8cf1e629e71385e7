using System.Collections.Concurrent;
using System.Text;
using Serilog.Core;
using Serilog.Events;
using Serilog.Parsing;

namespace Pan123Dav.Logging;

/// <summary>
/// Formats and writes log events on a thread of its own, a batch at a time, so that a request pays for queueing only.
/// The queue is bounded: what does not fit is counted and told. Everything queued is written before the process ends, also by an unhandled exception.
/// </summary>
internal sealed class BackgroundLogSink : ILogEventSink, IDisposable
{
    private const int Capacity = 16_384;

    /// <summary>How long a batch gathers; the most an event waits.</summary>
    private static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(25);

    /// <summary>How long an end waits for an output that takes nothing any more, such as a pipe nobody reads.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private static readonly MessageTemplate LostTemplate = new MessageTemplateParser().Parse("{Count} log events were lost: the output is slower than the log");

    private readonly ConcurrentQueue<Entry> _queue = new();
    private readonly AutoResetEvent _wake = new(initialState: false);
    private readonly Lock _writing = new();
    private readonly SecretScrubbing _formatter;
    private readonly TimeProvider _timeProvider;
    private readonly StreamWriter _output;
    private readonly Thread _thread;
    private int _queued;
    private long _lost;
    private volatile bool _idle;
    private volatile bool _stopped;

    public BackgroundLogSink(LogOutput output, SecretScrubbing formatter, TimeProvider timeProvider)
    {
        _formatter = formatter;
        _timeProvider = timeProvider;
        _output = new StreamWriter(output.Stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 32 * 1024, leaveOpen: true);
        _thread = new Thread(Run) { IsBackground = true, Name = "Log output" };
        _thread.Start();
        AppDomain.CurrentDomain.ProcessExit += OnProcessEnd;
        AppDomain.CurrentDomain.UnhandledException += OnProcessEnd;
    }

    /// <summary>How many events were lost and not told of yet.</summary>
    internal long Lost => Interlocked.Read(ref _lost);

    /// <inheritdoc/>
    public void Emit(LogEvent logEvent) => Enqueue(new Entry(logEvent, default));

    /// <summary>Takes one of the many events that are alike, which costs a request a tenth of an event of Serilog's.</summary>
    public void Emit(in AnsweredRequest request) => Enqueue(new Entry(null, request));

    private void Enqueue(in Entry entry)
    {
        var queued = Interlocked.Increment(ref _queued);
        if (queued > Capacity)
        {
            Interlocked.Decrement(ref _queued);
            Interlocked.Increment(ref _lost);
            return;
        }

        _queue.Enqueue(entry);
        if (_stopped)
        {
            // The thread is gone; what is logged this late is written by whoever logs it.
            Drain();
        }
        else if (_idle || queued == Capacity / 2)
        {
            _idle = false;
            _wake.Set();
        }
    }

    /// <summary>Writes what is queued and stops the thread. Later events are written at once.</summary>
    public void Dispose()
    {
        AppDomain.CurrentDomain.ProcessExit -= OnProcessEnd;
        AppDomain.CurrentDomain.UnhandledException -= OnProcessEnd;
        Stop();
    }

    private void OnProcessEnd(object? sender, EventArgs e) => Stop();

    private void Stop()
    {
        _stopped = true;
        _wake.Set();
        if (_thread.Join(Patience))
        {
            Drain();
        }
    }

    private void Run()
    {
        while (!_stopped)
        {
            if (Drain())
            {
                _wake.WaitOne(Gathering);
                continue;
            }

            _idle = true;

            // Pairs with the increment in Emit: either the event is seen here, or this idleness is seen there.
            Interlocked.MemoryBarrier();
            if (Volatile.Read(ref _queued) == 0)
            {
                _wake.WaitOne();
            }

            _idle = false;
        }
    }

    /// <summary>Writes all that is queued; whether there was any.</summary>
    private bool Drain()
    {
        lock (_writing)
        {
            var taken = 0;
            for (; _queue.TryDequeue(out var entry); taken++)
            {
                Interlocked.Decrement(ref _queued);
                TryWrite(in entry, atStake: 1);
            }

            var lost = Interlocked.Exchange(ref _lost, 0);
            if (lost > 0)
            {
                TryWrite(new Entry(LostEvent(lost), default), atStake: lost);
            }

            TryFlush(atStake: taken + lost);
            return taken > 0;
        }
    }

    private void TryWrite(in Entry entry, long atStake)
    {
        try
        {
            if (entry.Event is { } logEvent)
            {
                _formatter.Format(logEvent, _output);
            }
            else
            {
                _formatter.Format(in entry.Request, _output);
            }
        }
#pragma warning disable CA1031 // Whatever the output or a value's ToString throws, there is no place left to tell it but the count.
        catch (Exception)
#pragma warning restore CA1031
        {
            Interlocked.Add(ref _lost, atStake);
        }
    }

    private void TryFlush(long atStake)
    {
        try
        {
            _output.Flush();
        }
#pragma warning disable CA1031 // As above.
        catch (Exception)
#pragma warning restore CA1031
        {
            Interlocked.Add(ref _lost, atStake);
        }
    }

    private LogEvent LostEvent(long count) => new(_timeProvider.GetUtcNow(), LogEventLevel.Warning, exception: null, LostTemplate,
        [new LogEventProperty("Count", new ScalarValue(count))]);

    /// <summary>One of two: an event of Serilog's, or an answered request.</summary>
    private readonly struct Entry(LogEvent? logEvent, AnsweredRequest request)
    {
        public readonly LogEvent? Event = logEvent;
        public readonly AnsweredRequest Request = request;
    }
}
