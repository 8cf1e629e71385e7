using Pan123Dav.Budgets;
using Pan123Dav.Budgets.Usage;
using Pan123Dav.Storage;

namespace Pan123Dav.Links.RemoteAuthentication;

/// <summary>
/// Gives links their tickets, as soon as they are signed. Links that nobody signs stay as they are, and
/// all do while remote authentication is switched off.
/// </summary>
internal sealed class LinkTickets(RemoteAuthenticationProvider provider, LiveLinks live, LinkNumbers numbers, TimeProvider timeProvider)
{
    /// <summary>A link that a user gets, with its ticket.</summary>
    /// <param name="link">Signed a moment ago.</param>
    /// <param name="request">Who asked for it.</param>
    /// <param name="charge">What the file has cost.</param>
    public SignedLink Add(SignedLink link, in FileRequest request, FileCharge? charge)
    {
        if (provider.State is not { } state || request.File.Mount is not { SignsLinks: true } || state.Holders.Find(request.User) is not { } holder)
        {
            return link;
        }

        var now = timeProvider.GetUtcNow();
        var (number, expires) = (numbers.Next(), link.Expires.ToUnixTimeSeconds());
        live.GetOrAdd(new LiveLink(number, request.User, request.Path, expires, charge), now.ToUnixTimeSeconds());
        var content = new TicketContent(
            number,
            holder.Id,
            state.Holders.GetGeneration(holder, request.Credential),
            request.Credential,
            charge?.GetBytes(UsageLedger.GetDate(now)) ?? 0,
            request.Path);
        return link with { Location = TicketLocation.Add(link.Location, expires, state.Key, content) };
    }

    /// <summary>A link that stays here, with its ticket.</summary>
    public SignedLink AddOwn(SignedLink link, StorageEntry file) =>
        provider.State is { } state && file.Mount is { SignsLinks: true }
            ? link with { Location = TicketLocation.AddOwn(link.Location, link.Expires.ToUnixTimeSeconds(), state.Key, numbers.Next()) }
            : link;
}
