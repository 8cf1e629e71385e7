using System.Net;
using System.Security.Cryptography;
using Pan123Dav.Emulator.Demo;

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
    [InlineData("webdav", "official WebDAV", 7)]
    public async Task Demo_AnyStorage_ListsAndPlaysTheSong(string? storage, string text, int responses)
    {
        using var process = RealProcess.Start(_folder,
            ["demo", "--port", "0", "--origin-port", "0", .. storage is null ? Array.Empty<string>() : ["--storage", storage]]);
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

    [Theory]
    [InlineData(null, "check", "doctor", "export", "usage")]
    [InlineData("open", "doctor", "export", "usage --compare")]
    [InlineData("share", "doctor", "usage")]
    [InlineData("personal", "doctor", "usage")]
    public async Task Demo_LinesForOtherCommands_WorkAsTheyStand(string? storage, params string[] commands)
    {
        using var process = RealProcess.Start(_folder,
            ["demo", "--port", "0", "--origin-port", "0", .. storage is null ? Array.Empty<string>() : ["--storage", storage]]);
        try
        {
            var printed = await ReadAsync(process, line => line.Contains($" {commands[^1]} --config ", StringComparison.Ordinal));
            if (storage == "open")
            {
                Assert.All(["ClientId", "ClientSecret", "PrivateKey", "BaseUrl       http://127.0.0.1:"],
                    key => Assert.Contains(key, printed, StringComparison.Ordinal));
            }

            var program = Path.Combine(AppContext.BaseDirectory, "pan123dav") + " ";
            foreach (var command in commands)
            {
                var line = Assert.Single(printed.Split('\n'), line => line.Contains($" {command} --config ", StringComparison.Ordinal)).Trim();
                Assert.StartsWith(program, line, StringComparison.Ordinal);
                if ((command, storage) == ("export", "open"))
                {
                    // At the pace that 123 allows it takes minutes.
                    continue;
                }

                var run = await RealProcess.RunAsync(_folder, null, line[program.Length..].Split(' '));

                // The password of the demo is a weak one, which doctor has to say.
                Assert.True(run.ExitCode == (command == "doctor" ? 1 : 0), $"{line}: {run}");
                Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
            }
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task Demo_Administration_CanSaveLinksAndUsers()
    {
        using var process = RealProcess.Start(_folder, ["demo", "--port", "0", "--origin-port", "0"]);
        try
        {
            var printed = await ReadAsync(process, line => line.Contains("Explorer", StringComparison.Ordinal));
            using var client = new HttpClient { BaseAddress = new Uri(Part(printed, "Address")) };
            client.DefaultRequestHeaders.Authorization = GatewayHost.Basic("demo", "demo");
            using var tree = await client.GetAsync("/api/v1/trees/0", TestContext.Current.CancellationToken);
            using var change = new HttpRequestMessage(HttpMethod.Put, "/api/v1/trees/0")
            {
                Headers = { { "If-Match", tree.Headers.ETag!.ToString() } },
                Content = new StringContent("新 New.bin:5:http://127.0.0.1/13/new.bin\n"),
            };

            using var saved = await client.SendAsync(change, TestContext.Current.CancellationToken);
            using var user = await client.PostAsync(
                "/api/v1/users",
                new StringContent("{\"name\":\"guest\",\"password\":\"long enough 7\",\"paths\":[\"/\"]}", null, "application/json"),
                TestContext.Current.CancellationToken);

            Assert.True(saved.IsSuccessStatusCode, await saved.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            Assert.True(user.IsSuccessStatusCode, await user.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
            using var guest = new HttpClient { BaseAddress = client.BaseAddress };
            guest.DefaultRequestHeaders.Authorization = GatewayHost.Basic("guest", "long enough 7");
            Assert.Equal("新 New.bin\n", await guest.GetStringAsync("/dav/?format=text", TestContext.Current.CancellationToken));
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task Demo_WithRemoteAuth_PrintsALinkThatWorksFromOneAddress()
    {
        using var process = RealProcess.Start(_folder, ["demo", "--remote-auth", "--port", "0", "--origin-port", "0"]);
        try
        {
            var printed = await ReadAsync(process, line => line.Contains("  403  curl", StringComparison.Ordinal));
            var link = printed.Split('\n').Single(line => line.Contains("  200  curl", StringComparison.Ordinal)).Split('"')[1];
            var header = printed.Split('\n').Single(line => line.Contains("  403  curl", StringComparison.Ordinal)).Split('"')[1].Split(": ");
            using var client = new HttpClient();
            using var here = await client.GetAsync(new Uri(link), TestContext.Current.CancellationToken);
            client.DefaultRequestHeaders.Add(header[0], header[1]);
            using var elsewhere = await client.GetAsync(new Uri(link), TestContext.Current.CancellationToken);

            Assert.Equal((HttpStatusCode.OK, HttpStatusCode.Forbidden), (here.StatusCode, elsewhere.StatusCode));
            var settings = printed.Split('\n').First(line => line.Contains(" --config ", StringComparison.Ordinal)).Split(" --config ")[1].Trim();
            var links = await RealProcess.RunAsync(_folder, null, "links", "--config", settings);
            Assert.Equal(0, links.ExitCode);
            Assert.Matches(" 1 +2 +1  demo +/", links.Output);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task Demo_WithRemoteAuthOfAShare_IsAMistake()
    {
        var run = await RealProcess.RunAsync(_folder, null, "demo", "--remote-auth", "--storage", "share");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--storage open", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Demo_PortTaken_IsAnotherPortWithoutATrace()
    {
        using var first = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 8123);
        try
        {
            first.Start();
        }
        catch (System.Net.Sockets.SocketException)
        {
            // Somebody else has it: just as well.
        }

        using var process = RealProcess.Start(_folder, ["demo", "--origin-port", "0"]);
        try
        {
            var printed = await ReadAsync(process, line => line.Contains("Explorer", StringComparison.Ordinal));

            Assert.DoesNotContain("Exception", printed, StringComparison.Ordinal);
            Assert.DoesNotContain(":8123/", printed, StringComparison.Ordinal);
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    [Fact]
    public async Task Demo_NamedPortTaken_IsOneLine()
    {
        using var taken = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var port = ((IPEndPoint)taken.LocalEndpoint).Port.ToString(System.Globalization.CultureInfo.InvariantCulture);

        var run = await RealProcess.RunAsync(_folder, null, "demo", "--origin-port", "0", "--port", port);

        Assert.Equal(1, run.ExitCode);
        Assert.DoesNotContain("   at ", run.Output, StringComparison.Ordinal);
        Assert.Contains("--port", Assert.Single(run.Error.TrimEnd().Split('\n')), StringComparison.Ordinal);
    }

    private static async Task<string> ReadAsync(System.Diagnostics.Process process, Func<string, bool> isLast)
    {
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(RealProcess.Deadline);
        var printed = new System.Text.StringBuilder();
        while (await process.StandardOutput.ReadLineAsync(deadline.Token) is { } line)
        {
            printed.Append(line).Append('\n');
            if (isLast(line))
            {
                _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null, CancellationToken.None);
                return printed.ToString();
            }
        }

        throw new InvalidOperationException("The demo ended: " + await process.StandardError.ReadToEndAsync(deadline.Token));
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
