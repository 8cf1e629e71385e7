using System.Collections.Concurrent;
using Microsoft.Data.Sqlite;
using Pan123Dav.Data;

namespace Pan123Dav.Links.RemoteAuthentication;

/// <summary>
/// Links that an administrator stopped, each until it would expire: by number, or all of a user's that were made until then. Kept
/// in memory, where asking takes no lock, and in the database for the next start.
/// </summary>
internal sealed class StoppedLinks(
    GatewayDatabase database, LinkNumbers numbers, TimeProvider timeProvider, ILogger<StoppedLinks> logger, IGatewayEvents? events = null)
{
    private const string LinkTopic = "stop-link";
    private const string UserTopic = "stop-user";

    // As long as the longest ValidDuration: what a user has that is forgotten here, nobody knows.
    private static readonly TimeSpan MaxLifetime = TimeSpan.FromDays(366);

    private readonly ConcurrentDictionary<long, long> _links = new();
    private readonly ConcurrentDictionary<string, (long Number, long Expires)> _users = new(StringComparer.Ordinal);
    private int _loaded;

    /// <summary>Reads what was stopped before this start, the first time it is called.</summary>
    public void Load()
    {
        if (Interlocked.Exchange(ref _loaded, 1) == 0)
        {
            Use(connection => StoppedLinkTable.Read(connection, Now(), (number, expires) => _links[number] = expires, Stop));
            events?.Subscribe(LinkTopic, HearLink);
            events?.Subscribe(UserTopic, HearUser);
            events?.OnLost(PublishAll);
        }
    }

    /// <summary>Whether the link of this number, which is <paramref name="user"/>'s, was stopped.</summary>
    public bool Contains(long number, string? user) =>
        (!_links.IsEmpty && _links.ContainsKey(number))
        || (!_users.IsEmpty && user is not null && _users.TryGetValue(user, out var stopped) && number <= stopped.Number);

    /// <summary>From the next request on 123 is told not to serve this link.</summary>
    public Task StopAsync(LiveLink link) => StopAsync(link.Number, link.Expires);

    /// <summary>The same for a link of which nothing but its number is known. False for a number that no link has that may still be alive.</summary>
    public async Task<bool> TryStopAsync(long number)
    {
        var now = timeProvider.GetUtcNow();
        if (!LinkNumbers.IsMadeBetween(number, now - MaxLifetime, now) || _links.ContainsKey(number))
        {
            return false;
        }

        await StopAsync(number, (LinkNumbers.GetMade(number) + MaxLifetime).ToUnixTimeSeconds());
        return true;
    }

    /// <summary>The same for every link of <paramref name="user"/> whose number is not above <paramref name="number"/>.</summary>
    public Task StopAsync(string user, long number)
    {
        var expires = (timeProvider.GetUtcNow() + MaxLifetime).ToUnixTimeSeconds();
        _users[user] = (number, expires);
        events?.Publish(UserTopic, FormattableString.Invariant($"{number} {expires} {user}"), isLasting: true);
        return Task.Run(() => Use(connection => StoppedLinkTable.Add(connection, user, number, expires, Now())));
    }

    private Task StopAsync(long stopped, long until)
    {
        var now = Now();
        foreach (var (number, expires) in _links)
        {
            if (expires < now)
            {
                _links.TryRemove(number, out _);
            }
        }

        _links[stopped] = until;
        events?.Publish(LinkTopic, FormattableString.Invariant($"{stopped} {until}"), isLasting: true);
        return Task.Run(() => Use(connection => StoppedLinkTable.Add(connection, stopped, until, now)));
    }

    // Links that this process makes are later ones, whatever its clock says.
    private void Stop(string user, long number, long expires)
    {
        _users[user] = (number, expires);
        numbers.GoBeyond(number);
    }

    // Another gateway was told.
    private void HearLink(GatewayEvent heard)
    {
        var (number, expires, now) = (heard.GetNumber(0), heard.GetNumber(1), Now());
        if (expires >= now && _links.TryAdd(number, expires))
        {
            _ = Task.Run(() => Use(connection => StoppedLinkTable.Add(connection, number, expires, now)));
        }
    }

    private void HearUser(GatewayEvent heard)
    {
        var (number, expires, user, now) = (heard.GetNumber(0), heard.GetNumber(1), heard.Text.Split(' ', 3)[2], Now());
        if (expires >= now && !(_users.TryGetValue(user, out var known) && known.Number >= number))
        {
            Stop(user, number, expires);
            _ = Task.Run(() => Use(connection => StoppedLinkTable.Add(connection, user, number, expires, now)));
        }
    }

    private void PublishAll()
    {
        var now = Now();
        foreach (var (number, expires) in _links.Where(link => link.Value >= now))
        {
            events!.Publish(LinkTopic, FormattableString.Invariant($"{number} {expires}"), isLasting: true);
        }

        foreach (var (user, stopped) in _users.Where(stopped => stopped.Value.Expires >= now))
        {
            events!.Publish(UserTopic, FormattableString.Invariant($"{stopped.Number} {stopped.Expires} {user}"), isLasting: true);
        }
    }

    private void Use(Action<SqliteConnection> use)
    {
        try
        {
            using var connection = database.Open();
            use(connection);
        }
        catch (Exception e) when (e is SqliteException or IOException or UnauthorizedAccessException)
        {
            Log.StopsNotKept(logger, e.Message);
        }
    }

    private long Now() => timeProvider.GetUtcNow().ToUnixTimeSeconds();
}
