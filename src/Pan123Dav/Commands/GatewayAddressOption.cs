using System.CommandLine;
using Pan123Dav.Network;

namespace Pan123Dav.Commands;

/// <summary><c>--url</c>: where the running gateway is asked.</summary>
internal sealed class GatewayAddressOption : Option<string>
{
    public GatewayAddressOption()
        : base("--url")
    {
        HelpName = "URL";
        Description = "Address of the running gateway; by default the first it is configured to listen on.";
    }

    /// <summary>The address that was given, or the first that is configured; null, and then told of, when it is none that can be asked.</summary>
    /// <param name="result">The command line.</param>
    /// <param name="load">Reads the configuration, where it is needed.</param>
    public Uri? Find(ParseResult result, Func<IConfiguration> load)
    {
        var address = result.GetValue(this) is { } given ? ListenAddress.ToAsk(given) : ListenAddress.Find(load());
        if (address is null)
        {
            DiagnosticPrinter.For(result.InvocationConfiguration).Error(
                $"pan123dav {result.CommandResult.Command.Name}", "usage", "the address must be an http or https one, such as --url http://localhost:8080");
        }

        return address;
    }
}
