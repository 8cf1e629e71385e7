using System.Buffers;
using System.IO.Hashing;
using System.Text;

namespace Pan123Dav.Storage;

/// <summary>
/// Where an entry stands: decoded segments in normalization form C, kept as UTF-8 joined by slashes.
/// A segment is never empty, <c>.</c> or <c>..</c>, and holds no slash and no control character; so the
/// joined text is unambiguous, and no path leads out of its tree.
/// </summary>
public readonly struct StoragePath : IEquatable<StoragePath>
{
    private static readonly SearchValues<byte> NeverInSegment = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(value => (byte)value), 0x7F, (byte)'/']);

    private readonly ReadOnlyMemory<byte> _joined;

    private StoragePath(ReadOnlyMemory<byte> joined) => _joined = joined;

    /// <summary>The path without segments.</summary>
    public static StoragePath Root => default;

    /// <summary>Whether there are no segments.</summary>
    public bool IsRoot => _joined.IsEmpty;

    /// <summary>The segments joined by slashes, without a slash at either end.</summary>
    public ReadOnlySpan<byte> Utf8 => _joined.Span;

    /// <summary>The segments, first to last.</summary>
    public StoragePathSegments Segments => new(_joined);

    /// <summary>The last segment; empty for the root.</summary>
    public ReadOnlySpan<byte> Name => Utf8[(Utf8.LastIndexOf((byte)'/') + 1)..];

    /// <summary>The path without its last segment; the root's is the root.</summary>
    public StoragePath Parent => new(_joined[..Math.Max(0, Utf8.LastIndexOf((byte)'/'))]);

    /// <summary>Reads a decoded path such as <c>/films/2024</c>; slashes at the ends and doubled ones do not matter.</summary>
    public static bool TryParse(string text, out StoragePath path)
    {
        ArgumentNullException.ThrowIfNull(text);
        path = default;
        foreach (var segment in text.Split('/', StringSplitOptions.RemoveEmptyEntries))
        {
            var name = Encoding.UTF8.GetBytes(segment);
            if (!IsSegment(name))
            {
                return false;
            }

            path = path.Append(name);
        }

        return true;
    }

    /// <summary>
    /// Takes over <paramref name="joined"/>: segments that each satisfy <see cref="IsSegment"/>, joined by single slashes.
    /// </summary>
    public static StoragePath FromJoined(ReadOnlyMemory<byte> joined) =>
        new(NormalizationFormC.IsNormalized(joined.Span) ? joined : NormalizationFormC.Normalize(joined.Span));

    /// <summary>
    /// Whether <paramref name="name"/> can be a segment: well-formed UTF-8, not empty, not <c>.</c> or <c>..</c>, no slash and no control character.
    /// </summary>
    public static bool IsSegment(ReadOnlySpan<byte> name)
    {
        if (name.IsEmpty || name.SequenceEqual("."u8) || name.SequenceEqual(".."u8)
            || name.ContainsAny(NeverInSegment) || !System.Text.Unicode.Utf8.IsValid(name))
        {
            return false;
        }

        // The other control characters are U+0080 to U+009F, C2 80 to C2 9F.
        for (int lead; (lead = name.IndexOf((byte)0xC2)) >= 0; name = name[(lead + 1)..])
        {
            if (name[lead + 1] < 0xA0)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>This path with one more segment, which must satisfy <see cref="IsSegment"/>.</summary>
    public StoragePath Append(ReadOnlySpan<byte> name)
    {
        var joined = new byte[_joined.Length + (IsRoot ? 0 : 1) + name.Length];
        _joined.Span.CopyTo(joined);
        if (!IsRoot)
        {
            joined[_joined.Length] = (byte)'/';
        }

        name.CopyTo(joined.AsSpan(joined.Length - name.Length));
        return FromJoined(joined);
    }

    /// <summary>Whether <paramref name="ancestor"/> is this path or stands above it; what is left is the way down from there.</summary>
    public bool TryRelativeTo(StoragePath ancestor, out StoragePath rest)
    {
        rest = this;
        if (ancestor.IsRoot)
        {
            return true;
        }

        if (!_joined.Span.StartsWith(ancestor._joined.Span))
        {
            return false;
        }

        if (_joined.Length == ancestor._joined.Length)
        {
            rest = Root;
            return true;
        }

        if (_joined.Span[ancestor._joined.Length] != (byte)'/')
        {
            return false;
        }

        rest = new StoragePath(_joined[(ancestor._joined.Length + 1)..]);
        return true;
    }

    /// <inheritdoc/>
    public bool Equals(StoragePath other) => _joined.Span.SequenceEqual(other._joined.Span);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => obj is StoragePath other && Equals(other);

    /// <inheritdoc/>
    public override int GetHashCode() => (int)XxHash3.HashToUInt64(_joined.Span);

    /// <summary>The decoded path with a slash in front, for people to read.</summary>
    public override string ToString() => "/" + Encoding.UTF8.GetString(_joined.Span);

    public static bool operator ==(StoragePath left, StoragePath right) => left.Equals(right);

    public static bool operator !=(StoragePath left, StoragePath right) => !left.Equals(right);
}
