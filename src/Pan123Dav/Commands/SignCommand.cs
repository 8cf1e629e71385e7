using System.CommandLine;
using Pan123Dav.Storage.Signing;

namespace Pan123Dav.Commands;

/// <summary><c>sign</c>: prints one signed URL.</summary>
internal static class SignCommand
{
    /// <summary>Where the key may come from instead of the command line, which other users of a machine can see.</summary>
    public const string KeyVariable = "PAN123DAV_PRIVATE_KEY";

    private const int StandardMinutes = 30;

    /// <param name="environment">Reads an environment variable.</param>
    /// <param name="timeProvider">What links expire by.</param>
    public static Command Create(Func<string, string?>? environment = null, TimeProvider? timeProvider = null)
    {
        environment ??= Environment.GetEnvironmentVariable;
        timeProvider ??= TimeProvider.System;
        var url = new Argument<string>("URL") { Description = "The direct link, raw or percent-encoded; quote it for the shell." };
        var key = new Option<string>("--private-key") { HelpName = "K", Description = $"123's private key; better in the environment variable {KeyVariable}." };
        var uid = new AccountIdOption("--uid");
        var minutes = new NumberOption("--valid-duration", "MIN", $"How many minutes the link lives; {StandardMinutes} by default.", 1, 365 * 24 * 60);
        var timestamp = new NumberOption("--timestamp", "T", "When the link expires, in Unix seconds, instead of --valid-duration.", 0, 253_402_300_799);
        var rand = new Option<string>("--rand") { HelpName = "R", Description = "The random part; fresh by default." };
        var command = new Command("sign", "Print one signed URL.") { url, key, uid, minutes, timestamp, rand };
        command.SetAction(result =>
        {
            var printer = DiagnosticPrinter.For(result.InvocationConfiguration.Error);
            var privateKey = result.GetValue(key) ?? environment(KeyVariable);
            if (string.IsNullOrEmpty(privateKey))
            {
                printer.Error("pan123dav sign", "usage", $"there is no key: set {KeyVariable}, or write --private-key K");
                return ExitCode.Usage;
            }

            if (result.GetValue(uid) is null or 0)
            {
                printer.Warning("pan123dav sign", "uid", "there is no --uid, and 123 refuses links of account 0: its account settings show the ID");
            }

            var expires = result.GetValue(timestamp) ?? timeProvider.GetUtcNow().ToUnixTimeSeconds() + (result.GetValue(minutes) ?? StandardMinutes) * 60;
            try
            {
                result.InvocationConfiguration.Output.WriteLine(
                    DirectLinkSigning.Sign(result.GetRequiredValue(url), privateKey, result.GetValue(uid) ?? 0, expires, result.GetValue(rand)));
                return ExitCode.Success;
            }
            catch (FormatException exception)
            {
                printer.Error("pan123dav sign", "usage", exception.Message);
                return ExitCode.Usage;
            }
        });
        return command;
    }
}
