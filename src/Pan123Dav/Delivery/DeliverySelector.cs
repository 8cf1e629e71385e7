using Microsoft.Extensions.Options;
using Pan123Dav.Authentication;
using Pan123Dav.Delivery.DownloadProxy;
using Pan123Dav.Delivery.Proxy;
using Pan123Dav.Http;
using Pan123Dav.Links;
using Pan123Dav.Links.RemoteAuthentication;
using Pan123Dav.Storage;

namespace Pan123Dav.Delivery;

/// <summary>Hands each request to the delivery that <see cref="DeliveryPolicy"/> decides for, once.</summary>
internal sealed class DeliverySelector(
    IOptionsMonitor<ClientRules> rules, RedirectDelivery redirect, ProxyDelivery proxy, DownloadProxyDelivery downloadProxy, InlineDelivery inline,
    ILogger<DeliverySelector> logger)
{
    /// <summary>How content gets to the client of this request. The answer's headers say so, also where it has no content.</summary>
    public IContentDelivery Select(HttpContext context, StorageEntry file)
    {
        if (GeneratedDelivery.IsFor(file))
        {
            // Nothing of 123's is delivered, so there is nothing to say.
            return GeneratedDelivery.Instance;
        }

        if (InlineDelivery.IsAskedFor(context.Request))
        {
            InlineDelivery.Prepare(context.Response, file);
            context.Response.Headers[DeliveryHeader.Name] = inline.Name;
            return inline;
        }

        var decision = DeliveryPolicy.Decide(rules.CurrentValue, context.Request.Headers.UserAgent.ToString(), file);
        Log.Chosen(logger, decision.Mode, decision.Reason);
        IContentDelivery delivery = decision.Mode switch
        {
            DeliveryMode.Proxy => proxy,
            DeliveryMode.DownloadProxy => downloadProxy,
            _ => redirect,
        };
        context.Response.Headers[DeliveryHeader.Name] = delivery.Name;
        return delivery;
    }

    /// <summary>Answers a GET or a HEAD by its preconditions (RFC 9110 section 13.2.2); a HEAD is answered from what is known of the file.</summary>
    /// <exception cref="DavException">412: a precondition failed.</exception>
    public Task AnswerAsync(HttpContext context, IContentDelivery delivery, in Representation file)
    {
        switch (Preconditions.Evaluate(context.Request.Headers, file.EntityTag, file.Modified, isOwnContent: delivery.SendsContent))
        {
            case Precondition.Failed:
                throw new DavException(StatusCodes.Status412PreconditionFailed, "The file has changed: ask for all of it again.")
                {
                    Headers = [new(DeliveryHeader.Name, delivery.Name)],
                };
            case Precondition.NotModified:
                context.Response.StatusCode = StatusCodes.Status304NotModified;
                file.WriteValidators(context.Response);
                return Task.CompletedTask;
            default:
                return HttpMethods.IsHead(context.Request.Method) ? file.WriteHeadAsync(context.Response) : DeliverAsync(context, delivery, file);
        }
    }

    /// <summary>Delivers what the request's range asks for, whatever its preconditions; 416 where the file has no such bytes.</summary>
    public Task DeliverAsync(HttpContext context, IContentDelivery delivery, in Representation file)
    {
        var range = file.GetRange(context.Request.Headers);
        if (!range.IsUnsatisfiable)
        {
            return DeliverAsync(context, delivery, file, range);
        }

        file.WriteRangeNotSatisfiable(context.Response, file.Length);
        return Task.CompletedTask;
    }

    private Task DeliverAsync(HttpContext context, IContentDelivery delivery, in Representation file, ByteRange range) => delivery.DeliverAsync(
        context,
        file,
        new FileRequest(
            GatewayPrincipal.GetName(context) ?? "",
            context.Connection.RemoteIpAddress,
            file.Path,
            file.Entry,
            range,
            rules.CurrentValue.LifetimeFor(context.Request.Headers.UserAgent.ToString()))
        {
            Credential = context.User is GatewayPrincipal { IsByToken: true } ? LinkCredential.ApiToken : LinkCredential.Password,
            Summary = context.Features.Get<ResponseSummary>(),
            CountsAnywhere = context.GetEndpoint()?.Metadata.GetMetadata<IPaidOncePerFile>() is not null,
            IsProbe = ClientRules.IsProber(context.Request.Headers.UserAgent.ToString()),
        });
}
