using System.CommandLine;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Hosting;
using Pan123Dav.Links.RemoteAuthentication;
using Pan123Dav.Storage.Connections;

namespace Pan123Dav.Commands;

/// <summary>Shows what <c>demo --remote-auth</c> is for: one link, and two addresses that ask for it.</summary>
internal static class DemoRemoteAuth
{
    // For documents (RFC 5737), so nobody's.
    private const string Stranger = "203.0.113.7";

    /// <param name="invocation">Where it is printed.</param>
    /// <param name="gateway">Address of the gateway.</param>
    /// <param name="origin">The stand-in.</param>
    /// <param name="storage">What is shown.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public static async Task ShowAsync(
        InvocationConfiguration invocation, Uri gateway, EmulatorHost origin, DemoStorage storage, CancellationToken cancellationToken)
    {
        var address = new Uri(gateway, RemoteAuthMiddleware.Path);
        origin.Switches = origin.Switches with { RemoteAuth = new EmulatedRemoteAuth(address) };
        if (await GetLinkAsync(gateway, storage, cancellationToken) is not { } link)
        {
            return;
        }

        invocation.Say($"The stand-in asks {address} before it serves, as 123's CDN can (远程鉴权).");
        invocation.Say("A link of the song that this machine has begun to play works from here, and from no other address:");
        await invocation.Output.WriteLineAsync($"""

              200  curl -o song.wav "{link}"
              403  curl -i -H "{EmulatedRemoteAuth.VisitorHeader}: {Stranger}" "{link}"

            """);
        await invocation.Output.FlushAsync(cancellationToken);
    }

    // The first address that uses a link has it.
    private static async Task<string?> GetLinkAsync(Uri gateway, DemoStorage storage, CancellationToken cancellationToken)
    {
        using var client = new HttpClient(new SocketsHttpHandler { ConnectCallback = TcpConnection.OpenAsync, UseProxy = false, AllowAutoRedirect = false });
        var song = string.Join('/', storage.SongPath.TrimStart('/').Split('/').Select(Uri.EscapeDataString));
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(gateway, "/dav/" + song));
        request.Headers.Authorization = new AuthenticationHeaderValue("Basic",
            Convert.ToBase64String(Encoding.UTF8.GetBytes($"{DemoCommand.User}:{DemoCommand.Password}")));
        using var response = await client.SendAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Redirect || response.Headers.Location is not { } link)
        {
            return null;
        }

        using var play = new HttpRequestMessage(HttpMethod.Get, link);
        play.Headers.Range = new RangeHeaderValue(0, 0);
        using var played = await client.SendAsync(play, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        return link.OriginalString;
    }
}
