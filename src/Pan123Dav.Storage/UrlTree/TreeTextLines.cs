namespace Pan123Dav.Storage.UrlTree;

/// <summary>Cuts blocks of a text into lines and carries the part of a line that a block ends with over to the next.</summary>
internal sealed class TreeTextLines(UrlTreeParser parser)
{
    private readonly byte[] _block = new byte[UrlTreeParser.LineLimit];
    private int _filled;
    private bool _skipping;

    /// <summary>Where the next bytes of the text go; never empty.</summary>
    public Memory<byte> Free => _block.AsMemory(_filled);

    /// <summary>Takes the bytes that were put at the start of <see cref="Free"/>; none mean that the text has ended.</summary>
    public void Advance(int read)
    {
        var text = _block.AsSpan(0, _filled + read);
        for (int end; (end = text.IndexOf((byte)'\n')) >= 0; text = text[(end + 1)..])
        {
            if (!_skipping)
            {
                parser.ReadLine(text[..end]);
            }

            _skipping = false;
        }

        if (text.Length == _block.Length || (read == 0 && !text.IsEmpty))
        {
            if (!_skipping)
            {
                parser.ReadLine(text);
            }

            // The rest of a line that is too long is passed over, or else one mistake would be many.
            _skipping = read > 0;
            text = default;
        }

        text.CopyTo(_block);
        _filled = text.Length;
    }
}
