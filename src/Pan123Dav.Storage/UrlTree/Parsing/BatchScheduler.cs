namespace Pan123Dav.Storage.UrlTree.Parsing;

/// <summary>
/// Has batches read side by side and gives them to the parser one after the other. No thread is started: those of the pool that are free help, and the
/// caller reads what they have not begun. So an idle second processor halves the time, and a busy pool costs nothing.
/// </summary>
internal sealed class BatchScheduler(TreeBuilder parser, int blockSize, int helpAfter)
{
    // Two of them are enough for two threads to hardly ever wait for one another; some more for those that are interrupted.
    private static readonly int MaxBatches = Environment.ProcessorCount == 1 ? 1 : Math.Min(Environment.ProcessorCount, 4) + 2;

    private readonly Queue<LineBatch> _ahead = new();
    private readonly Stack<LineBatch> _free = new();
    private long _offered;

    /// <summary>An empty batch.</summary>
    public LineBatch Rent() => _free.TryPop(out var batch) ? batch : new LineBatch(blockSize);

    /// <summary>Takes the next batch of the text over.</summary>
    public void Add(LineBatch batch)
    {
        if (parser.IsOver)
        {
            _free.Push(batch);
            return;
        }

        batch.Offer(isFirst: _offered == 0);
        _offered += batch.Text.Length;
        _ahead.Enqueue(batch);
        if (_offered <= helpAfter)
        {
            Complete();
            return;
        }

        ThreadPool.UnsafeQueueUserWorkItem(batch, preferLocal: false);
        while (_ahead.Count >= MaxBatches || (_ahead.TryPeek(out var first) && first.IsRead))
        {
            Advance();
        }
    }

    /// <summary>Gives the parser all that is left.</summary>
    public void Complete()
    {
        while (_ahead.Count > 0)
        {
            Advance();
        }
    }

    private void Advance()
    {
        var first = _ahead.Peek();
        if (!first.IsRead && TryReadOne())
        {
            return;
        }

        first.Wait();
        parser.Add(first);
        _free.Push(_ahead.Dequeue());
    }

    private bool TryReadOne()
    {
        foreach (var batch in _ahead)
        {
            if (batch.TryRead())
            {
                return true;
            }
        }

        return false;
    }
}
