using System.Globalization;
using Pan123Dav.Console;

namespace Pan123Dav.Tests.Console;

public sealed class FileSizeFormatterTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1024, "1.0 KiB")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(1_048_524, "1023.9 KiB")]
    [InlineData(1_048_525, "1.0 MiB")]
    [InlineData(1L << 30, "1.0 GiB")]
    [InlineData(4_509_715_661, "4.2 GiB")]
    [InlineData(long.MaxValue, "8.0 EiB")]
    public void Format_Lengths_AreReadable(long length, string text) => Assert.Equal(text, FileSizeFormatter.Format(length));

    [Fact]
    public void Format_AnyLength_RoundsAsDecimalsDo()
    {
        var random = new Random(20261126);
        string[] units = ["KiB", "MiB", "GiB", "TiB", "PiB"];
        for (var i = 0; i < 5000; i++)
        {
            var length = random.NextInt64(1024, 1L << random.Next(11, 60));
            var (value, unit) = (length / 1024m, 0);
            while (decimal.Round(value, 1, MidpointRounding.AwayFromZero) >= 1024)
            {
                (value, unit) = (value / 1024, unit + 1);
            }

            var rounded = decimal.Round(value, 1, MidpointRounding.AwayFromZero);
            Assert.Equal(string.Create(CultureInfo.InvariantCulture, $"{rounded:0.0} {units[unit]}"), FileSizeFormatter.Format(length));
        }
    }
}
