using System.Net;
using Pan123Dav.Http;
using Pan123Dav.Links.RemoteAuthentication;
using Pan123Dav.Metadata;
using Pan123Dav.Storage;
using Pan123Dav.Storage.Connections;

namespace Pan123Dav.Delivery.Origin;

/// <summary>Asks a content host for a file's length and time: by HEAD, or where that does not tell by a GET of one byte.</summary>
internal sealed class OriginProbe(
    OriginClient origin, OriginTimeouts timeouts, ProbeRateLimiter pace, LinkTickets tickets, TimeProvider timeProvider) : IContentProbe
{
    private static readonly ByteRange FirstByte = ByteRange.FromTo(0, 0);

    /// <summary>What the host says; the problem, fit for a log, when it cannot be learnt.</summary>
    public async Task<(DiscoveredMetadata? Learnt, string Problem)> AskAsync(StorageEntry file, bool mayBeHtml, CancellationToken cancellationToken)
    {
        try
        {
            var byHead = await AskAsync(file, HttpMethod.Head, mayBeHtml, cancellationToken);
            return byHead.Learnt is null ? await AskAsync(file, HttpMethod.Get, mayBeHtml, cancellationToken) : byHead;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, "the content host does not answer");
        }
        catch (HttpRequestException e)
        {
            return (null, AddressRefusedException.IsReasonOf(e)
                ? "the content host leads to an address of this machine or its network that the tree does not name"
                : $"the content host cannot be asked ({e.HttpRequestError})");
        }
        catch (StorageException)
        {
            return (null, "no link to it could be made");
        }
    }

    private async Task<(DiscoveredMetadata? Learnt, string Problem)> AskAsync(
        StorageEntry file, HttpMethod method, bool mayBeHtml, CancellationToken cancellationToken)
    {
        var address = OriginUri.Create(tickets.AddOwn(await file.CreateLinkAsync(default, cancellationToken), file));
        for (var redirects = 0; redirects <= OriginUri.MaxRedirects; redirects++)
        {
            await pace.WaitAsync(cancellationToken);
            using var silence = new InactivityTimer(timeProvider, timeouts.Silence, cancellationToken);
            using var request = new HttpRequestMessage(method, (Uri?)null);
            OriginClient.Prepare(request, address, file.Table);
            if (method == HttpMethod.Get)
            {
                request.Headers.TryAddWithoutValidation("Range", FirstByte.ToString());
            }

            silence.Start();
            using var response = await origin.Invoker.SendAsync(request, silence.Token);
            silence.Stop();
            var answer = OriginResponse.Read(response, method == HttpMethod.Get ? FirstByte : ByteRange.Whole, null, mayBeHtml);
            if (answer.Verdict != OriginOutcome.Moved)
            {
                return Read(response, answer, method);
            }

            if (OriginUri.FromRedirect(address, response) is not { } next)
            {
                return (null, "the content host leads to no http or https address");
            }

            address = next;
        }

        return (null, "the content host leads on and on");
    }

    private static (DiscoveredMetadata? Learnt, string Problem) Read(HttpResponseMessage response, OriginResponse answer, HttpMethod method)
    {
        if (answer.Verdict is not (OriginOutcome.Good or OriginOutcome.OutOfRange))
        {
            return (null, answer.Problem);
        }

        // Some hosts say 0 to every HEAD, so that is asked again. A byte beyond the end is asked for of an empty file only.
        if (answer.Total is not { } length || (method == HttpMethod.Head && length == 0) || (answer.Verdict == OriginOutcome.OutOfRange && length != 0))
        {
            return (null, "the content host does not tell its length");
        }

        var modified = response.Content.Headers.LastModified?.ToUnixTimeSeconds();
        return (new DiscoveredMetadata(length, modified > 0 && response.StatusCode != HttpStatusCode.RequestedRangeNotSatisfiable ? modified : null), "");
    }
}
