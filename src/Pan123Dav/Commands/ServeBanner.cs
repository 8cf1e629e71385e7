using System.CommandLine;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Pan123Dav.Gateway;
using Pan123Dav.Logging;
using Pan123Dav.Network;

namespace Pan123Dav.Commands;

/// <summary>What <c>serve</c> prints once it listens: where the drive is, for this machine and its networks, and who signs in.</summary>
internal static class ServeBanner
{
    private const int MaxUsers = 10;
    private const int MaxName = 100;

    /// <summary>Takes the log's warning about plain HTTP away where the banner gives it: it is said once.</summary>
    public static void Prepare(WebApplicationBuilder builder)
    {
        if (LoggingOptions.From(builder.Configuration).Format != LogFormat.Json
            && builder.Services.FirstOrDefault(service => service.ImplementationType == typeof(PlainHttpWarning)) is { } warning)
        {
            builder.Services.Remove(warning);
        }
    }

    /// <summary>Prints it, unless the log is JSON.</summary>
    /// <param name="app">The gateway, which listens.</param>
    /// <param name="invocation">Where it is printed.</param>
    public static void Print(WebApplication app, InvocationConfiguration invocation)
    {
        var options = app.Services.GetRequiredService<GatewaySnapshotProvider>().Value.Options;
        if (options.Logging.Format == LogFormat.Json)
        {
            return;
        }

        var output = invocation.Output;
        var listening = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var networks = LocalAddresses.Find();
        var drive = options.PathBase.IsRoot ? "/" : string.Join('/', options.PathBase.ToString().Split('/').Select(Uri.EscapeDataString)) + "/";
        output.WriteLine();
        invocation.Say("The drive is at");
        foreach (var socket in listening.Where(url => ListenAddress.ToAsk(url) is null))
        {
            output.WriteLine($"  {socket}");
        }

        IEnumerable<Uri> reachable = listening.SelectMany(url => LocalAddresses.GetReachable(url, networks));
        foreach (var address in (options.PublicUrl is { } url ? [url] : reachable).Distinct())
        {
            output.WriteLine($"  {address.GetLeftPart(UriPartial.Path).TrimEnd('/')}{drive}");
        }

        var users = options.Users.Take(MaxUsers).Select(user => EscapedText.Escape(user.Name.AsSpan(), MaxName));
        output.WriteLine(invocation.GetMessages().Translate($"User: {string.Join(", ", options.Users.Count > MaxUsers ? users.Append("…") : users)}"));
        if (options.ForwardedHeaders.KnownProxies.Count == 0 && listening.Any(PlainHttpWarning.IsPlainForOthers))
        {
            invocation.Say("Over plain HTTP beyond this machine the password can be read by whoever sees the network: "
                + "put a reverse proxy with https in front (docs/security.md).");
        }

        output.WriteLine();
        output.Flush();
    }
}
