using System.Buffers.Binary;

namespace Pan123Dav.Emulator;

/// <summary>SplitMix64 in counter mode: the word at an index needs no word before it.</summary>
internal sealed class PseudoRandomContent : EmulatorContent
{
    private readonly ulong _seed;

    public PseudoRandomContent(long length, ulong seed)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(length);
        Length = length;
        _seed = seed;
    }

    public override long Length { get; }

    public override void Read(long offset, Span<byte> destination)
    {
        Span<byte> word = stackalloc byte[sizeof(ulong)];
        while (!destination.IsEmpty)
        {
            var index = (ulong)offset / sizeof(ulong);
            var skip = (int)(offset % sizeof(ulong));
            int count;
            if (skip == 0 && destination.Length >= sizeof(ulong))
            {
                BinaryPrimitives.WriteUInt64LittleEndian(destination, Word(index));
                count = sizeof(ulong);
            }
            else
            {
                BinaryPrimitives.WriteUInt64LittleEndian(word, Word(index));
                count = Math.Min(sizeof(ulong) - skip, destination.Length);
                word.Slice(skip, count).CopyTo(destination);
            }

            destination = destination[count..];
            offset += count;
        }
    }

    private ulong Word(ulong index)
    {
        var z = unchecked(_seed + ((index + 1) * 0x9E3779B97F4A7C15));
        z = unchecked((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9);
        z = unchecked((z ^ (z >> 27)) * 0x94D049BB133111EB);
        return z ^ (z >> 31);
    }
}
