using System.Collections.Concurrent;
using Pan123Dav.Emulator.Serving;

namespace Pan123Dav.Emulator.Api;

/// <summary>What the link host sent in the last three days, which is as far as 123's own log goes back.</summary>
internal sealed class TrafficLog
{
    private const int MaxEntries = 100_000;
    private const int MaxOnPage = 100;
    private static readonly TimeSpan Kept = TimeSpan.FromDays(3);

    private readonly ConcurrentQueue<TrafficEntry> _entries = new();
    private long _forgotten;

    public IReadOnlyList<TrafficEntry> Entries => [.. _entries];

    public long TotalBytes => Volatile.Read(ref _forgotten) + _entries.Sum(entry => entry.Bytes);

    public TrafficEntry Begin(DateTimeOffset now, string path, long size)
    {
        var entry = new TrafficEntry(now, path, size);
        _entries.Enqueue(entry);
        while (_entries.TryPeek(out var oldest) && (oldest.Time < now - Kept || _entries.Count > MaxEntries) && _entries.TryDequeue(out oldest))
        {
            Interlocked.Add(ref _forgotten, oldest.Bytes);
        }

        return entry;
    }

    /// <summary>Answers <c>direct-link/log</c>: newest first, between two times, a page of it.</summary>
    public void Write(EmulatedApiCall call, ApiJson json)
    {
        var (from, to) = (ChinaTime.Parse("startTime", call.Text("startTime")), ChinaTime.Parse("endTime", call.Text("endTime")));
        var (page, size) = (call.Number("pageNum"), call.Number("pageSize"));
        if (page < 1)
        {
            throw ApiError.Missing("pageNum");
        }

        if (size is < 1 or > MaxOnPage)
        {
            throw ApiError.Missing("pageSize");
        }

        // Its times are whole seconds, so the last second counts in full.
        var found = _entries.Where(entry => entry.Time >= from && entry.Time < to.AddSeconds(1) && entry.Time >= call.Now - Kept).Reverse().ToList();
        json.Object(null, () =>
        {
            json.Number("total", found.Count);
            json.Array("list", found.Skip((int)Math.Min((page - 1) * size, int.MaxValue)).Take((int)size),
                entry => json.Object(null, () => Write(entry, call, json)));
        });
    }

    private static void Write(TrafficEntry entry, EmulatedApiCall call, ApiJson json)
    {
        json.Text("uniqueID", entry.Id);
        json.Text("fileName", entry.Path[(entry.Path.LastIndexOf('/') + 1)..]);
        json.Number("fileSize", entry.Size);
        json.Text("filePath", entry.Path);
        json.Text("directLinkURL", call.Origin + string.Join('/', entry.Path.Split('/').Select(Uri.EscapeDataString)));
        json.Number("fileSource", 1);
        json.Number("totalTraffic", entry.Bytes);
    }
}
