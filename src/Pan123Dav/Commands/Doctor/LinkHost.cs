using System.Globalization;
using System.Net;
using System.Net.Http.Headers;

namespace Pan123Dav.Commands.Doctor;

/// <summary>
/// Asks link hosts for the first byte of a file, as a stranger would: without cookies or credentials,
/// following no redirect, and reading no second byte.
/// </summary>
internal sealed class LinkHost(HttpClient client, TimeProvider time)
{
    public async Task<LinkResponse> TryAsync(string url, CancellationToken cancellationToken)
    {
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            request.Headers.Range = new RangeHeaderValue(0, 0);
            using var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            var ahead = response.Headers.Date - time.GetUtcNow();
            var verdict = GetVerdict(response.StatusCode);
            if (response.IsSuccessStatusCode)
            {
                // A host that ignores the range would send all of it.
                await using var content = await response.Content.ReadAsStreamAsync(cancellationToken);
                _ = await content.ReadAsync(new byte[1], cancellationToken);
            }

            return new LinkResponse(verdict, ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture), ahead);
        }
        catch (HttpRequestException e)
        {
            // Its message may hold the address.
            return new LinkResponse(LinkOutcome.Unclear, e.HttpRequestError.ToString(), null);
        }
        catch (IOException)
        {
            return new LinkResponse(LinkOutcome.Unclear, "a broken answer", null);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return new LinkResponse(LinkOutcome.Unclear, "no answer in time", null);
        }
    }

    private static LinkOutcome GetVerdict(HttpStatusCode status) => status switch
    {
        HttpStatusCode.NotFound or HttpStatusCode.Gone => LinkOutcome.Missing,
        HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError => LinkOutcome.Unclear,
        >= HttpStatusCode.BadRequest => LinkOutcome.Refused,
        _ => LinkOutcome.Accepted,
    };
}

/// <summary>What a host did with a link.</summary>
internal enum LinkOutcome
{
    /// <summary>It gave the content, or sent on to where the content is.</summary>
    Accepted,

    /// <summary>It said no.</summary>
    Refused,

    /// <summary>It said that there is no such file.</summary>
    Missing,

    /// <summary>It was busy, broken or not to be reached.</summary>
    Unclear,
}

/// <summary>What a host made of a link.</summary>
/// <param name="Verdict">In short.</param>
/// <param name="Told">In words: a status, or why there is none.</param>
/// <param name="Ahead">How far the host's clock is ahead of ours; null when it did not tell.</param>
internal readonly record struct LinkResponse(LinkOutcome Verdict, string Told, TimeSpan? Ahead);
