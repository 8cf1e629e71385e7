namespace Pan123Dav.Storage.Entries;

/// <summary>
/// Bytes that are only ever appended, in chunks of a mebibyte, so that growing copies nothing and leaves no garbage. A record never spans two chunks.
/// </summary>
/// <param name="mostChunks">No more than <see cref="MaxChunks"/>.</param>
/// <param name="expected">How many bytes it will be, roughly: where they are few, the first chunk is no larger.</param>
internal sealed class ChunkedBytes(int mostChunks, int expected = int.MaxValue)
{
    /// <summary>As many chunks as an address can tell apart: 4 GiB.</summary>
    public const int MaxChunks = 1 << (32 - ChunkBits);

    private const int ChunkBits = 20;
    private const int ChunkSize = 1 << ChunkBits;

    private readonly List<byte[]> _chunks = [];
    private int _used = ChunkSize;
    private int _size = ChunkSize;

    /// <summary>Whether the next record may find no room.</summary>
    public bool IsFull => _chunks.Count >= mostChunks;

    /// <summary>Room for a record of <paramref name="length"/> bytes, and the address to read it by.</summary>
    public Span<byte> Append(int length, out uint address)
    {
        if (_used + length > _size)
        {
            if (_chunks.Count == mostChunks)
            {
                throw new InvalidOperationException("There is no room left; ask IsFull before.");
            }

            _size = _chunks.Count == 0 ? Math.Min(ChunkSize, expected) : ChunkSize;
            _chunks.Add(GC.AllocateUninitializedArray<byte>(Math.Max(_size, length)));
            _used = 0;
        }

        address = ((uint)(_chunks.Count - 1) << ChunkBits) | (uint)_used;
        var room = _chunks[^1].AsSpan(_used, length);
        _used += length;
        return room;
    }

    /// <summary>Gives back what the last chunk does not use.</summary>
    public byte[][] ToChunks()
    {
        if (_chunks.Count > 0 && _used < _chunks[^1].Length)
        {
            _chunks[^1] = _chunks[^1].AsSpan(0, _used).ToArray();
        }

        (_used, _size) = (ChunkSize, ChunkSize);
        return [.. _chunks];
    }

    public static ReadOnlySpan<byte> Slice(byte[][] chunks, uint address, int offset, int length) =>
        length == 0 ? default : chunks[address >> ChunkBits].AsSpan((int)(address & (ChunkSize - 1)) + offset, length);

    public ReadOnlySpan<byte> Slice(uint address, int length) =>
        _chunks[(int)(address >> ChunkBits)].AsSpan((int)(address & (ChunkSize - 1)), length);
}
