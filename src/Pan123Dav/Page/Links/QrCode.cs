namespace Pan123Dav.Page.Links;

/// <summary>
/// A QR code of bytes (ISO/IEC 18004): byte mode, error correction level L or, where there is room for it in the same version, M. Libraries bring drawing and
/// modes that no address needs.
/// </summary>
internal sealed class QrCode
{
    private readonly bool[,] _dark;
    private readonly bool[,] _isFunction;

    private QrCode(int version, QrLevel level, byte[] codewords)
    {
        Size = (version * 4) + 17;
        _dark = new bool[Size, Size];
        _isFunction = new bool[Size, Size];
        DrawFunctionPatterns(version);
        DrawCodewords(codewords);
        ChooseMask(level);
    }

    /// <summary>Modules a side.</summary>
    public int Size { get; }

    /// <summary>Whether the module is dark; 0, 0 is above and to the left.</summary>
    public bool IsDark(int x, int y) => _dark[y, x];

    /// <summary>The smallest code that holds <paramref name="data"/>; null when none does.</summary>
    public static QrCode? Create(ReadOnlySpan<byte> data)
    {
        for (var version = 1; version <= QrCodewords.MaxVersion; version++)
        {
            foreach (var level in new[] { QrLevel.Medium, QrLevel.Low })
            {
                if (QrCodewords.Encode(data, version, level) is { } codewords)
                {
                    return new QrCode(version, level, codewords);
                }
            }
        }

        return null;
    }

    private void Set(int x, int y, bool dark)
    {
        _dark[y, x] = dark;
        _isFunction[y, x] = true;
    }

    private void DrawFunctionPatterns(int version)
    {
        for (var i = 0; i < Size; i++)
        {
            Set(6, i, i % 2 == 0);
            Set(i, 6, i % 2 == 0);
        }

        foreach (var (x, y) in new[] { (3, 3), (Size - 4, 3), (3, Size - 4) })
        {
            DrawSquare(x, y, 4, static ring => ring is not (2 or 4));
        }

        var centres = GetAlignmentCentres(version);
        foreach (var y in centres)
        {
            foreach (var x in centres)
            {
                // Three corners have finders.
                if (!((x == 6 && y == 6) || (x == 6 && y == Size - 7) || (x == Size - 7 && y == 6)))
                {
                    DrawSquare(x, y, 2, static ring => ring != 1);
                }
            }
        }

        DrawFormat(QrLevel.Low, 0);
        DrawVersion(version);
    }

    private void DrawSquare(int centreX, int centreY, int radius, Func<int, bool> isDark)
    {
        for (var y = centreY - radius; y <= centreY + radius; y++)
        {
            for (var x = centreX - radius; x <= centreX + radius; x++)
            {
                if (x >= 0 && y >= 0 && x < Size && y < Size)
                {
                    Set(x, y, isDark(Math.Max(Math.Abs(x - centreX), Math.Abs(y - centreY))));
                }
            }
        }
    }

    private int[] GetAlignmentCentres(int version)
    {
        if (version == 1)
        {
            return [];
        }

        var count = (version / 7) + 2;
        var step = ((version * 8) + (count * 3) + 5) / ((count * 4) - 4) * 2;
        return [6, .. Enumerable.Range(0, count - 1).Select(i => Size - 7 - ((count - 2 - i) * step))];
    }

    // Five bits and their BCH(15,5) code, twice.
    private void DrawFormat(QrLevel level, int mask)
    {
        var data = ((level == QrLevel.Low ? 1 : 0) << 3) | mask;
        var rest = data;
        for (var i = 0; i < 10; i++)
        {
            rest = (rest << 1) ^ ((rest >> 9) * 0x537);
        }

        var bits = ((data << 10) | rest) ^ 0x5412;
        for (var i = 0; i < 15; i++)
        {
            var dark = ((bits >> i) & 1) != 0;
            Set(8, i < 6 ? i : i < 8 ? i + 1 : Size - 15 + i, dark);
            Set(i < 8 ? Size - 1 - i : i == 8 ? 7 : 14 - i, 8, dark);
        }

        Set(8, Size - 8, true);
    }

    // Six bits and their BCH(18,6) code, twice.
    private void DrawVersion(int version)
    {
        if (version < 7)
        {
            return;
        }

        var rest = version;
        for (var i = 0; i < 12; i++)
        {
            rest = (rest << 1) ^ ((rest >> 11) * 0x1F25);
        }

        var bits = (version << 12) | rest;
        for (var i = 0; i < 18; i++)
        {
            var dark = ((bits >> i) & 1) != 0;
            Set(Size - 11 + (i % 3), i / 3, dark);
            Set(i / 3, Size - 11 + (i % 3), dark);
        }
    }

    // Two columns at a time from the right, up and down in turn, past the column of the timing pattern.
    private void DrawCodewords(byte[] codewords)
    {
        var bit = 0;
        for (var right = Size - 1; right >= 1; right -= 2)
        {
            right = right == 6 ? 5 : right;
            for (var i = 0; i < Size; i++)
            {
                var y = ((right + 1) & 2) == 0 ? Size - 1 - i : i;
                for (var x = right; x > right - 2; x--)
                {
                    if (!_isFunction[y, x] && bit < codewords.Length * 8)
                    {
                        _dark[y, x] = ((codewords[bit >> 3] >> (7 - (bit & 7))) & 1) != 0;
                        bit++;
                    }
                }
            }
        }
    }

    private void ChooseMask(QrLevel level)
    {
        var (best, least) = (0, int.MaxValue);
        for (var mask = 0; mask < 8; mask++)
        {
            Apply(mask);
            DrawFormat(level, mask);
            var penalty = QrPenalty.Get(_dark, Size);
            Apply(mask);
            if (penalty < least)
            {
                (best, least) = (mask, penalty);
            }
        }

        Apply(best);
        DrawFormat(level, best);
    }

    private void Apply(int mask)
    {
        for (var y = 0; y < Size; y++)
        {
            for (var x = 0; x < Size; x++)
            {
                _dark[y, x] ^= !_isFunction[y, x] && IsMasked(mask, x, y);
            }
        }
    }

    private static bool IsMasked(int mask, int x, int y) => mask switch
    {
        0 => (x + y) % 2 == 0,
        1 => y % 2 == 0,
        2 => x % 3 == 0,
        3 => (x + y) % 3 == 0,
        4 => ((x / 3) + (y / 2)) % 2 == 0,
        5 => (x * y % 2) + (x * y % 3) == 0,
        6 => ((x * y % 2) + (x * y % 3)) % 2 == 0,
        _ => (((x + y) % 2) + (x * y % 3)) % 2 == 0,
    };
}
