using System.Net;
using Pan123Dav.Emulator;

namespace Pan123Dav.Tests.Emulator;

public sealed class RangeTests : EmulatorTest
{
    [Theory]
    [InlineData("bytes=0-0", "0", "bytes 0-0/10")]
    [InlineData("bytes=2-4", "234", "bytes 2-4/10")]
    [InlineData("bytes=7-", "789", "bytes 7-9/10")]
    [InlineData("bytes=0-", "0123456789", "bytes 0-9/10")]
    [InlineData("bytes=8-99", "89", "bytes 8-9/10")]
    [InlineData("bytes=-3", "789", "bytes 7-9/10")]
    [InlineData("bytes=-99", "0123456789", "bytes 0-9/10")]
    [InlineData("BYTES=9-9", "9", "bytes 9-9/10")]
    public async Task Get_SatisfiableRange_IsPartial(string range, string body, string contentRange)
    {
        using var response = await GetAsync(FilePath, ("Range", range));

        Assert.Equal(HttpStatusCode.PartialContent, response.StatusCode);
        Assert.Equal(contentRange, response.Content.Headers.ContentRange?.ToString());
        Assert.Equal(body.Length, response.Content.Headers.ContentLength);
        Assert.Equal(body, await response.Content.ReadAsStringAsync(Token));
    }

    [Theory]
    [InlineData("bytes=0-1,4-5")]
    [InlineData("bytes=5-2")]
    [InlineData("bytes=a-b")]
    [InlineData("bytes=")]
    [InlineData("bytes=-")]
    [InlineData("lines=0-1")]
    [InlineData("0-1")]
    public async Task Get_OtherRange_IsTheWholeFile(string range)
    {
        using var response = await GetAsync(FilePath, ("Range", range));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Null(response.Content.Headers.ContentRange);
        Assert.Equal("0123456789", await response.Content.ReadAsStringAsync(Token));
    }

    [Theory]
    [InlineData("bytes=10-")]
    [InlineData("bytes=10-20")]
    [InlineData("bytes=-0")]
    public async Task Get_UnsatisfiableRange_SaysTheLength(string range)
    {
        using var response = await GetAsync(FilePath, ("Range", range));

        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, response.StatusCode);
        Assert.Equal("bytes */10", response.Content.Headers.ContentRange?.ToString());
    }

    [Theory]
    [InlineData("bytes=0-")]
    [InlineData("bytes=-1")]
    public async Task Get_RangeOfEmptyFile_IsUnsatisfiable(string range)
    {
        Host.Add("/13/empty", new EmulatorFile(EmulatorContent.Text(""), Modified));

        using var ranged = await GetAsync("/13/empty", ("Range", range));
        using var whole = await GetAsync("/13/empty");

        Assert.Equal("bytes */0", ranged.Content.Headers.ContentRange?.ToString());
        Assert.Equal(HttpStatusCode.OK, whole.StatusCode);
        Assert.Equal(0, whole.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Get_RangeInLargeFile_HoldsTheBytesOfThatPlace()
    {
        var content = EmulatorContent.PseudoRandom(5_000_000_000, seed: 7);
        Host.Add("/13/large.bin", new EmulatorFile(content, Modified));
        var expected = new byte[200_001];
        content.Read(4_700_000_003, expected);

        using var response = await GetAsync("/13/large.bin", ("Range", "bytes=4700000003-4700200003"));

        Assert.Equal("bytes 4700000003-4700200003/5000000000", response.Content.Headers.ContentRange?.ToString());
        Assert.Equal(expected, await response.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal(200_001, Host.Requests.BytesSent);
    }

    [Fact]
    public async Task Head_WithRange_DescribesTheWholeFile()
    {
        using var response = await SendAsync(HttpMethod.Head, FilePath, ("Range", "bytes=2-4"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(10, response.Content.Headers.ContentLength);
    }
}
