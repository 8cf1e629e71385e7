using Pan123Dav.Authentication;
using Pan123Dav.Budgets;
using Pan123Dav.Delivery;
using Pan123Dav.Http;
using Pan123Dav.Storage;

namespace Pan123Dav.Links;

/// <summary>The one place where a link is made, or ordered elsewhere, for a request that was authorised: when the budgets allow it.</summary>
internal sealed class LinkIssuer(Func<ClientRules> rules, ILinkBudget budget, TimeProvider timeProvider)
{
    /// <summary>A link for the client, signed now, of the lifetime that suits it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="storage">What its user may see.</param>
    /// <param name="file">What it is for.</param>
    /// <param name="range">Which of its bytes are asked for.</param>
    /// <exception cref="DavException">A budget is spent; no link was made.</exception>
    public async ValueTask<SignedLink> CreateAsync(HttpContext context, IStorage storage, Representation file, ByteRange range)
    {
        var order = GetOrder(context, file, range) with { MayWait = IsAsked(file) };
        var charge = Charge(order);
        var request = GetRequest(context, order);
        try
        {
            var link = await storage.CreateLinkAsync(file.Entry, request, context.RequestAborted);
            budget.Commit(charge, order, link.Expires, GetDirectLink(file, link));
            return link;
        }
        catch
        {
            budget.Release(charge, order, request.Progress is { WasAsked: true });
            throw;
        }
    }

    /// <summary>A link that stays here, for bytes that are passed on.</summary>
    /// <param name="context">The request.</param>
    /// <param name="storage">What its user may see.</param>
    /// <param name="file">What it is for.</param>
    /// <param name="range">Which of its bytes are passed on.</param>
    /// <exception cref="DavException">A budget is spent; no link was made.</exception>
    public async ValueTask<PaidTransfer> BeginTransferAsync(HttpContext context, IStorage storage, Representation file, ByteRange range)
    {
        var order = GetOrder(context, file, range) with { MayWait = IsAsked(file), Use = LinkUse.PassedOn };
        var charge = Charge(order);
        var request = GetRequest(context, order);
        try
        {
            var link = await storage.CreateLinkAsync(file.Entry, request, context.RequestAborted);
            return new PaidTransfer(link, budget.BeginTransfer(charge, order, link.Expires, GetDirectLink(file, link)), timeProvider);
        }
        catch
        {
            budget.Release(charge, order, request.Progress is { WasAsked: true });
            throw;
        }
    }

    /// <summary>Another link for a transfer that is paid, as the last one was refused.</summary>
    public ValueTask<SignedLink> RenewAsync(HttpContext context, IStorage storage, Representation file) =>
        storage.CreateLinkAsync(file.Entry, new LinkRequest(LifetimeFor(context).Renewed()) { User = GetName(context) }, context.RequestAborted);

    /// <summary>Pays for a link that somebody else will fetch for the client, as long as <paramref name="expires"/> allows.</summary>
    /// <exception cref="DavException">A budget is spent.</exception>
    public void Pay(HttpContext context, Representation file, ByteRange range, DateTimeOffset expires)
    {
        var order = GetOrder(context, file, range);
        var charge = Charge(order);

        // What a storage that asks 123 does not know yet, it learns when the link is asked for.
        var isKnown = charge.IsPaid && file.Entry.Mount is { MakesDirectLinks: true, Remote: null };
        budget.Commit(charge, order, expires, isKnown ? file.Entry.Table.GetUrl(file.Entry.Index) : "");
    }

    /// <summary>How long links for the client that sent this request live.</summary>
    public LinkLifetime LifetimeFor(HttpContext context) => rules().LifetimeFor(context.Request.Headers.UserAgent.ToString());

    /// <summary>What a client is told whose request a budget does not allow.</summary>
    /// <param name="spent">The budget.</param>
    /// <param name="retryAfter">How long until it starts anew.</param>
    public static DavException Refusal(SpentBudget spent, TimeSpan retryAfter)
    {
        var name = spent switch
        {
            SpentBudget.UserLinks => "This user's budget of links",
            SpentBudget.UserBytes => "This user's budget of bytes",
            SpentBudget.GatewayLinks => "The whole gateway's budget of links",
            SpentBudget.GatewayBytes => "The whole gateway's budget of bytes",
            _ => throw new ArgumentOutOfRangeException(nameof(spent)),
        };
        return new DavException(StatusCodes.Status429TooManyRequests, $"{name} for today is spent; it starts anew at midnight UTC.") { RetryAfter = retryAfter };
    }

    private LinkRequest GetRequest(HttpContext context, in BudgetRequest order) =>
        new(LifetimeFor(context)) { User = order.User, Progress = order.MayWait ? new LinkProgress() : null };

    private static BudgetRequest GetOrder(HttpContext context, Representation file, ByteRange range) => new(
        GetName(context),
        context.Connection.RemoteIpAddress,
        file.Path,
        file.Entry.Fingerprint,
        file.Entry.Length,
        range);

    private static string GetName(HttpContext context) => GatewayPrincipal.GetName(context) ?? "";

    private static bool IsAsked(Representation file) => file.Entry.Mount is { Remote: not null };

    private static string GetDirectLink(Representation file, SignedLink link) => file.Entry.Mount is { MakesDirectLinks: true } ? link.Location : "";

    private LinkReservation Charge(in BudgetRequest order)
    {
        var charge = budget.Reserve(order);
        return charge.IsGranted ? charge : throw Refusal(charge.Spent, charge.RetryAfter);
    }
}
