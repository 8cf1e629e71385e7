namespace Pan123Dav.Storage;

/// <summary>The segments of a <see cref="StoragePath"/>, enumerated without allocating.</summary>
public struct StoragePathSegments
{
    private ReadOnlyMemory<byte> _rest;

    internal StoragePathSegments(ReadOnlyMemory<byte> joined)
    {
        _rest = joined;
        Current = default;
    }

    /// <summary>The segment at hand: decoded UTF-8.</summary>
    public ReadOnlyMemory<byte> Current { get; private set; }

    /// <summary>What <c>foreach</c> asks for.</summary>
    public readonly StoragePathSegments GetEnumerator() => this;

    /// <summary>Goes on to the next segment.</summary>
    public bool MoveNext()
    {
        if (_rest.IsEmpty)
        {
            return false;
        }

        var slash = _rest.Span.IndexOf((byte)'/');
        Current = slash < 0 ? _rest : _rest[..slash];
        _rest = slash < 0 ? default : _rest[(slash + 1)..];
        return true;
    }
}
