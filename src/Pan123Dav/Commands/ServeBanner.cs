using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Pan123Dav.Console;
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
    /// <param name="output">Where it is printed.</param>
    public static void Print(WebApplication app, TextWriter output)
    {
        var options = app.Services.GetRequiredService<GatewaySnapshotProvider>().Value.Options;
        if (options.Logging.Format == LogFormat.Json)
        {
            return;
        }

        var text = ServeText.For(UserLanguage.FromEnvironment(options.Language));
        var listening = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        var networks = LocalAddresses.Find();
        var drive = options.PathBase.IsRoot ? "/" : string.Join('/', options.PathBase.ToString().Split('/').Select(Uri.EscapeDataString)) + "/";
        output.WriteLine();
        output.WriteLine(text.Where);
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
        output.WriteLine($"{text.Users}: {string.Join(", ", options.Users.Count > MaxUsers ? users.Append("…") : users)}");
        if (options.ForwardedHeaders.KnownProxies.Count == 0 && listening.Any(PlainHttpWarning.IsPlainForOthers))
        {
            output.WriteLine(text.PlainHttp);
        }

        output.WriteLine();
        output.Flush();
    }
}
