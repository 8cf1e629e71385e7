using Pan123Dav.Emulator;

namespace Pan123Dav.Tests.Emulator;

public sealed class HeaderTests : EmulatorTest
{
    [Fact]
    public async Task Head_File_AnswersTheHeadersOfGet()
    {
        using var get = await GetAsync();
        using var head = await SendAsync(HttpMethod.Head, FilePath);

        Assert.Equal(get.StatusCode, head.StatusCode);
        Assert.Equal(Describe(get), Describe(head));
        Assert.Equal("", await head.Content.ReadAsStringAsync(Token));
        Assert.Equal(["bytes"], get.Headers.AcceptRanges);
        Assert.Equal(Now, get.Headers.Date);
        Assert.Equal(Modified, get.Content.Headers.LastModified);
        Assert.Equal("\"660a7097-a\"", get.Headers.ETag?.ToString());
    }

    [Theory]
    [InlineData("a.txt", "text/plain; charset=utf-8")]
    [InlineData("a.png", "image/png")]
    [InlineData("a.wav", "audio/wav")]
    [InlineData("A.MP4", "video/mp4")]
    [InlineData("a.unknown", "application/octet-stream")]
    [InlineData("a", "application/octet-stream")]
    public async Task Get_File_IsTypedByItsName(string name, string type)
    {
        Host.Add("/13/" + name, new EmulatorFile(EmulatorContent.Text("x"), Modified));

        using var response = await GetAsync("/13/" + name);

        Assert.Equal(type, response.Content.Headers.ContentType?.ToString());
    }

    private static string Describe(HttpResponseMessage response) => $"{response.Headers}{response.Content.Headers}";
}
