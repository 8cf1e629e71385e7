using System.CommandLine;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Pan123Dav.Commands.Doctor;
using Pan123Dav.Configuration;
using Pan123Dav.Emulator.Hosting;
using Pan123Dav.Gateway;

namespace Pan123Dav.Commands;

/// <summary><c>demo</c>: the gateway and a stand-in for 123's hosts on loopback, with sample files and nothing to configure.</summary>
internal static class DemoCommand
{
    public const string User = "demo";
    public const string Password = "demo";
    private const int DefaultPort = 8123;
    private const string DataFolder = "data";

    public static Command Create()
    {
        var port = new NumberOption("--port", "N", $"Port of the gateway; {DefaultPort}, or any free one when that is taken.", 0, IPEndPoint.MaxPort);
        var originPort = new NumberOption(
            "--origin-port", "N", $"Port of the stand-in for 123's link host; {DefaultPort + 1}, or any free one.", 0, IPEndPoint.MaxPort);
        var storage = new NameOption(
            "--storage",
            "Show the files of a stand-in account by 123's open platform, as a share, by its web interface or by its WebDAV, in place of a tree text.",
            DemoStorage.Names);
        var remoteAuth = new Option<bool>("--remote-auth")
        {
            Description = "Let the stand-in ask the gateway before it serves, as 123's CDN can (远程鉴权).",
        };
        var command = new Command("demo", "Run with a sample tree on this machine; needs no configuration.") { port, originPort, storage, remoteAuth };
        command.SetAction((result, cancellationToken) => RunAsync(
            (int?)result.GetValue(port),
            (int?)result.GetValue(originPort),
            DemoStorage.Parse(result.GetValue(storage)) with { HasRemoteAuth = result.GetValue(remoteAuth) },
            result.InvocationConfiguration,
            cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        int? port, int? originPort, DemoStorage storage, InvocationConfiguration invocation, CancellationToken cancellationToken)
    {
        if (storage is { HasRemoteAuth: true, HasDirectLinks: false })
        {
            DiagnosticPrinter.For(invocation).Error(
                "pan123dav demo", "usage", "--remote-auth is for direct links: leave --storage out, or write --storage open");
            return ExitCode.Usage;
        }

        var data = Directory.CreateTempSubdirectory("pan123dav-demo-");
        try
        {
            await using var origin = await StartOnAsync(originPort, DefaultPort + 1, p => EmulatorHost.StartAsync(
                storage.CreateOrigin(), p, cancellationToken));
            var settings = Path.Combine(data.FullName, SettingsFile.DefaultName);
            await using var gateway = await StartOnAsync(port, DefaultPort, p => StartGatewayAsync(p, storage, origin.Address, settings, cancellationToken));
            var address = gateway.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
            if (!File.ReadAllText(settings).Contains(address, StringComparison.Ordinal))
            {
                // Now that it is known which port was free.
                DemoSettings.Write(settings, address, DataFolder, storage, origin.Address);
            }

            DemoText.Print(invocation, new Uri(address), origin.Address, storage, settings);
            if (storage.HasRemoteAuth)
            {
                await DemoRemoteAuth.ShowAsync(invocation, new Uri(address), origin, storage, cancellationToken);
            }

            await gateway.WaitForShutdownAsync(cancellationToken);
            return ExitCode.Success;
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            DiagnosticPrinter.For(invocation).Error("pan123dav demo", "address", $"{e.Message.TrimEnd('.')}. Choose another with --port and --origin-port.");
            return ExitCode.Failure;
        }
        finally
        {
            data.Delete(recursive: true);
        }
    }

    private static async Task<T> StartOnAsync<T>(int? wished, int usual, Func<int, Task<T>> start)
    {
        try
        {
            return await start(wished ?? usual);
        }
        catch (IOException) when (wished is null)
        {
            return await start(0);
        }
    }

    private static async Task<WebApplication> StartGatewayAsync(int port, DemoStorage storage, Uri origin, string settings, CancellationToken cancellationToken)
    {
        var address = string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}");
        DemoSettings.Write(settings, address, DataFolder, storage, origin);
        var builder = GatewayHosting.CreateBuilder([], SettingsFile.From(settings));

        // Its own files alone: no environment, and nothing that lies in the working folder.
        var sources = ((IConfigurationBuilder)builder.Configuration).Sources;
        foreach (var source in sources.Where(source => source is not LastGoodJsonConfigurationSource).ToList())
        {
            sources.Remove(source);
        }

        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Logging:LogLevel:Default"] = "Information",
            ["Logging:LogLevel:Microsoft"] = "Warning",
        });
        builder.WebHost.UseUrls(address);
        builder.AddGateway();
        builder.Services.AddDoctor();
        var app = builder.Build();
        app.UseGateway();
        try
        {
            await app.StartAsync(cancellationToken);
            return app;
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }
    }
}
