using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Pan123Dav.Commands.Doctor;

/// <summary>Asks the running gateway for files as a stranger: without credentials, and once with wrong ones.</summary>
internal sealed class AnonymousAccessCheck(HttpClient client)
{
    private const string Action = "Stop the gateway: it gives away what it should guard. Check what stands between you and it, and tell its authors.";
    private static readonly HttpMethod PropFind = new("PROPFIND");

    /// <param name="drive">The root of the drive, with a slash at its end.</param>
    /// <param name="paths">Decoded paths of files in it.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public async Task<Finding> RunAsync(Uri drive, IEnumerable<string> paths, CancellationToken cancellationToken)
    {
        var files = paths.Select(path => new Uri(drive, string.Join('/', path.TrimStart('/').Split('/').Select(Uri.EscapeDataString)))).ToList();
        var requests = files.Select(file => (HttpMethod.Get, file, false))
            .Append((PropFind, drive, false)).Append((HttpMethod.Get, files.Count == 0 ? drive : files[0], true));
        try
        {
            foreach (var (method, address, withCredentials) in requests)
            {
                if (await AskAsync(method, address, withCredentials, cancellationToken) is { } wrong)
                {
                    return wrong;
                }
            }

            return Finding.Pass("the gateway refuses strangers and wrong passwords");
        }
        catch (HttpRequestException e)
        {
            return Unreachable(drive, e.HttpRequestError.ToString());
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Unreachable(drive, "no answer in time");
        }
    }

    private async Task<Finding?> AskAsync(HttpMethod method, Uri address, bool withCredentials, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.Range = new RangeHeaderValue(0, 0);
        request.Headers.Add("Depth", "0");
        if (withCredentials)
        {
            var credentials = Encoding.UTF8.GetBytes($"pan123dav-doctor:{Convert.ToHexString(RandomNumberGenerator.GetBytes(16))}");
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(credentials));
        }

        using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
        var status = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
        if (IsOnwardToTls(response, address))
        {
            return Finding.Warn($"plain HTTP is sent on to https ({status}), where nothing was tried", $"Run doctor --url https://{address.Host}.");
        }

        // After many wrong passwords the gateway refuses them unseen.
        var isRefused = response.StatusCode == HttpStatusCode.Unauthorized || (withCredentials && response.StatusCode == HttpStatusCode.TooManyRequests);
        return isRefused && response.Headers.Location is null ? null
            : Finding.Fail(
                $"{method} {(withCredentials ? "with a wrong password" : "without credentials")} is "
                + $"answered {status}{(response.Headers.Location is null ? "" : " with a link")}, not 401", Action);
    }

    private static bool IsOnwardToTls(HttpResponseMessage response, Uri address) =>
        (int)response.StatusCode is 301 or 302 or 307 or 308 && address.Scheme == Uri.UriSchemeHttp
        && response.Headers.Location is { IsAbsoluteUri: true } location && location.Scheme == Uri.UriSchemeHttps && location.Host == address.Host;

    private static Finding Unreachable(Uri drive, string problem) =>
        Finding.Fail($"no gateway answers at {drive.Authority}: {problem}", "Start the gateway, or write where it is: doctor --url https://drive.example.com.");
}
