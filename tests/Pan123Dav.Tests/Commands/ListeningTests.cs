using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Commands;

/// <summary>Where the started program listens, and what it says when it cannot.</summary>
public sealed class ListeningTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pan123dav-").FullName;

    public ListeningTests() => File.WriteAllText(Path.Combine(_folder, "appsettings.json"), """
        {
          "Logging": { "LogLevel": { "Default": "Warning", "Microsoft.Hosting.Lifetime": "Information" } },
          "Pan123Dav": { "Mounts": [{ "Type": "UrlTree", "OriginUrls": "https://h/a.txt" }], "Users": [{ "Name": "u", "Password": "w0rd-of-the-user" }] }
        }
        """);

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(2, "write http://127.0.0.1:5903", "--urls", "127.0.0.1:5903")]
    [InlineData(2, "write http://localhost:5903", "--urls=5903")]
    [InlineData(2, "semicolons", "serve", "--urls", "http://127.0.0.1:5903,http://127.0.0.1:5904")]
    [InlineData(2, "has a blank around it", "--urls", " http://127.0.0.1:5903")]
    [InlineData(2, "PathBase", "--urls", "http://localhost:5903/dav")]
    [InlineData(2, "port", "--urls", "http://127.0.0.1:70000")]
    [InlineData(2, "port numbers", "--http_ports", "http")]
    [InlineData(2, "certificate", "--urls", "https://127.0.0.1:0")]
    [InlineData(78, "no IP address", "--urls", "http://127.0.0.300:5909")]
    [InlineData(78, "no IP address", "--urls", "http://drive.local:5909")]
    [InlineData(78, "http://[::1]:5000", "--urls", "http://[::1")]
    [InlineData(78, "no IP address", "--Kestrel:Endpoints:Http:Url=http://drive.local:5909")]
    [InlineData(2, "did you mean --urls?", "--port", "5903")]
    [InlineData(2, "did you mean --urls?", "serve", "--url", "http://127.0.0.1:5903")]
    [InlineData(2, "/not/there.pfx", "--urls=https://127.0.0.1:0", "--Kestrel:Certificates:Default:Path=/not/there.pfx")]
    [InlineData(1, "the socket's folder must be there", "--urls", "http://unix:/not/there/http.sock")]
    [InlineData(1, "no address of this machine", "--urls", "http://192.0.2.1:5903")]
    [InlineData(1, "write it as http://[fe80::1%eth0]:5000", "--urls", "http://[fe80::1]:5903")]
    public async Task Serve_AddressThatCannotBe_IsOneLine(int code, string message, params string[] arguments)
    {
        var run = await RealProcess.RunAsync(_folder, null, arguments);

        AssertOneLine(run, code, message);
    }

    /// <summary>
    /// The host logs a <see cref="BackgroundService"/> that it cancelled before it began, as when it fails
    /// to start on a busy machine, with a stack trace.
    /// </summary>
    [Fact]
    public async Task Services_OfTheHost_AreNoneThatAFailedStartTellsOf()
    {
        await using var gateway = await GatewayHost.StartAsync("https://h/a.txt");

        Assert.Empty(gateway.Services.GetServices<IHostedService>().OfType<BackgroundService>());
    }

    [Theory]
    [InlineData("Urls", "http://drive.local:5909", "no IP address")]
    [InlineData("Urls", "5903", "write http://localhost:5903")]
    [InlineData("HTTP_PORTS", "80a", "port numbers")]
    [InlineData("Kestrel__Endpoints__A__Url", "http://127.0.0.1:1/dav", "PathBase")]
    [InlineData("Kestrel__Endpoints__A__Url", "https://127.0.0.1:0", "certificate")]
    [InlineData("Kestrel__Endpoint__A__Url", "http://127.0.0.1:0", "did you mean Endpoints?")]
    public async Task Serve_ConfiguredAddressThatCannotBe_Is78(string key, string value, string message)
    {
        var settings = File.ReadAllText(Path.Combine(_folder, "appsettings.json"));
        var parts = key.Split("__");
        var json = string.Concat(parts.Select(part => $"\"{part}\": {{")).TrimEnd('{').TrimEnd()
            + $" \"{value}\"" + string.Concat(Enumerable.Repeat(" }", parts.Length - 1));
        await File.WriteAllTextAsync(Path.Combine(_folder, "appsettings.json"),
            $"{{ {json}, {settings.TrimStart()[1..]}", TestContext.Current.CancellationToken);

        var run = await RealProcess.RunAsync(_folder, null);

        AssertOneLine(run, 78, message);
    }

    [Fact]
    public async Task Serve_PortInUse_IsOneLineThatNamesItAndWhatToType()
    {
        using var taken = new TcpListener(IPAddress.Loopback, 0);
        taken.Start();
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{((IPEndPoint)taken.LocalEndpoint).Port}");

        var run = await RealProcess.RunAsync(_folder, null, "--urls", address);

        AssertOneLine(run, 1, $"{address} is in use");
        Assert.Contains("--urls ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://[::1]:0")]
    [InlineData("http://127.0.0.1:0;http://[::1]:0")]
    [InlineData("http://unix:/{folder}/http.sock")]
    public async Task Serve_AddressesThatCanBe_AreListenedOnAndNoOther(string urls)
    {
        Assert.SkipUnless(Socket.OSSupportsIPv6, "There is no IPv6 here.");
        urls = urls.Replace("/{folder}", _folder, StringComparison.Ordinal);
        using var process = RealProcess.Start(_folder, ["--urls", urls]);
        try
        {
            using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
            deadline.CancelAfter(RealProcess.Deadline);
            foreach (var url in urls.Split(';'))
            {
                var line = await process.StandardOutput.ReadLineAsync(deadline.Token);
                while (line is not null && !line.Contains("Now listening on", StringComparison.Ordinal))
                {
                    line = await process.StandardOutput.ReadLineAsync(deadline.Token);
                }

                Assert.Contains(url.TrimEnd('0'), line, StringComparison.Ordinal);
            }
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    private static void AssertOneLine(CommandRun run, int code, string message)
    {
        Assert.Equal(code, run.ExitCode);
        Assert.DoesNotContain("   at ", run.Error + run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Exception", run.Error + run.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Now listening", run.Output, StringComparison.Ordinal);
        var mistake = Assert.Single(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => !line.Contains("--help` tells", StringComparison.Ordinal));
        Assert.Contains(message, mistake, StringComparison.Ordinal);
    }
}
