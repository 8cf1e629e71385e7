using System.CommandLine;
using Pan123Dav.Storage;
using Pan123Dav.Storage.Signing;

namespace Pan123Dav.Commands;

/// <summary><c>sign</c>: prints one signed URL.</summary>
internal static class SignCommand
{
    /// <summary>Where the key may come from instead of the command line, which other users of a machine can see.</summary>
    public const string KeyVariable = "PAN123DAV_PRIVATE_KEY";

    private const int StandardMinutes = 30;

    private const string Place = "pan123dav sign";

    /// <param name="environment">Reads an environment variable.</param>
    /// <param name="timeProvider">What links expire by.</param>
    /// <param name="load">Reads the configuration; null for that of this folder, as <c>serve</c> would.</param>
    public static Command Create(Func<string, string?>? environment = null, TimeProvider? timeProvider = null, Func<CommandConfiguration>? load = null)
    {
        environment ??= Environment.GetEnvironmentVariable;
        timeProvider ??= TimeProvider.System;
        var url = new Argument<string>("URL") { Description = "The direct link, raw or percent-encoded; quote it for the shell." };
        var key = new Option<string>("--private-key") { HelpName = "K", Description = $"123's private key; better in the environment variable {KeyVariable}." };
        var uid = new AccountIdOption("--uid");
        var minutes = new NumberOption(
            "--valid-duration", "MIN", $"How many minutes the link lives; as the mount says, or {StandardMinutes}.", 1, 365 * 24 * 60);
        var timestamp = new NumberOption("--timestamp", "T", "When the link expires, in Unix seconds, instead of --valid-duration.", 0, 253_402_300_799);
        var rand = new Option<string>("--rand") { HelpName = "R", Description = "The random part; fresh by default." };
        var command = new Command(
            "sign",
            "Print one signed URL. Without a key, the configured mount signs whose tree holds the URL; when none does, the mount of type DirectLink "
            + "if there is only one.")
        {
            url, key, uid, minutes, timestamp, rand,
        };
        command.SetAction(async (result, cancellationToken) =>
        {
            var printer = DiagnosticPrinter.For(result.InvocationConfiguration);
            var given = result.GetValue(key) ?? environment(KeyVariable);
            var address = result.GetRequiredValue(url);
            var mount = string.IsNullOrEmpty(given) ? await FindMountAsync(CommandConfiguration.Load(result, load), address, printer, cancellationToken)
                : new MountOptions { PrivateKey = given, ValidDuration = TimeSpan.FromMinutes(StandardMinutes) };
            if (mount is null)
            {
                return ExitCode.Usage;
            }

            var account = result.GetValue(uid) ?? mount.Uid;
            if (account == 0)
            {
                printer.Warning(Place, "uid", "there is no --uid, and 123 refuses links of account 0: its account settings show the ID");
            }

            var lifetime = result.GetValue(minutes) is { } wanted ? TimeSpan.FromMinutes(wanted) : mount.ValidDuration;
            var expires = result.GetValue(timestamp) ?? timeProvider.GetUtcNow().ToUnixTimeSeconds() + (long)lifetime.TotalSeconds;
            try
            {
                result.InvocationConfiguration.Output.WriteLine(DirectLinkUrlSigner.Sign(address, mount.PrivateKey, account, expires, result.GetValue(rand)));
                return ExitCode.Success;
            }
            catch (FormatException exception)
            {
                printer.Error(Place, "usage", exception.Message);
                return ExitCode.Usage;
            }
        });
        return command;
    }

    private static async Task<MountOptions?> FindMountAsync(
        CommandConfiguration configuration, string url, DiagnosticPrinter printer, CancellationToken cancellationToken)
    {
        const string give = $"set {KeyVariable}, or write --private-key K";
        if (configuration.Options is not { } options)
        {
            printer.Error(Place, "usage", $"there is no key: {give}, or name a good configuration with --config FILE. The one here:");
            configuration.PrintMistakes(printer);
            return null;
        }

        var (mount, isOfItsTree, mistake) = await SignSource.FindAsync(options, url, cancellationToken);
        if (mount is null)
        {
            printer.Error(Place, "usage", $"there is no key, for {mistake}: {give}");
        }
        else if (!isOfItsTree)
        {
            printer.Warning(Place, "mount", $"no tree holds this URL: it is signed with the key of the mount {mount.Path}, the only one of type DirectLink");
        }

        return mount;
    }
}
