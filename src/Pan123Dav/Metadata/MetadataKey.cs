using System.Buffers.Binary;
using System.Security.Cryptography;
using Pan123Dav.Storage;

namespace Pan123Dav.Metadata;

/// <summary>What a file's metadata is kept under: 128 bits of a SHA-256 of its address. The address itself may be a secret and is not kept.</summary>
internal static class MetadataKey
{
    public static UInt128 Create(StorageEntry file)
    {
        file.Table.GetUrl(file.Index, out var prefix, out var tail);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(prefix);
        hash.AppendData(tail);
        Span<byte> bytes = stackalloc byte[SHA256.HashSizeInBytes];
        hash.GetHashAndReset(bytes);
        return BinaryPrimitives.ReadUInt128BigEndian(bytes);
    }

    public static byte[] ToBytes(UInt128 key)
    {
        var bytes = new byte[16];
        BinaryPrimitives.WriteUInt128BigEndian(bytes, key);
        return bytes;
    }

    public static UInt128 FromBytes(ReadOnlySpan<byte> bytes) => BinaryPrimitives.ReadUInt128BigEndian(bytes);
}
