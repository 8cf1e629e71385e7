namespace Pan123Dav.Emulator;

internal sealed class MemoryContent(ReadOnlyMemory<byte> bytes) : EmulatorContent
{
    public override long Length => bytes.Length;

    public override void Read(long offset, Span<byte> destination) => bytes.Span.Slice((int)offset, destination.Length).CopyTo(destination);
}
