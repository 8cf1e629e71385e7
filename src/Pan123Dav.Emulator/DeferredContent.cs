namespace Pan123Dav.Emulator;

/// <summary>Made once, by whoever asks first.</summary>
internal sealed class DeferredContent(Func<byte[]> create) : EmulatorContent
{
    private readonly Lazy<byte[]> _bytes = new(create);

    public override long Length => _bytes.Value.Length;

    public override void Read(long offset, Span<byte> destination) => _bytes.Value.AsSpan((int)offset, destination.Length).CopyTo(destination);
}
