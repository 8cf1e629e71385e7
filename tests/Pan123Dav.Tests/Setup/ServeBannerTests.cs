using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Pan123Dav.Tests.Commands;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Setup;

/// <summary>What the started gateway says of where it is, and what <c>setup</c> asks on a terminal.</summary>
public sealed class ServeBannerTests : IDisposable
{
    private const string Script = "/usr/bin/script";

    private readonly string _folder = Directory.CreateTempSubdirectory("pan123dav-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData("http://0.0.0.0:0", "Text", "auto", "en_US.UTF-8", "The drive is at", true)]
    [InlineData("http://127.0.0.1:0", "Text", "auto", "zh_CN.UTF-8", "网络盘地址", false)]
    [InlineData("http://127.0.0.1:0", "Text", "zh", "C", "网络盘地址", false)]
    [InlineData("http://0.0.0.0:0", "Json", "auto", "C", null, false)]
    public async Task Serve_Listening_SaysWhere(string url, string format, string language, string locale, string? heading, bool warns)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "appsettings.json"), $$"""
            {
              "Urls": "{{url}}", "Logging": { "Format": "{{format}}" },
              "Pan123Dav": {
                "PathBase": "/我的盘", "Language": "{{language}}", "Mounts": [{ "Type": "UrlTree", "OriginUrls": "https://h/a.txt" }],
                "Users": [{ "Name": "安娜", "Password": "w0rd-of-the-user" }]
              }
            }
            """);
        using var process = RealProcess.Start(_folder, ["serve"], ("LC_ALL", locale));
        var output = new StringBuilder();
        process.OutputDataReceived += (_, line) =>
        {
            lock (output)
            {
                output.AppendLine(line.Data);
            }
        };
        process.BeginOutputReadLine();
        try
        {
            await Eventually.HoldsAsync(() => Read(output).Contains(heading is null ? "Now listening" : "安娜", StringComparison.Ordinal));
            var said = Read(output);
            Assert.Equal(heading is not null, said.Contains("/%E6%88%91%E7%9A%84%E7%9B%98/", StringComparison.Ordinal));
            Assert.Contains(heading ?? "{\"@t\"", said, StringComparison.Ordinal);
            Assert.DoesNotContain("w0rd-of", said, StringComparison.Ordinal);
            if (heading is not null)
            {
                await Eventually.HoldsAsync(() => Read(output).Split("安娜")[1].Contains('\n', StringComparison.Ordinal)
                    && (!warns || Read(output).Contains("can be read by whoever", StringComparison.Ordinal)));
                Assert.Equal(warns ? 1 : 0, Read(output).Split("can be read by whoever").Length - 1);
            }
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    [Fact]
    public async Task Setup_OnATerminal_AsksAndShowsACode()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux() && File.Exists(Script), $"There is no {Script} here.");
        var program = Path.Combine(AppContext.BaseDirectory, "pan123dav");
        var start = new ProcessStartInfo(Script, ["-qec", $"stty cols 120 rows 40; '{program}' setup --language en --private-key k-of-the-owner", "/dev/null"])
        {
            WorkingDirectory = _folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["TERM"] = "xterm-256color";
        start.Environment.Remove("NO_COLOR");
        start.Environment.Remove("ASPNETCORE_URLS");
        using var process = Process.Start(start)!;
        var screen = new StringBuilder();
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(RealProcess.Deadline);
        (string Question, string Answer)[] dialogue =
        [
            ("Account ID", "\r"), ("Links", "1. https://vip.123pan.cn/1812345678/a.mkv\r\r"), ("User name", "anna\r"),
            ("Password", "four-quiet-brown-otters\r"), ("again", "four-quiet-brown-otters\r"),
            ("Who may reach", "\e[B\r"), ("certificate", "y\r"), ("in GB", "500\r"), ("doctor", "n\r"),
        ];
        foreach (var (question, answer) in dialogue)
        {
            var asked = screen.Length;
            while (!screen.ToString(asked, screen.Length - asked).Contains(question, StringComparison.Ordinal))
            {
                var read = new char[1];
                Assert.True(await process.StandardOutput.ReadAsync(read, deadline.Token) == 1, screen.ToString());
                screen.Append(read[0]);
            }

            await process.StandardInput.WriteAsync(answer);
            await process.StandardInput.FlushAsync(deadline.Token);
        }

        screen.Append(await process.StandardOutput.ReadToEndAsync(deadline.Token));
        await process.WaitForExitAsync(deadline.Token);
        var settings = await File.ReadAllTextAsync(Path.Combine(_folder, "appsettings.json"), deadline.Token);
        Assert.True(process.ExitCode == 0, screen.ToString());
        Assert.Contains("https://*:5001", settings, StringComparison.Ordinal);
        using var certificate = X509Certificate2.CreateFromPemFile(Path.Combine(_folder, "certificate.pem"), Path.Combine(_folder, "certificate.key"));
        Assert.True(certificate.HasPrivateKey && certificate.MatchesHostname("localhost"));
        Assert.Contains('▀', screen.ToString());
        Assert.Contains("\"DailyBytes\": 50000000000", settings, StringComparison.Ordinal);
        Assert.DoesNotContain("otters", screen.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("k-of-the-owner", screen.ToString(), StringComparison.Ordinal);
    }

    private static string Read(StringBuilder output)
    {
        lock (output)
        {
            return output.ToString();
        }
    }
}
