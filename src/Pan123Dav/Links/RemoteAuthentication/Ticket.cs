using System.Buffers.Binary;
using System.Numerics;
using Pan123Dav.Storage;

namespace Pan123Dav.Links.RemoteAuthentication;

/// <summary>
/// What <c>pd</c> in a link says, in binary: one byte of version and flags, seven of the link's number, and unless the gateway made the link for itself, whose
/// it is (5 bytes), by which credential (4), what was charged for the file that day (2), and the file's path in the drive; last 12 bytes of HMAC-SHA256 over
/// all of that, the link's expiry and its percent-decoded path at 123. The path in the drive is written as how many of its last segments are those at 123, and
/// the rest as it is; where that is too long, only its beginning, which is all that most rules look at.
/// </summary>
internal readonly ref struct Ticket
{
    /// <summary>The length of one that says nothing of a path.</summary>
    public const int MinSize = HeadSize + MacSize;

    /// <summary>The most that one takes, in bytes.</summary>
    public const int MaxSize = 1024;

    /// <summary>How many bytes one takes beside the path.</summary>
    public const int UserSize = HeadSize + LinkHolder.IdSize + sizeof(uint) + sizeof(ushort) + 1 + MacSize;

    private const int HeadSize = 1 + LinkNumbers.Size;
    private const int MacSize = 12;
    private const byte Version = 0x10;
    private const byte VersionMask = 0xF0;
    private const byte OwnFlag = 1;
    private const byte ApiTokenFlag = 2;
    private const byte CutFlag = 4;

    private Ticket(ReadOnlySpan<byte> bytes) => Bytes = bytes;

    /// <summary>When and which.</summary>
    public long Number => (long)ReadBigEndian(Bytes.Slice(1, LinkNumbers.Size));

    /// <summary>Whether the gateway made the link for itself. Then there is nothing but the number.</summary>
    public bool IsOwn => (Bytes[0] & OwnFlag) != 0;

    /// <summary>What the link was asked for with.</summary>
    public LinkCredential Credential => (Bytes[0] & ApiTokenFlag) != 0 ? LinkCredential.ApiToken : LinkCredential.Password;

    /// <summary>See <see cref="LinkHolder.Id"/>.</summary>
    public ulong User => ReadBigEndian(Bytes.Slice(HeadSize, LinkHolder.IdSize));

    /// <summary>See <see cref="LinkHolders.GetGeneration"/>.</summary>
    public uint Generation => BinaryPrimitives.ReadUInt32BigEndian(Bytes[(HeadSize + LinkHolder.IdSize)..]);

    /// <summary>What was charged for the file on the day that the link was made, in bytes, up to a thousandth too much.</summary>
    public long Charge => ExpandCharge(BinaryPrimitives.ReadUInt16BigEndian(Bytes[(HeadSize + LinkHolder.IdSize + sizeof(uint))..]));

    private ReadOnlySpan<byte> Bytes { get; }

    /// <summary>Writes one of the gateway's own links.</summary>
    public static int WriteOwn(TicketKey key, long number, long expires, ReadOnlySpan<byte> path, Span<byte> destination)
    {
        destination[0] = Version | OwnFlag;
        WriteBigEndian((ulong)number, destination.Slice(1, LinkNumbers.Size));
        return Seal(key, destination, HeadSize, expires, path);
    }

    /// <summary>Writes one of a user's link.</summary>
    /// <param name="key">Binds it.</param>
    /// <param name="content">What it says.</param>
    /// <param name="expires">When the link ends, in Unix seconds.</param>
    /// <param name="path">The link's percent-decoded path.</param>
    /// <param name="destination">Takes it; how long it is says how much of a path can be written.</param>
    /// <returns>Its length.</returns>
    public static int Write(TicketKey key, in TicketContent content, long expires, ReadOnlySpan<byte> path, Span<byte> destination)
    {
        var written = HeadSize;
        WriteBigEndian((ulong)content.Number, destination.Slice(1, LinkNumbers.Size));
        WriteBigEndian(content.User, destination.Slice(written, LinkHolder.IdSize));
        written += LinkHolder.IdSize;
        BinaryPrimitives.WriteUInt32BigEndian(destination[written..], content.Generation);
        written += sizeof(uint);
        BinaryPrimitives.WriteUInt16BigEndian(destination[written..], CompressCharge(content.Charge));
        written += sizeof(ushort);
        var isCut = TicketPath.Write(content.Path, path, destination[written..^MacSize], out var length);
        destination[0] = (byte)(Version | (content.Credential == LinkCredential.ApiToken ? ApiTokenFlag : 0) | (isCut ? CutFlag : 0));
        return Seal(key, destination, written + length, expires, path);
    }

    /// <summary>Reads a ticket that came with a link. False when it is none of ours, or another link's.</summary>
    public static bool TryRead(TicketKey key, ReadOnlySpan<byte> bytes, long expires, ReadOnlySpan<byte> path, out Ticket ticket)
    {
        ticket = default;
        if (bytes.Length < MinSize || bytes.Length > MaxSize || (bytes[0] & VersionMask) != Version
            || (bytes.Length < UserSize && bytes[0] != (Version | OwnFlag)))
        {
            return false;
        }

        Span<byte> mac = stackalloc byte[MacSize];
        Sign(key, bytes[..^MacSize], expires, path, mac);
        ticket = new Ticket(bytes[..^MacSize]);
        return System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(mac, bytes[^MacSize..]);
    }

    /// <summary>Where the file stands in the drive, or as much of it as was written.</summary>
    /// <param name="path">The link's percent-decoded path.</param>
    public StoragePath GetPath(ReadOnlySpan<byte> path) =>
        TicketPath.Read(Bytes[(UserSize - MacSize - 1)..], path, isCut: (Bytes[0] & CutFlag) != 0);

    // A floating-point number of 6 and 10 bits, rounded up.
    internal static ushort CompressCharge(long bytes)
    {
        const int precision = 10;
        var exponent = Math.Max(0, 64 - precision - BitOperations.LeadingZeroCount((ulong)Math.Max(0, bytes)));
        var mantissa = (ulong)Math.Max(0, bytes) >> exponent;
        if (mantissa << exponent < (ulong)Math.Max(0, bytes) && ++mantissa == 1 << precision)
        {
            (mantissa, exponent) = (mantissa >> 1, exponent + 1);
        }

        return (ushort)((exponent << precision) | (int)mantissa);
    }

    internal static long ExpandCharge(ushort charge) => (long)Math.Min((ulong)(charge & 0x3FF) << (charge >> 10), long.MaxValue);

    private static int Seal(TicketKey key, Span<byte> destination, int length, long expires, ReadOnlySpan<byte> path)
    {
        Sign(key, destination[..length], expires, path, destination.Slice(length, MacSize));
        return length + MacSize;
    }

    // The length in front is below 1024 and so its first byte that of no other purpose's label.
    private static void Sign(TicketKey key, ReadOnlySpan<byte> content, long expires, ReadOnlySpan<byte> path, Span<byte> mac)
    {
        const int stackLimit = 1024;
        var length = sizeof(ushort) + content.Length + sizeof(long) + path.Length;
        var rented = length > stackLimit ? System.Buffers.ArrayPool<byte>.Shared.Rent(length) : null;
        var data = (rented ?? stackalloc byte[stackLimit])[..length];
        BinaryPrimitives.WriteUInt16BigEndian(data, (ushort)content.Length);
        content.CopyTo(data[sizeof(ushort)..]);
        BinaryPrimitives.WriteInt64BigEndian(data[(sizeof(ushort) + content.Length)..], expires);
        path.CopyTo(data[(sizeof(ushort) + content.Length + sizeof(long))..]);
        key.Sign(data, mac);
        if (rented is not null)
        {
            System.Buffers.ArrayPool<byte>.Shared.Return(rented);
        }
    }

    private static ulong ReadBigEndian(ReadOnlySpan<byte> bytes)
    {
        var value = 0UL;
        foreach (var b in bytes)
        {
            value = (value << 8) | b;
        }

        return value;
    }

    private static void WriteBigEndian(ulong value, Span<byte> bytes)
    {
        for (var i = bytes.Length - 1; i >= 0; i--, value >>= 8)
        {
            bytes[i] = (byte)value;
        }
    }
}

/// <summary>What a user's ticket says.</summary>
internal readonly record struct TicketContent(long Number, ulong User, uint Generation, LinkCredential Credential, long Charge, StoragePath Path);
