using System.Net;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Hosting;

namespace Pan123Dav.Tests.Emulator;

public sealed class ConditionTests : EmulatorTest
{
    private const string Tag = "\"tag-1\"";
    private const string Same = "Mon, 01 Apr 2024 08:30:15 GMT";
    private const string Before = "Mon, 01 Apr 2024 08:30:14 GMT";
    private const string After = "Mon, 01 Apr 2024 08:30:16 GMT";

    protected override EmulatorOptions Options => base.Options with
    {
        Files = new Dictionary<string, EmulatorFile>
        {
            // The fraction must not make the file newer than its own Last-Modified.
            [FilePath] = new(EmulatorContent.Text("0123456789"), Modified.AddMilliseconds(700)) { EntityTag = Tag },
        },
    };

    [Theory]
    [InlineData("If-None-Match", Tag, 304)]
    [InlineData("If-None-Match", "W/" + Tag, 304)]
    [InlineData("If-None-Match", "\"x\", " + Tag, 304)]
    [InlineData("If-None-Match", "*", 304)]
    [InlineData("If-None-Match", "\"x\"", 200)]
    [InlineData("If-Modified-Since", Same, 304)]
    [InlineData("If-Modified-Since", After, 304)]
    [InlineData("If-Modified-Since", Before, 200)]
    [InlineData("If-Modified-Since", "yesterday", 200)]
    [InlineData("If-Match", Tag, 200)]
    [InlineData("If-Match", "*", 200)]
    [InlineData("If-Match", "\"x\"", 412)]
    [InlineData("If-Match", "W/" + Tag, 412)]
    [InlineData("If-Unmodified-Since", Same, 200)]
    [InlineData("If-Unmodified-Since", After, 200)]
    [InlineData("If-Unmodified-Since", Before, 412)]
    public async Task Get_Condition_DecidesTheStatus(string header, string value, int status)
    {
        using var get = await GetAsync(FilePath, (header, value));
        using var head = await SendAsync(HttpMethod.Head, FilePath, (header, value));

        Assert.Equal(status, (int)get.StatusCode);
        Assert.Equal(status, (int)head.StatusCode);
        Assert.Equal(Tag, get.Headers.ETag?.ToString());
        Assert.Equal(status == 200 ? "0123456789" : "", await get.Content.ReadAsStringAsync(Token));
    }

    [Theory]
    [InlineData(Tag, 206)]
    [InlineData(Same, 206)]
    [InlineData("\"x\"", 200)]
    [InlineData("W/" + Tag, 200)]
    [InlineData(Before, 200)]
    [InlineData(After, 200)]
    [InlineData("nonsense", 200)]
    public async Task Get_IfRange_DecidesBetweenPartAndWhole(string condition, int status)
    {
        using var response = await GetAsync(FilePath, ("Range", "bytes=2-4"), ("If-Range", condition));

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(status == 206 ? "234" : "0123456789", await response.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task Get_TagBeatsDate_AsRfc9110Says()
    {
        using var changed = await GetAsync(FilePath, ("If-None-Match", "\"x\""), ("If-Modified-Since", After));
        using var matching = await GetAsync(FilePath, ("If-Match", Tag), ("If-Unmodified-Since", Before));

        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(HttpStatusCode.OK, matching.StatusCode);
    }
}
