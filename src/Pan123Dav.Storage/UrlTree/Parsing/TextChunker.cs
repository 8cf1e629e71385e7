namespace Pan123Dav.Storage.UrlTree.Parsing;

/// <summary>Cuts a text into batches of whole lines and carries the part of a line that a block ends with over to the next.</summary>
/// <param name="parser">What the batches are for.</param>
/// <param name="blockSize">How long a block is unless a line is longer.</param>
/// <param name="helpAfter">From how much text on other threads help.</param>
internal sealed class TextChunker(TreeBuilder parser, int blockSize = TextChunker.BlockSize, int helpAfter = 1 << 20)
{
    // What is read of it fits the processor's own cache beside it.
    public const int BlockSize = 1 << 17;

    private readonly BatchScheduler _ahead = new(parser, blockSize, helpAfter);
    private LineBatch _batch = new(blockSize);
    private bool _skipping;

    /// <summary>Where the next bytes of the text go; never empty.</summary>
    public Memory<byte> Free => _batch.Free;

    /// <summary>Takes the bytes that were put at the start of <see cref="Free"/>; none mean that the text has ended.</summary>
    public void Advance(int read)
    {
        _batch.Resize(_batch.Text.Length + read);
        Skip();
        if (read == 0)
        {
            _ahead.Add(_batch);
            _ahead.Complete();
        }
        else if (_batch.Free.IsEmpty)
        {
            Cut();
        }
    }

    private void Cut()
    {
        var text = _batch.Text;
        var end = text.LastIndexOf((byte)'\n') + 1;
        if (end > 0)
        {
            CutAt(end);
        }
        else if (text.Length < TreeBuilder.LineLimit)
        {
            _batch.Append(default);
        }
        else
        {
            // The rest of a line that is too long is passed over, or else one mistake would be many.
            CutAt(text.Length);
            _skipping = true;
        }
    }

    private void CutAt(int length)
    {
        var next = _ahead.Rent();
        next.Restart(_batch.Text[length..]);
        _batch.Resize(length);
        _ahead.Add(_batch);
        _batch = next;
    }

    private void Skip()
    {
        if (_skipping)
        {
            var text = _batch.Text;
            var end = text.IndexOf((byte)'\n');
            _skipping = end < 0;
            _batch.Restart(end < 0 ? default : text[(end + 1)..]);
        }
    }
}
