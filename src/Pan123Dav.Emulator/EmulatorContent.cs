using System.Text;

namespace Pan123Dav.Emulator;

/// <summary>The bytes of a file, readable from anywhere in them and by many requests at once.</summary>
public abstract class EmulatorContent
{
    /// <summary>How many bytes there are.</summary>
    public abstract long Length { get; }

    /// <summary>Fills <paramref name="destination"/> with the bytes from <paramref name="offset"/>; both lie within the content.</summary>
    public abstract void Read(long offset, Span<byte> destination);

    /// <summary>All of it, for content that fits an array.</summary>
    public byte[] ToArray()
    {
        var bytes = new byte[Length];
        Read(0, bytes);
        return bytes;
    }

    /// <summary>These bytes.</summary>
    public static EmulatorContent Bytes(ReadOnlyMemory<byte> bytes) => new MemoryContent(bytes);

    /// <summary>This text in UTF-8.</summary>
    public static EmulatorContent Text(string text) => new MemoryContent(Encoding.UTF8.GetBytes(text));

    /// <summary>Bytes that <paramref name="create"/> makes when they are first asked for.</summary>
    public static EmulatorContent Deferred(Func<byte[]> create) => new DeferredContent(create);

    /// <summary>Bytes without a pattern, the same for the same <paramref name="seed"/>. They take no memory, so any length will do.</summary>
    public static EmulatorContent PseudoRandom(long length, ulong seed) => new PseudoRandomContent(length, seed);
}
