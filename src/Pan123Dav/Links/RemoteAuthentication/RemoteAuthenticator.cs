using System.Buffers;
using System.Buffers.Text;
using System.Text;
using Pan123Dav.Budgets;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Logging;
using Pan123Dav.Storage.Signing;
using Pan123Dav.Storage.Urls;
using Pan123Dav.Storage.Views;

namespace Pan123Dav.Links.RemoteAuthentication;

/// <summary>
/// Judges the requests that 123's CDN asks about. Whatever comes, it costs one MD5 for each key and one HMAC at most: who has no link of ours reaches nothing
/// that others share, and nobody waits for a lock, a file or a database.
/// </summary>
internal sealed class RemoteAuthenticator(
    RemoteAuthenticationProvider provider,
    LiveLinks live,
    StoppedLinks stopped,
    ILinkBudget budget,
    UsageLedger ledger,
    RemoteAuthenticationMetrics metrics,
    TimeProvider timeProvider,
    ILogger<RemoteAuthenticator> logger)
{
    private const int StackLimit = 2048;
    private const int MaxQuery = 16 * 1024;
    private const int MaxPath = 1024;

    /// <summary>Whether 123 shall serve, and why not; counted.</summary>
    /// <param name="query">As it came, without its question mark.</param>
    public RemoteAuthReason Judge(ReadOnlySpan<char> query)
    {
        var reason = provider.State is { } state ? JudgeText(state, query) : RemoteAuthReason.Disabled;
        metrics.Count(reason);
        return reason;
    }

    /// <summary>The same for a request that is none of 123's whatever it says.</summary>
    public RemoteAuthReason RefuseMalformed()
    {
        metrics.Count(RemoteAuthReason.Malformed);
        return RemoteAuthReason.Malformed;
    }

    private RemoteAuthReason JudgeText(RemoteAuthenticationState state, ReadOnlySpan<char> query)
    {
        if (query.Length > MaxQuery || !Ascii.IsValid(query))
        {
            return RemoteAuthReason.Malformed;
        }

        // The query, what it has escaped, and the link's path.
        var rented = query.Length > StackLimit / 3 ? ArrayPool<byte>.Shared.Rent(3 * query.Length) : null;
        var room = rented ?? stackalloc byte[StackLimit];
        var bytes = room[..Encoding.ASCII.GetBytes(query, room)];
        room = room[query.Length..];
        var reason = RemoteAuthRequest.TryParse(bytes, room[..query.Length], out var request)
            ? Judge(state, request, room[query.Length..])
            : RemoteAuthReason.Malformed;
        if (rented is not null)
        {
            ArrayPool<byte>.Shared.Return(rented);
        }

        return reason;
    }

    private RemoteAuthReason Judge(RemoteAuthenticationState state, RemoteAuthRequest request, Span<byte> room)
    {
        var now = timeProvider.GetUtcNow();
        if (!DirectLinkAuthKey.TryParse(request.AuthKey, out var authKey))
        {
            return RemoteAuthReason.Signature;
        }

        if (authKey.Timestamp < now.ToUnixTimeSeconds())
        {
            return RemoteAuthReason.Expired;
        }

        var path = room[..PercentEncoding.DecodeLenient(request.Path, room)];
        if (!IsOurs(state.Verifiers, path, authKey))
        {
            return RemoteAuthReason.Signature;
        }

        Span<byte> bytes = stackalloc byte[Ticket.MaxSize];
        return request.Ticket.IsEmpty || request.Ticket.Length > Base64Url.GetEncodedLength(Ticket.MaxSize)
            || Base64Url.DecodeFromUtf8(request.Ticket, bytes, out _, out var written) != OperationStatus.Done
            || !Ticket.TryRead(state.Key, bytes[..written], authKey.Timestamp, path, out var ticket)
            ? RemoteAuthReason.Ticket
            : Judge(state, ticket, authKey.Timestamp, request.Address, path, now);
    }

    private RemoteAuthReason Judge(RemoteAuthenticationState state, Ticket ticket, long expires, ulong address, ReadOnlySpan<byte> path, DateTimeOffset now)
    {
        LinkHolder? holder = null;
        if (!ticket.IsOwn && !state.Holders.TryFind(ticket.User, ticket.Generation, ticket.Credential, out holder))
        {
            var known = live.Find(ticket.Number);
            if (known is not null)
            {
                live.CountRequest(known, isGranted: false);
            }

            CountForUser(known?.User, isServed: false, now);
            return RemoteAuthReason.User;
        }

        if (stopped.Contains(ticket.Number, holder?.Account.Name))
        {
            CountForUser(holder?.Account.Name, isServed: false, now);
            return RemoteAuthReason.Stopped;
        }

        var link = live.Find(ticket.Number) ?? Remember(ticket, holder, expires, path, now);
        var reason = Judge(holder, link, address, state.MaxAddresses);
        live.CountRequest(link, reason == RemoteAuthReason.Granted);
        CountForUser(link.User, reason == RemoteAuthReason.Granted, now);
        if (reason == RemoteAuthReason.Address && link.TryWarn())
        {
            Log.PassedOn(logger, link.User ?? "the gateway", EscapedText.Escape(link.Path.ToString(), MaxPath), link.Addresses + 1);
        }

        return reason;
    }

    private RemoteAuthReason Judge(LinkHolder? holder, LiveLink link, ulong address, int maxAddresses)
    {
        if (holder is { Account: { Name: var name, Storage: var storage } })
        {
            if ((storage as IPathRules)?.Allows(link.Path) == false)
            {
                return RemoteAuthReason.Path;
            }

            if (budget.IsSpentByOthers(name, link.Charge))
            {
                return RemoteAuthReason.Budget;
            }
        }

        return live.TryUse(link, address, maxAddresses) ? RemoteAuthReason.Granted : RemoteAuthReason.Address;
    }

    // What nobody can say whose it is stands in the metrics alone, and so does what the gateway fetches for itself.
    private void CountForUser(string? user, bool isServed, DateTimeOffset now)
    {
        if (user is not null)
        {
            ledger.At(now).CountRequest(user, isServed);
        }
    }

    // Made before this start, by another gateway, or so long idle that it was let go.
    private LiveLink Remember(Ticket ticket, LinkHolder? holder, long expires, ReadOnlySpan<byte> path, DateTimeOffset now)
    {
        var charge = ticket.IsOwn ? null : new FileCharge(UsageLedger.GetDate(LinkNumbers.GetMade(ticket.Number)), ticket.Charge);
        var link = new LiveLink(ticket.Number, holder?.Account.Name, ticket.IsOwn ? default : ticket.GetPath(path), expires, charge);
        return live.GetOrAdd(link, now.ToUnixTimeSeconds());
    }

    private static bool IsOurs(DirectLinkVerifier[] verifiers, ReadOnlySpan<byte> path, DirectLinkAuthKey authKey)
    {
        foreach (var verifier in verifiers)
        {
            if (verifier.Verify(path, authKey))
            {
                return true;
            }
        }

        return false;
    }
}
