using System.Text;
using Pan123Dav.Console;

namespace Pan123Dav.Tests.WebDav;

public sealed class ReadableSizeTests
{
    [Theory]
    [InlineData(0, "0 B")]
    [InlineData(1023, "1023 B")]
    [InlineData(1024, "1.0 KiB")]
    [InlineData(1536, "1.5 KiB")]
    [InlineData(1048575, "1.0 MiB")]
    [InlineData(1048576, "1.0 MiB")]
    [InlineData(4509715661, "4.2 GiB")]
    [InlineData(long.MaxValue, "8.0 EiB")]
    public void Write_Length_IsReadable(long length, string text)
    {
        Span<byte> room = stackalloc byte[16];

        Assert.Equal(text, Encoding.ASCII.GetString(room[..FileSizeFormatter.Write(length, room)]));
    }
}
