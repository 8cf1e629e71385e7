using System.Runtime.ExceptionServices;

namespace Pan123Dav.Storage.UrlTree.Parsing;

/// <summary>Whole lines of a text and what was read of them. Whoever has time reads it: the thread that puts the tree together, or one of the pool.</summary>
internal sealed class LineBatch : IThreadPoolWorkItem
{
    private const int Filling = 0;
    private const int Waiting = 1;
    private const int Reading = 2;
    private const int Done = 3;

    private readonly object _gate = new();
    private readonly LineBatchParser _reader;
    private byte[] _block;
    private int _length;
    private byte[] _text = [];
    private int _textLength;
    private volatile int _state;
    private ExceptionDispatchInfo? _failure;

    public LineBatch(int blockSize)
    {
        _block = new byte[blockSize];
        _reader = new LineBatchParser(this);
    }

    /// <summary>Whether it is the start of the text.</summary>
    public bool IsFirst { get; private set; }

    /// <summary>The lines as they came.</summary>
    public ReadOnlySpan<byte> Text => _block.AsSpan(0, _length);

    /// <summary>Room behind <see cref="Text"/>.</summary>
    public Memory<byte> Free => _block.AsMemory(_length);

    /// <summary>What was read, in the order of the text.</summary>
    public List<ParsedLine> Lines { get; } = [];

    /// <summary>What was found wrong; lines are counted from 1 in each batch.</summary>
    public TreeDiagnosticList Diagnostics { get; } = new();

    /// <summary>How many lines there are.</summary>
    public int LineCount { get; set; }

    /// <summary>Whether all lines have been read.</summary>
    public bool IsRead => _state == Done;

    /// <summary>Empties the batch and starts it with <paramref name="text"/>.</summary>
    public void Restart(ReadOnlySpan<byte> text)
    {
        Lines.Clear();
        Diagnostics.Clear();
        _textLength = 0;
        _length = 0;
        _state = Filling;
        Append(text);
    }

    /// <summary>Adds to <see cref="Text"/>, and sees to it that there is room for more.</summary>
    public void Append(ReadOnlySpan<byte> text)
    {
        if (_length + text.Length >= _block.Length)
        {
            Array.Resize(ref _block, Math.Max(_length + text.Length + 1, Math.Min(_block.Length * 2, TreeBuilder.LineLimit)));
        }

        text.CopyTo(_block.AsSpan(_length));
        _length += text.Length;
    }

    /// <summary>Takes bytes that were put at the start of <see cref="Free"/>, or gives back the last ones.</summary>
    public void Resize(int length) => _length = length;

    /// <summary>Lets the batch be read.</summary>
    public void Offer(bool isFirst)
    {
        IsFirst = isFirst;
        _state = Waiting;
    }

    /// <summary>Reads the batch unless another thread has begun to.</summary>
    public bool TryRead()
    {
        if (Interlocked.CompareExchange(ref _state, Reading, Waiting) != Waiting)
        {
            return false;
        }

        try
        {
            _reader.Read();
        }
        catch (Exception exception)
        {
            _failure = ExceptionDispatchInfo.Capture(exception);
        }

        lock (_gate)
        {
            _state = Done;
            Monitor.Pulse(_gate);
        }

        return true;
    }

    /// <summary>Waits until the batch, which someone has begun to read, is read. Throws what the reading threw.</summary>
    public void Wait()
    {
        lock (_gate)
        {
            while (_state != Done)
            {
                Monitor.Wait(_gate);
            }
        }

        _failure?.Throw();
    }

    /// <summary>Room for text that is read out of the lines; what of it is used must be taken before the next is reserved.</summary>
    public Span<byte> Reserve(int size)
    {
        if (_text.Length - _textLength < size)
        {
            Array.Resize(ref _text, Math.Max(_text.Length * 2, _textLength + size));
        }

        return _text.AsSpan(_textLength);
    }

    /// <summary>Keeps the first bytes of the room; tells where they stand.</summary>
    public int Take(int length)
    {
        var start = _textLength;
        _textLength += length;
        return start;
    }

    /// <summary>What was taken, from <paramref name="start"/> on.</summary>
    public ReadOnlySpan<byte> EntryText(int start) => _text.AsSpan(start, _textLength - start);

    /// <summary>The line that was read, as it came.</summary>
    public RawLine Line(in ParsedLine reading) => new(_block.AsSpan(reading.Start, reading.Length));

    /// <summary>A thread of the pool has time.</summary>
    void IThreadPoolWorkItem.Execute() => TryRead();
}
