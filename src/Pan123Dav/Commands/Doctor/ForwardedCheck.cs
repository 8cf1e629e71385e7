using System.Net;
using Pan123Dav.Logging;

namespace Pan123Dav.Commands.Doctor;

/// <summary>
/// Asks the running gateway, by its metrics, whether requests come through a reverse proxy that nobody named. It answers that on its own machine only.
/// </summary>
internal sealed class ForwardedCheck(HttpClient client)
{
    private static readonly string Metric = GatewayMetrics.UnnamedProxies.Replace('.', '_') + "_total ";

    /// <param name="address">Where it listens.</param>
    /// <param name="cancellationToken">Ends the asking.</param>
    public async Task<Finding> RunAsync(Uri address, CancellationToken cancellationToken)
    {
        if (!address.IsLoopback)
        {
            return Finding.Skip("the gateway tells of it on its own machine only");
        }

        try
        {
            using var response = await client.GetAsync(new Uri(address, "/metrics"), cancellationToken);
            var text = response.StatusCode == HttpStatusCode.OK ? await response.Content.ReadAsStringAsync(cancellationToken) : "";
            return Array.Find(text.Split('\n'), line => line.StartsWith(Metric, StringComparison.Ordinal)) is not { } line
                ? Finding.Skip("the gateway does not tell of it")
                : line[Metric.Length..] == "0" ? Finding.Pass("no request came through a reverse proxy that is not named")
                : Finding.Warn(
                    "X-Forwarded-For or the like came from an address that is not named: all who come through that proxy "
                    + "count as one, and ten wrong passwords of a stranger lock everybody out",
                    "Write the proxy's address, which the gateway's log tells, to ForwardedHeaders:KnownProxies, and start the gateway again.");
        }
        catch (HttpRequestException)
        {
            return Finding.Skip("no gateway answers");
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return Finding.Skip("the gateway does not answer in time");
        }
    }
}
