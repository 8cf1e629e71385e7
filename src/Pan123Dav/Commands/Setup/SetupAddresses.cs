using Pan123Dav.Console;
using Pan123Dav.Network;
using Spectre.Console;

namespace Pan123Dav.Commands.Setup;

/// <summary>Where the drive that is set up will be.</summary>
internal static class SetupAddresses
{
    private const string Path = "/dav/";

    /// <summary>What to listen on; null where the environment says so already, as in a container.</summary>
    /// <param name="reach">Who may reach the drive.</param>
    /// <param name="given">What the environment says.</param>
    /// <param name="hasCertificate">Whether the network is served by https.</param>
    public static string? GetUrls(SetupReach reach, IReadOnlyList<string> given, bool hasCertificate = false) => given.Count > 0 ? null
        : reach != SetupReach.Network ? "http://localhost:5000"
        : hasCertificate ? "https://*:5001;http://localhost:5000"
        : "http://*:5000";

    /// <summary>Where other devices find the gateway; none where only this machine does, and in a container, whose own addresses nobody else knows.</summary>
    /// <param name="reach">Who may reach the drive.</param>
    /// <param name="given">What the environment says.</param>
    public static IEnumerable<Uri> GetForDevices(SetupReach reach, IReadOnlyList<string> given) =>
        reach != SetupReach.Network || Environment.GetEnvironmentVariable("DOTNET_RUNNING_IN_CONTAINER") == "true" ? []
        : Find(GetUrls(reach, given)?.Split(';') ?? given).Where(address => !address.IsLoopback);

    /// <summary>Prints the addresses, and on a terminal a QR code of the one for other devices.</summary>
    public static void Print(SetupAnswers answers, IReadOnlyList<string> given, SetupText text, TextWriter output)
    {
        var addresses = answers.Domain is { } domain ? [new Uri($"https://{domain}")]
            : Find(GetUrls(answers.Reach, given, answers.HasCertificate)?.Split(';') ?? given);
        output.WriteLine();
        output.WriteLine(text.WhereItIs);
        foreach (var address in addresses)
        {
            output.WriteLine($"  {new Uri(address, Path)}");
        }

        if (answers.Reach == SetupReach.Network)
        {
            output.WriteLine(answers.HasCertificate ? text.CertificateWarning : text.NetworkWarning);
        }

        if (addresses.LastOrDefault(address => !address.IsLoopback) is not null && IsTerminal(output))
        {
            foreach (var line in TerminalQrCode.Draw(new Uri(addresses.First(address => !address.IsLoopback), Path).AbsoluteUri))
            {
                output.WriteLine(line);
            }
        }

        output.Flush();
    }

    private static List<Uri> Find(IReadOnlyList<string> urls) =>
        [.. urls.SelectMany(url => LocalAddresses.GetReachable(url, LocalAddresses.Find())).Distinct()];

    private static bool IsTerminal(TextWriter output)
    {
        var profile = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(output) }).Profile;
        return profile.Out.IsTerminal && profile.Capabilities.Ansi;
    }
}
