using Pan123Dav.Budgets;
using Pan123Dav.Http;
using Pan123Dav.Links.RemoteAuthentication;
using Pan123Dav.Storage;

namespace Pan123Dav.Links;

/// <summary>The one place where a link is made, or ordered elsewhere, for a request that was authorised: when the budgets allow it.</summary>
internal sealed class LinkIssuer(ILinkBudget budget, LinkTickets tickets, TimeProvider timeProvider)
{
    /// <summary>A link for the client, signed now.</summary>
    /// <param name="request">Who asks for what.</param>
    /// <param name="cancellationToken">Ends the waiting when the client is gone.</param>
    /// <returns>Null where only the gateway can fetch from the link that there is; nothing is paid then.</returns>
    /// <exception cref="DavException">A budget is spent; no link was made.</exception>
    public async ValueTask<SignedLink?> CreateAsync(FileRequest request, CancellationToken cancellationToken)
    {
        var purchase = GetPurchase(request) with { MayWait = IsAsked(request.File) };
        var reservation = await ReserveAsync(purchase);
        var order = GetOrder(request, purchase);
        try
        {
            var link = await request.File.CreateLinkAsync(order, cancellationToken);
            if (link.IsForProxy)
            {
                budget.Release(reservation, purchase, wasAsked: false);
                return null;
            }

            Commit(request, reservation, purchase, link.Expires, GetDirectLink(request.File, link));
            return tickets.Add(link, request, reservation.Charge);
        }
        catch
        {
            budget.Release(reservation, purchase, order.Progress is { WasAsked: true });
            throw;
        }
    }

    /// <summary>A link that stays here, for bytes that are passed on.</summary>
    /// <param name="request">Who asks for what.</param>
    /// <param name="cancellationToken">Ends the waiting when the client is gone.</param>
    /// <exception cref="DavException">A budget is spent; no link was made.</exception>
    public async ValueTask<PaidTransfer> BeginTransferAsync(FileRequest request, CancellationToken cancellationToken)
    {
        var purchase = GetPurchase(request) with { MayWait = IsAsked(request.File), Use = LinkUse.PassedOn };
        var reservation = await ReserveAsync(purchase);
        var order = GetOrder(request, purchase);
        try
        {
            var link = await request.File.CreateLinkAsync(order, cancellationToken);
            var transfer = budget.BeginTransfer(reservation, purchase, link.Expires, GetDirectLink(request.File, link));
            return new PaidTransfer(request, tickets.AddOwn(link, request.File), transfer, timeProvider);
        }
        catch
        {
            budget.Release(reservation, purchase, order.Progress is { WasAsked: true });
            throw;
        }
    }

    /// <summary>Another link for a transfer that is paid, as the last one was refused.</summary>
    public async ValueTask<SignedLink> RenewAsync(FileRequest request, CancellationToken cancellationToken)
    {
        var order = new LinkRequest(request.Lifetime.Renewed()) { User = request.User };
        return tickets.AddOwn(await request.File.CreateLinkAsync(order, cancellationToken), request.File);
    }

    /// <summary>Pays for a link that somebody else will fetch for the client, as long as <paramref name="expires"/> allows.</summary>
    /// <exception cref="DavException">A budget is spent.</exception>
    public async ValueTask PayAsync(FileRequest request, DateTimeOffset expires)
    {
        var purchase = GetPurchase(request);
        var reservation = await ReserveAsync(purchase);

        // What a storage that asks 123 does not know yet, it learns when the link is asked for.
        var file = request.File;
        var isKnown = reservation.IsPaid && file.Mount is { MakesDirectLinks: true, Remote: null };
        Commit(request, reservation, purchase, expires, isKnown ? file.Table.GetUrl(file.Index) : "");
    }

    /// <summary>What a client is told whose request a budget does not allow.</summary>
    /// <param name="spent">The budget.</param>
    /// <param name="retryAfter">How long until it starts anew.</param>
    public static DavException Refusal(SpentBudget spent, TimeSpan retryAfter)
    {
        if (spent == SpentBudget.Unknown)
        {
            return new DavException(
                StatusCodes.Status503ServiceUnavailable, "What is left of the budgets cannot be asked at the moment. Try again in a few seconds.")
            {
                RetryAfter = retryAfter,
            };
        }

        var name = spent switch
        {
            SpentBudget.UserLinks => "This user's budget of links",
            SpentBudget.UserBytes => "This user's budget of bytes",
            SpentBudget.GatewayLinks => "The whole gateway's budget of links",
            SpentBudget.GatewayBytes => "The whole gateway's budget of bytes",
            _ => throw new ArgumentOutOfRangeException(nameof(spent)),
        };
        return new DavException(StatusCodes.Status429TooManyRequests, $"{name} for today is spent; it starts anew at midnight UTC.")
        {
            RetryAfter = retryAfter
        };
    }

    private void Commit(in FileRequest request, in LinkReservation reservation, in BudgetRequest purchase, DateTimeOffset expires, string directLink)
    {
        budget.Commit(reservation, purchase, expires, directLink);
        request.TellOfLink(reservation.Bytes);
    }

    private static LinkRequest GetOrder(in FileRequest request, in BudgetRequest purchase) =>
        new(request.Lifetime) { User = request.User, Progress = purchase.MayWait ? new LinkProgress() : null };

    private static BudgetRequest GetPurchase(in FileRequest request) =>
        new(request.User, request.Address, request.Path, request.File.Fingerprint, request.File.Length, request.Range)
        {
            CountsAnywhere = request.CountsAnywhere,
            IsProbe = request.IsProbe,
        };

    private static bool IsAsked(StorageEntry file) => file.Mount is { Remote: not null };

    private static string GetDirectLink(StorageEntry file, SignedLink link) => file.Mount is { MakesDirectLinks: true } ? link.Location : "";

    // Nearly always complete at once, which then needs no state of its own.
    private ValueTask<LinkReservation> ReserveAsync(in BudgetRequest purchase)
    {
        var reservation = budget.ReserveAsync(purchase);
        return reservation.IsCompletedSuccessfully ? new(GetGranted(reservation.Result)) : AwaitAsync(reservation);

        static async ValueTask<LinkReservation> AwaitAsync(ValueTask<LinkReservation> reservation) => GetGranted(await reservation);
    }

    private static LinkReservation GetGranted(in LinkReservation reservation) =>
        reservation.IsGranted ? reservation : throw Refusal(reservation.Spent, reservation.RetryAfter);
}
