using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Data;
using StackExchange.Redis;

namespace Pan123Dav.Shared;

/// <summary>
/// Events by way of two Redis streams, one for what lasts. All that a gateway has to tell at a moment is one entry, numbered so that one whose arrival is
/// not known may be
/// sent again. Nothing reaches anybody but through the streams, so that the order is everywhere the same.
/// </summary>
internal sealed class RedisEvents(RedisConnection connection, CommonCounts counts, UsageLedger ledger, TimeProvider timeProvider, ILogger<RedisEvents> logger)
    : IGatewayEvents, IExchangedPart, IDisposable
{
    private const int MaxWaiting = 100_000;
    private const int MaxLines = 5000;
    private const int EntriesACall = 500;
    private const char Waited = '@';

    private static readonly RedisValue GatewayField = "gateway";
    private static readonly RedisValue NumberField = "number";
    private static readonly RedisValue LinesField = "lines";

    private readonly SemaphoreSlim _oneAtATime = new(1, 1);
    private readonly ConcurrentDictionary<string, Action<GatewayEvent>> _listeners = new(StringComparer.Ordinal);
    private readonly ConcurrentBag<Action> _exchanging = [];
    private readonly ConcurrentBag<Action> _lost = [];
    private readonly Queue _quick = new("events", 10_000);
    private readonly Queue _lasting = new("lasting", 100_000);
    private string _epoch = "";
    private int _isCalled;

    public void Publish(string topic, string text, bool isLasting = false)
    {
        var queue = isLasting ? _lasting : _quick;
        if (queue.Waiting.Count < MaxWaiting)
        {
            queue.Waiting.Enqueue(new Line($"{topic} {text}", timeProvider.GetTimestamp()));
        }

        if (isLasting && Interlocked.Exchange(ref _isCalled, 1) == 0)
        {
            _ = ExchangeAsync();
        }
    }

    public void Subscribe(string topic, Action<GatewayEvent> listener) => _listeners[topic] = listener;

    public void OnExchanging(Action action) => _exchanging.Add(action);

    public void OnLost(Action action) => _lost.Add(action);

    public async Task ExchangeAsync()
    {
        await _oneAtATime.WaitAsync();
        try
        {
            Volatile.Write(ref _isCalled, 0);
            Prepare();
            if (await SendAsync(_lasting) && await SendAsync(_quick) && await ReadAsync(_lasting))
            {
                await ReadAsync(_quick);
            }
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    public void Dispose() => _oneAtATime.Dispose();

    private void Prepare()
    {
        if (counts.Epoch != _epoch)
        {
            // Also when it was while this gateway was not running.
            var known = _epoch.Length > 0 ? _epoch : counts.KeptEpoch;
            _epoch = counts.Epoch;
            foreach (var action in known.Length == 0 || known == _epoch ? [] : _lost.ToArray())
            {
                action();
            }
        }

        foreach (var action in _exchanging)
        {
            action();
        }
    }

    private async Task<bool> SendAsync(Queue queue)
    {
        while (queue.Sending.Count > 0 || !queue.Waiting.IsEmpty)
        {
            if (queue.Sending.Count == 0)
            {
                queue.Sending = Take(queue.Waiting);
                queue.Number++;
            }

            NameValueEntry[] entry =
            [
                new(GatewayField, connection.Gateway), new(NumberField, queue.Number), new(LinesField, Write(queue.Sending)),
            ];
            var (isAnswered, _) = await connection.CallAsync(database => database.StreamAddAsync(
                connection.Keys.Of(queue.Name), entry, messageId: null, maxLength: queue.MaxLength, useApproximateMaxLength: true));
            if (!isAnswered)
            {
                return false;
            }

            queue.Sending = [];
        }

        return true;
    }

    private static List<Line> Take(ConcurrentQueue<Line> waiting)
    {
        var lines = new List<Line>();
        while (lines.Count < MaxLines && waiting.TryDequeue(out var line))
        {
            lines.Add(line);
        }

        return lines;
    }

    // What waited for Redis says for how many seconds: the stream knows only when it came.
    private string Write(List<Line> lines)
    {
        var text = new StringBuilder();
        foreach (var line in lines)
        {
            if (timeProvider.GetElapsedTime(line.At) is { TotalSeconds: >= 1 } waited)
            {
                text.Append(CultureInfo.InvariantCulture, $"{Waited}{(long)waited.TotalSeconds} ");
            }

            text.Append(line.Text).Append('\n');
        }

        return text.ToString();
    }

    private async Task<bool> ReadAsync(Queue queue)
    {
        while (true)
        {
            var (isAnswered, entries) = await connection.CallAsync(
                database => database.StreamReadAsync(connection.Keys.Of(queue.Name), queue.Last, count: EntriesACall));
            if (!isAnswered)
            {
                return false;
            }

            foreach (var entry in entries!)
            {
                queue.Last = entry.Id;
                Hear(queue, entry);
            }

            if (entries.Length < EntriesACall)
            {
                return true;
            }
        }
    }

    private void Hear(Queue queue, in StreamEntry entry)
    {
        var gateway = entry[GatewayField].ToString();
        if (!entry[NumberField].TryParse(out long number) || number <= queue.Heard.GetValueOrDefault(gateway))
        {
            return;
        }

        queue.Heard[gateway] = number;
        var milliseconds = long.Parse(entry.Id.ToString().Split('-')[0], CultureInfo.InvariantCulture);
        var age = timeProvider.GetUtcNow() + ledger.Offset - DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
        foreach (var line in entry[LinesField].ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            Hear(line, gateway == connection.Gateway, age);
        }
    }

    private void Hear(string line, bool isOwn, TimeSpan age)
    {
        var blank = line.IndexOf(' ', StringComparison.Ordinal);
        if (line[0] == Waited && blank > 1 && int.TryParse(line.AsSpan(1..blank), NumberStyles.None, CultureInfo.InvariantCulture, out var seconds))
        {
            age += TimeSpan.FromSeconds(seconds);
            line = line[(blank + 1)..];
            blank = line.IndexOf(' ', StringComparison.Ordinal);
        }

        if (blank > 0 && _listeners.TryGetValue(line[..blank], out var listener))
        {
            try
            {
                listener(new GatewayEvent(line[(blank + 1)..], isOwn, age));
            }
            catch (Exception e) when (e is FormatException or OverflowException or IndexOutOfRangeException or ArgumentException)
            {
                Log.EventNotUnderstood(logger, line[..blank]);
            }
        }
    }

    private readonly record struct Line(string Text, long At);

    private sealed class Queue(string name, int maxLength)
    {
        public string Name => name;

        public int MaxLength => maxLength;

        public ConcurrentQueue<Line> Waiting { get; } = new();

        public Dictionary<string, long> Heard { get; } = new(StringComparer.Ordinal);

        public List<Line> Sending { get; set; } = [];

        public long Number { get; set; }

        public RedisValue Last { get; set; } = "0-0";
    }
}
