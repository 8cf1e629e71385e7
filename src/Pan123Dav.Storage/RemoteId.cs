using System.Globalization;
using System.IO.Hashing;
using System.Text;

namespace Pan123Dav.Storage;

/// <summary>What a service calls one of its items: a number (123's interfaces), or a path (WebDAV). Opaque to everything but the drive that made it.</summary>
/// <param name="Number">The item's number; 0 for the root, and for an item that has a path.</param>
/// <param name="Path">The decoded path below the root, joined by slashes, without one at either end; null for an item that has a number.</param>
internal readonly record struct RemoteId(long Number, string? Path = null) : IComparable<RemoteId>
{
    /// <summary>Tells the item from another of the same name: its number, or eight hex digits of its path.</summary>
    public string Label => Path is null
        ? Number.ToString(CultureInfo.InvariantCulture)
        : XxHash3.HashToUInt64(Encoding.UTF8.GetBytes(Path)).ToString("x16", CultureInfo.InvariantCulture)[..8];

    public static implicit operator RemoteId(long number) => new(number);

    /// <summary>An item that has a path.</summary>
    public static RemoteId FromPath(string path) => new(0, path);

    /// <summary>The older first where items are numbered; else by the path's code units, so that the order does not depend on a listing's.</summary>
    public int CompareTo(RemoteId other) => Number != other.Number ? Number.CompareTo(other.Number) : string.CompareOrdinal(Path, other.Path);

    /// <summary>As it stands in messages.</summary>
    public override string ToString() => Path is null ? Number.ToString(CultureInfo.InvariantCulture) : "/" + Path;
}
