using System.CommandLine;
using System.Globalization;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http.Features;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Demo;

namespace Pan123Dav.Commands;

/// <summary><c>demo</c>: the gateway and a stand-in for 123's link host on loopback, with a sample tree and nothing to configure.</summary>
internal static class DemoCommand
{
    public const string User = "demo";
    public const string Password = "demo";
    private const string PrivateKey = "demo-private-key";
    private const long Uid = 13;
    private const int DefaultPort = 8123;

    public static Command Create()
    {
        var port = new Option<int?>("--port") { Description = $"Port of the gateway; {DefaultPort}, or any free one when that is taken." };
        var originPort = new Option<int?>("--origin-port") { Description = $"Port of the stand-in for 123's link host; {DefaultPort + 1}, or any free one." };
        var command = new Command("demo", "Run with a sample tree on this machine; needs no configuration.") { port, originPort };
        command.SetAction((result, cancellationToken) => RunAsync(
            result.GetValue(port), result.GetValue(originPort), result.InvocationConfiguration.Output, result.InvocationConfiguration.Error, cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(int? port, int? originPort, TextWriter output, TextWriter error, CancellationToken cancellationToken)
    {
        var data = Directory.CreateTempSubdirectory("pan123dav-demo-");
        try
        {
            await using var origin = await StartOnAsync(originPort, DefaultPort + 1, p => EmulatorHost.StartAsync(
                new EmulatorOptions { PrivateKey = PrivateKey, Uid = Uid, Files = DemoFiles.Under(Uid) }, p, cancellationToken));
            await using var gateway = await StartOnAsync(port, DefaultPort, p => StartGatewayAsync(p, origin.Address, data.FullName, cancellationToken));
            var address = gateway.Services.GetRequiredService<IServer>().Features.GetRequiredFeature<IServerAddressesFeature>().Addresses.First();
            DemoText.Print(output, new Uri(address), origin.Address);
            await gateway.WaitForShutdownAsync(cancellationToken);
            return ExitCode.Success;
        }
        catch (IOException e)
        {
            DiagnosticPrinter.For(error).Error("demo", "address", $"{e.Message} Choose another with --port and --origin-port.");
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

    private static async Task<WebApplication> StartGatewayAsync(int port, Uri origin, string data, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["Logging:LogLevel:Default"] = "Information",
            ["Logging:LogLevel:Microsoft"] = "Warning",
            ["Pan123Dav:DataDirectory"] = data,
            ["Pan123Dav:Mounts:0:OriginUrls"] = DemoTree.Text(origin, Uid),
            ["Pan123Dav:Mounts:0:PrivateKey"] = PrivateKey,
            ["Pan123Dav:Mounts:0:Uid"] = Uid.ToString(CultureInfo.InvariantCulture),
            ["Pan123Dav:Users:0:Name"] = User,
            ["Pan123Dav:Users:0:Password"] = Password,
        });
        builder.WebHost.UseUrls(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{port}"));
        builder.AddGateway();
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
