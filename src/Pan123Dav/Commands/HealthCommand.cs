using System.CommandLine;
using System.Globalization;
using Pan123Dav.Configuration;

namespace Pan123Dav.Commands;

/// <summary><c>health</c>: asks the running gateway whether it is ready, by exit code, for a container that has no curl.</summary>
internal static class HealthCommand
{
    private const string Ready = "/healthz/ready";

    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(4);

    /// <param name="load">Reads the configuration that the gateway was started with; null for the files and environment of this process.</param>
    public static Command Create(Func<IConfiguration>? load = null)
    {
        var url = new GatewayAddressOption();
        var command = new Command("health", "Ask the running gateway whether it is ready: exits with 0 or 1.") { url };
        command.SetAction(async (result, cancellationToken) =>
        {
            var printer = DiagnosticPrinter.For(result.InvocationConfiguration);
            Uri? address;
            try
            {
                address = url.Find(result, () => load?.Invoke() ?? LoadConfiguration(ConfigOption.GetFile(result)));
            }
            catch (Exception exception) when (ConfigurationFileError.Describe(exception) is not null)
            {
                printer.Error(ConfigurationFileError.Describe(exception)!.Value);
                return ExitCode.Failure;
            }

            return address is null ? ExitCode.Usage : await AskAsync(new Uri(address, Ready), printer, cancellationToken);
        });
        return command;
    }

    private static async Task<int> AskAsync(Uri address, DiagnosticPrinter printer, CancellationToken cancellationToken)
    {
        using var client = GatewayHttpClient.Create(address, MaxWait, useProxy: false);
        try
        {
            using var answer = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (answer.IsSuccessStatusCode)
            {
                return ExitCode.Success;
            }

            printer.Error(address.AbsoluteUri, "not-ready", ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture) + " was the answer");
        }
        catch (HttpRequestException exception)
        {
            printer.Error(address.AbsoluteUri, "unreachable", exception.HttpRequestError.ToString());
        }
        catch (TaskCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            printer.Error(address.AbsoluteUri, "unreachable", $"no answer within {MaxWait.TotalSeconds:0} seconds");
        }

        return ExitCode.Failure;
    }

    /// <summary>The sources of <c>serve</c> as far as they say where it listens.</summary>
    private static IConfigurationRoot LoadConfiguration(SettingsFile file)
    {
        var folder = file.Folder ?? Environment.CurrentDirectory;
        return new ConfigurationBuilder()
            .AddEnvironmentVariables("DOTNET_")
            .AddEnvironmentVariables("ASPNETCORE_")
            .AddJsonFile(Path.Combine(folder, file.Name), optional: !file.IsNamed)
            .AddJsonFile(Path.Combine(folder, file.LocalName), optional: true)
            .AddEnvironmentVariables()
            .Build();
    }
}
