namespace Pan123Dav.Page.Links;

/// <summary>How much of a code may be unreadable.</summary>
internal enum QrLevel
{
    /// <summary>About 7 in 100 codewords.</summary>
    Low,

    /// <summary>About 15 in 100 codewords.</summary>
    Medium,
}

/// <summary>
/// The codewords of a QR code: data in byte mode, cut into blocks, each with its Reed-Solomon code over GF(256) (ISO/IEC 18004 sections 7.4 to 7.6).
/// </summary>
internal static class QrCodewords
{
    /// <summary>The largest size of a code.</summary>
    public const int MaxVersion = 40;

    // ISO/IEC 18004 table 9: error correction codewords a block and blocks, by version.
    private static readonly byte[][] CorrectionPerBlock =
    [
        [0, 7, 10, 15, 20, 26, 18, 20, 24, 30, 18, 20, 24, 26, 30, 22, 24, 28, 30, 28, 28,
            28, 28, 30, 30, 26, 28, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30, 30],
        [0, 10, 16, 26, 18, 24, 16, 18, 22, 22, 26, 30, 22, 22, 24, 24, 28, 28, 26, 26, 26,
            26, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28, 28],
    ];

    private static readonly byte[][] Blocks =
    [
        [0, 1, 1, 1, 1, 1, 2, 2, 2, 2, 4, 4, 4, 4, 4, 6, 6, 6, 6, 7, 8, 8, 9, 9, 10, 12, 12, 12, 13, 14, 15, 16, 17, 18, 19, 19, 20, 21, 22, 24, 25],
        [0, 1, 1, 1, 2, 2, 4, 4, 4, 5, 5, 5, 8, 9, 9, 10, 10, 11, 13, 14, 16, 17, 17, 18, 20, 21, 23, 25, 26, 28, 29, 31, 33, 35, 37, 38, 40, 43, 45, 47, 49],
    ];

    /// <summary>All codewords in the order they are drawn; null when the data does not fit.</summary>
    public static byte[]? Encode(ReadOnlySpan<byte> data, int version, QrLevel level)
    {
        var (total, blocks, correction) = (GetRawModules(version) / 8, Blocks[(int)level][version], CorrectionPerBlock[(int)level][version]);
        var capacity = total - (blocks * correction);
        var headBits = 4 + (version < 10 ? 8 : 16);
        return headBits + (data.Length * 8) > capacity * 8 ? null : Interleave(Pack(data, version, capacity), total, blocks, correction);
    }

    // Mode, count, data, terminator, and padding of two bytes in turn.
    private static byte[] Pack(ReadOnlySpan<byte> data, int version, int capacity)
    {
        var packed = new byte[capacity];
        var bit = 0;
        void Append(int value, int count)
        {
            for (var i = count - 1; i >= 0; i--, bit++)
            {
                packed[bit >> 3] |= (byte)(((value >> i) & 1) << (7 - (bit & 7)));
            }
        }

        Append(0b0100, 4);
        Append(data.Length, version < 10 ? 8 : 16);
        foreach (var value in data)
        {
            Append(value, 8);
        }

        bit = (Math.Min(bit + 4, capacity * 8) + 7) / 8 * 8;
        for (var padding = 0xEC; bit < capacity * 8; padding ^= 0xEC ^ 0x11)
        {
            Append(padding, 8);
        }

        return packed;
    }

    // Short blocks come first; of each block one codeword in turn, then of their correction the same.
    private static byte[] Interleave(byte[] data, int total, int blocks, int correction)
    {
        var (shortBlocks, shortLength) = (blocks - (total % blocks), (total / blocks) - correction);
        var generator = CreateGenerator(correction);
        var result = new byte[total];
        for (int block = 0, at = 0; block < blocks; block++)
        {
            var length = shortLength + (block < shortBlocks ? 0 : 1);
            var part = data.AsSpan(at, length);
            at += length;
            for (var i = 0; i < length; i++)
            {
                result[i < shortLength ? (i * blocks) + block : (i * blocks) + block - shortBlocks] = part[i];
            }

            var code = GetRemainder(part, generator);
            for (var i = 0; i < correction; i++)
            {
                result[data.Length + (i * blocks) + block] = code[i];
            }
        }

        return result;
    }

    private static int GetRawModules(int version)
    {
        var modules = (((16 * version) + 128) * version) + 64;
        if (version >= 2)
        {
            var centres = (version / 7) + 2;
            modules -= (((25 * centres) - 10) * centres) - 55;
            modules -= version >= 7 ? 36 : 0;
        }

        return modules;
    }

    private static byte[] CreateGenerator(int degree)
    {
        var result = new byte[degree];
        result[^1] = 1;
        byte root = 1;
        for (var i = 0; i < degree; i++)
        {
            for (var j = 0; j < degree; j++)
            {
                result[j] = (byte)(Multiply(result[j], root) ^ (j + 1 < degree ? result[j + 1] : 0));
            }

            root = Multiply(root, 2);
        }

        return result;
    }

    private static byte[] GetRemainder(ReadOnlySpan<byte> data, byte[] generator)
    {
        var result = new byte[generator.Length];
        foreach (var value in data)
        {
            var factor = (byte)(value ^ result[0]);
            result.AsSpan(1).CopyTo(result);
            result[^1] = 0;
            for (var i = 0; i < result.Length; i++)
            {
                result[i] ^= Multiply(generator[i], factor);
            }
        }

        return result;
    }

    // In GF(256) modulo x^8 + x^4 + x^3 + x^2 + 1.
    private static byte Multiply(byte a, byte b)
    {
        var product = 0;
        for (var i = 7; i >= 0; i--)
        {
            product = (product << 1) ^ ((product >> 7) * 0x11D);
            product ^= ((b >> i) & 1) * a;
        }

        return (byte)product;
    }
}
