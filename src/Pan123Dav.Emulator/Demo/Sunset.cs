namespace Pan123Dav.Emulator.Demo;

/// <summary>The demo's picture: a sun over three ranges of hills.</summary>
internal static class Sunset
{
    private const int Width = 640;
    private const int Height = 360;

    public static byte[] Png()
    {
        var pixels = new byte[Width * Height * 3];
        for (var y = 0; y < Height; y++)
        {
            for (var x = 0; x < Width; x++)
            {
                var (red, green, blue) = Colour(x, y);
                var at = ((y * Width) + x) * 3;
                pixels[at] = red;
                pixels[at + 1] = green;
                pixels[at + 2] = blue;
            }
        }

        return PngImage.Encode(Width, Height, pixels);
    }

    private static (byte Red, byte Green, byte Blue) Colour(int x, int y)
    {
        if (y > Ridge(x, 300, 18, 70, 0.4))
        {
            return (24, 22, 48);
        }

        if (y > Ridge(x, 262, 26, 110, 2.1))
        {
            return (62, 38, 78);
        }

        if (y > Ridge(x, 222, 30, 150, 4.0))
        {
            return (112, 58, 96);
        }

        var (dx, dy) = (x - 430, y - 170);
        if ((dx * dx) + (dy * dy) < 52 * 52)
        {
            return (255, 236, 170);
        }

        // From a blue sky above to an orange one at the hills.
        return ((byte)(70 + (y * 180 / Height)), (byte)(80 + (y * 60 / Height)), (byte)(160 - (y * 90 / Height)));
    }

    private static double Ridge(int x, double level, double height, double wavelength, double phase) =>
        level - (height * (Math.Sin((x / wavelength) + phase) + (0.4 * Math.Sin((x / wavelength * 2.7) + phase))));
}
