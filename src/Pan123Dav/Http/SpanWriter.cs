namespace Pan123Dav.Http;

/// <summary>Appends to a span that is known to be large enough.</summary>
internal ref struct SpanWriter(Span<byte> destination)
{
    private readonly Span<byte> _destination = destination;

    public int Written { get; private set; }

    public readonly Span<byte> Rest => _destination[Written..];

    public void Write(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(_destination[Written..]);
        Written += bytes.Length;
    }

    public void Advance(int count) => Written += count;
}
