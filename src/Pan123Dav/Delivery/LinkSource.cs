using Pan123Dav.Authentication;
using Pan123Dav.Budgets;
using Pan123Dav.Storage;

namespace Pan123Dav.Delivery;

/// <summary>The one place where a link is made, or ordered elsewhere, for a request that was authorised: when the budgets allow it.</summary>
internal sealed class LinkSource(Func<ClientRules> rules, ILinkBudget budget)
{
    /// <summary>A link signed now, of the lifetime that suits the client.</summary>
    /// <param name="context">The request.</param>
    /// <param name="storage">What its user may see.</param>
    /// <param name="file">What it is for.</param>
    /// <param name="isRenewal">The last one was refused.</param>
    /// <exception cref="DavException">A budget is spent; no link was made.</exception>
    public async ValueTask<SignedLink> CreateAsync(HttpContext context, IStorage storage, Representation file, bool isRenewal = false)
    {
        var order = OrderOf(context, file);
        var charge = Charge(order);
        try
        {
            var lifetime = LifetimeFor(context);
            var link = await storage.CreateLinkAsync(file.Entry, isRenewal ? lifetime.Renewed() : lifetime, context.RequestAborted);
            budget.Settle(charge, order, link.Expires, file.Entry.Mount is { MakesDirectLinks: true } ? link.Location : "");
            return link;
        }
        catch
        {
            budget.Return(charge);
            throw;
        }
    }

    /// <summary>Pays for a link that somebody else will fetch for the client, as long as <paramref name="expires"/> allows.</summary>
    /// <exception cref="DavException">A budget is spent.</exception>
    public void Pay(HttpContext context, Representation file, DateTimeOffset expires)
    {
        var order = OrderOf(context, file);
        var charge = Charge(order);

        // What a storage that asks 123 does not know yet, it learns when the link is asked for.
        var isKnown = charge.IsPaid && file.Entry.Mount is { MakesDirectLinks: true, Remote: null };
        budget.Settle(charge, order, expires, isKnown ? file.Entry.Table.GetUrl(file.Entry.Index) : "");
    }

    /// <summary>How long links for the client that sent this request live.</summary>
    public LinkLifetime LifetimeFor(HttpContext context) => rules().LifetimeFor(context.Request.Headers.UserAgent.ToString());

    private static LinkOrder OrderOf(HttpContext context, Representation file) => new(
        context.User is GatewayPrincipal user ? user.Account.Name : "",
        context.Connection.RemoteIpAddress,
        file.Path,
        file.Entry.Fingerprint,
        file.Entry.Length,
        context.Request.Headers.Range.ToString());

    private LinkCharge Charge(in LinkOrder order)
    {
        var charge = budget.Charge(order);
        return charge.IsGranted ? charge : throw Refusal(charge);
    }

    private static DavException Refusal(in LinkCharge charge)
    {
        var spent = charge.Spent switch
        {
            SpentBudget.UserLinks => "This user's budget of links",
            SpentBudget.UserBytes => "This user's budget of bytes",
            SpentBudget.GatewayLinks => "The whole gateway's budget of links",
            SpentBudget.GatewayBytes => "The whole gateway's budget of bytes",
            _ => throw new ArgumentOutOfRangeException(nameof(charge)),
        };
        return new DavException(StatusCodes.Status429TooManyRequests, $"{spent} for today is spent; it starts anew at midnight UTC.") { RetryAfter = charge.RetryAfter };
    }
}
