namespace Pan123Dav.Page.Links;

/// <summary>How hard a masked QR code is to read (ISO/IEC 18004 section 7.8.3): the mask with the smallest number is taken.</summary>
internal static class QrPenalty
{
    private const int FinderLikeLength = 11;
    private const int FinderLike = 0b10111010000;
    private const int FinderLikeReversed = 0b00001011101;

    public static int Get(bool[,] dark, int size)
    {
        var (penalty, count) = (0, 0);
        for (var line = 0; line < size; line++)
        {
            penalty += GetLine(size, i => dark[line, i]) + GetLine(size, i => dark[i, line]);
            for (var i = 0; i < size; i++)
            {
                count += dark[line, i] ? 1 : 0;
                var isBlock = line > 0 && i > 0 && dark[line, i] == dark[line - 1, i]
                    && dark[line, i] == dark[line, i - 1] && dark[line, i] == dark[line - 1, i - 1];
                penalty += isBlock ? 3 : 0;
            }
        }

        return penalty + (Math.Abs((count * 20) - (size * size * 10)) / (size * size) * 10);
    }

    // Runs of five and more of one colour, and what looks like a finder.
    private static int GetLine(int size, Func<int, bool> isDark)
    {
        var (penalty, run, last, window) = (0, 0, false, 0);
        for (var i = 0; i < size; i++)
        {
            var dark = isDark(i);
            run = i > 0 && dark == last ? run + 1 : 1;
            last = dark;
            penalty += run == 5 ? 3 : run > 5 ? 1 : 0;
            window = ((window << 1) | (dark ? 1 : 0)) & ((1 << FinderLikeLength) - 1);
            penalty += i >= FinderLikeLength - 1 && window is FinderLike or FinderLikeReversed ? 40 : 0;
        }

        return penalty;
    }
}
