using System.Net;
using System.Security.Cryptography;
using Pan123Dav.Emulator.Demo;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Commands;

/// <summary>The demo as its user starts it.</summary>
public sealed class DemoCommandTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pan123dav-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(null, "link host", 8)]
    [InlineData("open", "open platform", 7)]
    [InlineData("share", "The share behind it", 7)]
    [InlineData("personal", "unofficial", 7)]
    public async Task Demo_AnyStorage_ListsAndPlaysTheSong(string? storage, string text, int responses)
    {
        using var process = RealProcess.Start(_folder, ["demo", "--port", "0", "--origin-port", "0", .. storage is null ? Array.Empty<string>() : ["--storage", storage]]);
        try
        {
            var printed = "";
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            deadline.CancelAfter(RealProcess.Deadline);
            while (!printed.Contains("Explorer", StringComparison.Ordinal))
            {
                printed += await process.StandardOutput.ReadLineAsync(deadline.Token) + "\n";
            }

            _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
            Assert.Contains(text, printed, StringComparison.Ordinal);
            await PlayAsync(Part(printed, "Address"), Part(Part(printed, "curl"), "demo:demo"), responses);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task Demo_UnknownStorage_IsAUsageError()
    {
        var run = await RealProcess.RunAsync(_folder, null, "demo", "--storage", "opne");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("open", run.Error, StringComparison.Ordinal);
    }

    private static async Task PlayAsync(string drive, string song, int responses)
    {
        using var client = new HttpClient();
        client.DefaultRequestHeaders.Authorization = GatewayHost.Basic("demo", "demo");
        using var request = new HttpRequestMessage(new HttpMethod("PROPFIND"), drive) { Headers = { { "Depth", "1" } } };
        using var listing = await client.SendAsync(request);
        Assert.Equal(HttpStatusCode.MultiStatus, listing.StatusCode);
        Assert.InRange(DavResponse.Parse(await listing.Content.ReadAsByteArrayAsync()).Count, responses - 1, responses + 1);

        var wav = DemoFiles.Under(1)["/1/" + DemoAccount.SongPath].Content.ToArray();
        Assert.Equal(SHA256.HashData(wav), SHA256.HashData(await client.GetByteArrayAsync(song)));
    }

    /// <summary>The word that follows <paramref name="name"/>, blanks left out.</summary>
    private static string Part(string text, string name)
    {
        var rest = text[(text.IndexOf(name, StringComparison.Ordinal) + name.Length)..].TrimStart();
        return name == "curl" ? rest : rest[..rest.IndexOfAny([' ', '\n'])];
    }
}
