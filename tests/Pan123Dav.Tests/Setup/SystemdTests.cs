using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Pan123Dav.Tests.Commands;

namespace Pan123Dav.Tests.Setup;

/// <summary>What a unit of <c>Type=notify</c> is told (sd_notify(3)).</summary>
public sealed class SystemdTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pan123dav-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Serve_UnderSystemd_TellsThatItIsReady(bool isSetUp)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "systemd is Linux'.");
        if (isSetUp)
        {
            await File.WriteAllTextAsync(Path.Combine(_folder, "appsettings.json"), """
                { "Pan123Dav": { "Mounts": [{ "Type": "UrlTree", "OriginUrls": "https://h/a.txt" }],
                  "Users": [{ "Name": "u", "Password": "w0rd-of-the-user" }] } }
                """);
        }

        var path = Path.Combine(_folder, "notify");
        using var socket = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path));
        using var process = RealProcess.Start(_folder, ["serve", "--urls", "http://127.0.0.1:0"], ("NOTIFY_SOCKET", path));
        try
        {
            Assert.Contains("READY=1", await ReceiveAsync(socket), StringComparison.Ordinal);
            if (isSetUp)
            {
                using var kill = Process.Start("/bin/kill", ["-TERM", $"{process.Id}"]);
                Assert.Contains("STOPPING=1", await ReceiveAsync(socket), StringComparison.Ordinal);
                await process.WaitForExitAsync(TestContext.Current.CancellationToken);
                Assert.Equal(0, process.ExitCode);
            }
        }
        finally
        {
            process.Kill();
            await process.WaitForExitAsync();
        }
    }

    private static async Task<string> ReceiveAsync(Socket socket)
    {
        var buffer = new byte[256];
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(RealProcess.Deadline);
        return Encoding.UTF8.GetString(buffer, 0, await socket.ReceiveAsync(buffer, deadline.Token));
    }
}
