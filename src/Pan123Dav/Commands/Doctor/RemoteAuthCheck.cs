using System.Globalization;
using System.Net;
using Pan123Dav.Links.RemoteAuthentication;

namespace Pan123Dav.Commands.Doctor;

/// <summary>Asks the running gateway what 123's CDN would: about a link that nobody made, and about a fresh one.</summary>
internal sealed class RemoteAuthCheck(HttpClient client, TimeProvider time)
{
    // For documents (RFC 5737): no visitor has it.
    private const string Visitor = "192.0.2.1";

    private static readonly UriCreationOptions AsWritten = new() { DangerousDisablePathAndQueryCanonicalization = true };

    /// <param name="gateway">Where the running gateway is asked.</param>
    /// <param name="publicUrl">Where people reach it; null when that is not configured.</param>
    /// <param name="mounts">The first files of each mount.</param>
    /// <param name="key">What tickets are made with; null when it cannot be read.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public async Task<Finding> RunAsync(Uri gateway, Uri? publicUrl, IEnumerable<MountFiles> mounts, TicketKey? key, CancellationToken cancellationToken)
    {
        if (mounts.FirstOrDefault(mount => mount.IsSigned && mount.Files.Any(file => file.Url.Length > 0)) is not { } mount)
        {
            return Finding.Skip("no mount has a direct link that is signed");
        }

        try
        {
            var forged = await AskAsync(gateway, GetLink(mount, TicketKey.Create()), cancellationToken);
            if (forged != HttpStatusCode.Forbidden)
            {
                return Finding.Fail(
                    $"the gateway answers {Told(forged)} about a link that it never made, and should answer 403",
                    "Look whether something between you and the gateway answers /remote-auth, and start the gateway with this configuration.");
            }

            if (key is null)
            {
                return Finding.Warn(
                    "forged links are refused; whether good ones pass cannot be told, as the key of their tickets cannot be read",
                    "Run doctor as the user that runs the gateway, on the same DataDirectory.");
            }

            var fresh = await AskAsync(gateway, GetLink(mount, key), cancellationToken);
            return fresh == HttpStatusCode.OK
                ? new Finding(CheckStatus.Pass, "a forged link is refused and a fresh one is served", GetInstructions(publicUrl))
                : Finding.Fail(
                    $"the gateway answers {Told(fresh)} about a fresh link, and 123 would refuse every film",
                    "Start the gateway again with this configuration, and compare this machine's clock with the gateway's.");
        }
        catch (HttpRequestException e)
        {
            return Finding.Fail($"the gateway cannot be asked at {gateway.Authority} ({e.HttpRequestError}): 123 would refuse every film",
                "Start the gateway, or name its address with --url.");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Finding.Fail($"the gateway does not answer at {gateway.Authority} in time: 123 would refuse every film",
                "Look what keeps the gateway busy.");
        }
    }

    private static string GetInstructions(Uri? publicUrl)
    {
        var address = publicUrl is null
            ? "the gateway's public address (write it to PublicUrl) with /remote-auth behind it"
            : publicUrl.AbsoluteUri.TrimEnd('/') + RemoteAuthMiddleware.Path;
        return $"At 123's direct-link page under 远程鉴权 write the address, {address}, and two URL parameters in this order: remote_addr = "
            + "$remote_addr, request_uri = $request_uri. "
            + "A visitor can add parameters to a link, and they come last: the first remote_addr must be 123's own.";
    }

    private static string Told(HttpStatusCode status) => ((int)status).ToString(CultureInfo.InvariantCulture);

    private string GetLink(MountFiles mount, TicketKey key)
    {
        var link = (mount with { Tickets = key }).Signed(mount.Files.First(file => file.Url.Length > 0), time.GetUtcNow() + mount.Options.ValidDuration);
        var path = link.IndexOf('/', link.IndexOf("://", StringComparison.Ordinal) + "://".Length);
        return link[path..];
    }

    private async Task<HttpStatusCode> AskAsync(Uri gateway, string link, CancellationToken cancellationToken)
    {
        var address = new Uri($"{gateway.GetLeftPart(UriPartial.Authority)}{RemoteAuthMiddleware.Path}?remote_addr={Visitor}&request_uri={link}", AsWritten);
        using var response = await client.GetAsync(address, cancellationToken);
        return response.StatusCode;
    }
}
