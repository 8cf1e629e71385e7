using System.Net;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Pan123Dav.Delivery.Origin;
using Pan123Dav.Http;
using Pan123Dav.Links;
using Pan123Dav.Metadata;
using Pan123Dav.Storage.Connections;
using Yarp.ReverseProxy.Forwarder;

namespace Pan123Dav.Delivery.Proxy;

/// <summary>
/// The gateway fetches the bytes and passes them on as they come, with back-pressure and without holding them. What a client is told of the file is
/// what the tree says; an answer of the content host that disagrees is not begun, and one that breaks is cut off.
/// </summary>
internal sealed class ProxyDelivery(
    UnloggedForwarder forwarder, OriginClient origin, OriginTimeouts timeouts, LinkIssuer links,
    StreamLimiter limiter, OpenStreams streams, IEntryMetadata metadata, TimeProvider timeProvider, ILogger<ProxyDelivery> logger)
    : IContentDelivery
{
    // One connection a file: on a shared one a client that pauses would hold up the others.
    private ForwarderRequestConfig Config => field ??= new()
    {
        ActivityTimeout = timeouts.Client,
        Version = HttpVersion.Version11,
        VersionPolicy = HttpVersionPolicy.RequestVersionOrLower,
        AllowResponseBuffering = false,
    };

    public string Name => DeliveryHeader.Proxy;

    public bool SendsContent => true;

    public async Task DeliverAsync(HttpContext context, Representation file, FileRequest request)
    {
        streams.ThrowIfStopped(request);
        using var lease = limiter.Enter(request.User);
        if (DeliveryPolicy.IsEmpty(file.Entry))
        {
            OriginExchange.WriteHead(context.Response, file, 0);
            return;
        }

        context.Features.Set<IHttpRequestBodyDetectionFeature>(EmptyRequestBodyFeature.Instance);
        if (context.Features.Get<IHttpMinResponseDataRateFeature>() is { } rate)
        {
            // A player on pause reads nothing; the time it may do so is watched where the bytes are passed on.
            rate.MinDataRate = null;
        }

        // Several ranges are answered with the whole file, and so they are paid for.
        await FetchAsync(context, file, request.Range.IsOne ? request : request with { Range = ByteRange.Whole });
    }

    private async Task FetchAsync(HttpContext context, Representation file, FileRequest request)
    {
        using var silence = new InactivityTimer(timeProvider, timeouts.Silence, context.RequestAborted);
        using var patience = new InactivityTimer(timeProvider, timeouts.Client, context.RequestAborted);
        using var transfer = await links.BeginTransferAsync(request, context.RequestAborted);
        using var stream = streams.Open(request, transfer, context.Abort);
        var link = transfer.Link;
        var address = OriginUri.Create(link);
        var isSignedAgain = false;
        for (var redirects = 0; ;)
        {
            var exchange = new OriginExchange(address, link, file, request.Range, silence, patience, transfer);
            var error = await forwarder.Value.SendAsync(context, "http://origin.invalid", origin.Invoker, Config, exchange, silence.Token);
            context.RequestAborted.ThrowIfCancellationRequested();
            switch (exchange.Answer.Verdict)
            {
                case OriginOutcome.Good:
                    End(context, file, exchange);
                    return;
                case OriginOutcome.Moved when exchange.Next is null:
                    throw Fail(file, "the content host leads to no http or https address", StatusCodes.Status502BadGateway);
                case OriginOutcome.Moved when ++redirects > OriginUri.MaxRedirects:
                    throw Fail(file, "the content host leads on and on", StatusCodes.Status502BadGateway);
                case OriginOutcome.Moved:
                    address = exchange.Next!;
                    break;
                case OriginOutcome.Refused when !isSignedAgain:
                    Log.SignedAgain(logger, file.Path);
                    isSignedAgain = true;
                    redirects = 0;
                    link = await links.RenewAsync(request, context.RequestAborted);
                    address = OriginUri.Create(link);
                    break;
                case OriginOutcome.OutOfRange:
                    file.WriteRangeNotSatisfiable(context.Response, exchange.Answer.Total);
                    return;
                case OriginOutcome.Unpaid:
                    throw transfer.Refusal!;
                case OriginOutcome.TooLong:
                    throw InlineDelivery.TooLong();
                case OriginOutcome.None:
                    throw Unanswered(context, file, silence, error);
                default:
                    if (exchange.Answer.IsOfAnotherLength)
                    {
                        metadata.Invalidate(file.Entry);
                    }

                    var status = exchange.Answer.Verdict == OriginOutcome.Missing ? StatusCodes.Status404NotFound : StatusCodes.Status502BadGateway;
                    throw Fail(file, exchange.Answer.Problem, status);
            }
        }
    }

    private void End(HttpContext context, Representation file, OriginExchange exchange)
    {
        if (exchange.IsComplete)
        {
            return;
        }

        if (exchange.Body is { IsOfAnotherLength: true })
        {
            metadata.Invalidate(file.Entry);
        }

        if (exchange.Body?.Problem is not { } problem)
        {
            Log.Ended(logger, file.Path);
        }
        else if (!context.Response.HasStarted)
        {
            throw Fail(file, problem, StatusCodes.Status502BadGateway);
        }
        else
        {
            Log.CutOff(logger, file.Path, problem);
        }

        context.Abort();
    }

    private DavException Unanswered(HttpContext context, Representation file, InactivityTimer silence, ForwarderError error)
    {
        var exception = context.Features.Get<IForwarderErrorFeature>()?.Exception;
        if (silence.IsExpired || error == ForwarderError.RequestTimedOut || exception?.InnerException is TimeoutException)
        {
            return Fail(file, "the content host does not answer", StatusCodes.Status504GatewayTimeout);
        }

        var problem = exception switch
        {
            _ when AddressRefusedException.IsReasonOf(exception) =>
                "the content host leads to an address of this machine or its network that the tree does not name",
            HttpRequestException { HttpRequestError: var reason } => $"the content host cannot be asked ({reason})",
            _ => $"the content host cannot be asked ({error})",
        };
        return Fail(file, problem, StatusCodes.Status502BadGateway);
    }

    private DavException Fail(Representation file, string problem, int status)
    {
        Log.NotPassedOn(logger, file.Path, problem, status);
        return new DavException(status, status switch
        {
            StatusCodes.Status404NotFound => "The content of this resource is gone.",
            StatusCodes.Status504GatewayTimeout => "The content of this resource could not be fetched in time.",
            _ => "The content of this resource could not be fetched.",
        })
        {
            Headers = [new(DeliveryHeader.Name, DeliveryHeader.Proxy)],
        };
    }
}
