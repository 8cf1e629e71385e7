namespace Pan123Dav.Emulator.Serving;

/// <summary>One request that the link host answered with content, and what it sent of it.</summary>
/// <param name="Time">When it came.</param>
/// <param name="Path">The file's decoded path on the link host.</param>
/// <param name="Size">Of the whole file.</param>
public sealed record TrafficEntry(DateTimeOffset Time, string Path, long Size)
{
    private long _bytes;

    /// <summary>Bytes of content handed to the network so far.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    internal string Id { get; } = Guid.NewGuid().ToString("n");

    internal void Add(long bytes) => Interlocked.Add(ref _bytes, bytes);
}
