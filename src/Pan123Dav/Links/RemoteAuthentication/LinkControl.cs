using Pan123Dav.Authentication;

namespace Pan123Dav.Links.RemoteAuthentication;

/// <summary>What an administrator sees of live links, and how they are ended.</summary>
internal sealed class LinkControl(
    RemoteAuthenticationProvider provider, LiveLinks live, StoppedLinks stopped, LinkNumbers numbers, IUserDirectoryProvider users, TimeProvider timeProvider)
{
    /// <summary>How many links of users have not expired; none without remote authentication.</summary>
    public int Count => List().Count();

    /// <summary>Users' links that have not expired, the newest first; none without remote authentication.</summary>
    public IEnumerable<LiveLink> List() =>
        provider.State is null
            ? []
            : live.List(timeProvider.GetUtcNow().ToUnixTimeSeconds()).Where(link => link.User is not null && !stopped.Contains(link.Number, link.User));

    /// <summary>
    /// Ends one link, also one that this start has not seen yet or has let go, which 123 may still ask about. False when no live one has this number.
    /// </summary>
    public async Task<bool> TryStopAsync(long number)
    {
        if (List().FirstOrDefault(link => link.Number == number) is not { } link)
        {
            return provider.State is not null && live.Find(number) is null && (numbers.IsFromBefore(number) || live.MayHaveForgotten(number))
                && await stopped.TryStopAsync(number);
        }

        await stopped.StopAsync(link);
        live.Remove(link);
        return true;
    }

    /// <summary>Ends all links of a user, also those that are not in memory. False when there is no such user, configured or with a live link.</summary>
    public async Task<bool> TryStopAllAsync(string user)
    {
        var links = List().Where(link => link.User == user).ToList();
        if (provider.State is null || (links.Count == 0 && users.Users.Find(user) is null))
        {
            return false;
        }

        await stopped.StopAsync(user, numbers.Mark());
        foreach (var link in links)
        {
            live.Remove(link);
        }

        return true;
    }
}
