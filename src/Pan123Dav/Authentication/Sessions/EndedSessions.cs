using System.Collections.Concurrent;
using System.Globalization;
using Pan123Dav.Data;

namespace Pan123Dav.Authentication.Sessions;

/// <summary>
/// Sessions that were signed out of before their time, until that is over: a copied cookie is worth nothing then. Kept in a file, a line each:
/// <c>{number} {Unix seconds} {user}</c>. Of more than there is room for a user's own go, so that nobody brings back another's.
/// </summary>
internal sealed class EndedSessions
{
    private const string Topic = "session-end";
    private const string FileName = "pan123dav.sessions";
    private const int MaxOfUser = 1000;

    private readonly ConcurrentDictionary<Guid, EndedSession> _ended = [];
    private readonly Lock _gate = new();
    private readonly TimeProvider _timeProvider;
    private readonly IGatewayEvents? _events;
    private string? _path;

    public EndedSessions(TimeProvider timeProvider, IGatewayEvents? events = null)
    {
        (_timeProvider, _events) = (timeProvider, events);
        events?.Subscribe(Topic, Hear);
        events?.OnLost(PublishAll);
    }

    public bool Contains(Guid number) => _ended.ContainsKey(number);

    /// <summary>Reads what was kept in <paramref name="folder"/>.</summary>
    public void Load(string folder)
    {
        _path = Path.Combine(folder, FileName);
        try
        {
            foreach (var line in File.ReadLines(_path))
            {
                // Without the user as earlier versions wrote it.
                var words = line.Split(' ', 3);
                if (words.Length >= 2 && Guid.TryParseExact(words[0], "N", out var number)
                    && long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                    && seconds <= 253_402_300_799)
                {
                    _ended[number] = new EndedSession(words.ElementAtOrDefault(2) ?? "", DateTimeOffset.FromUnixTimeSeconds(seconds));
                }
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // None yet, or a folder that cannot be read, which is told of elsewhere.
        }
    }

    /// <summary>Ends a session.</summary>
    public void Add(SessionTicket session)
    {
        var ended = new EndedSession(session.User, session.Expires);
        Add(session.Number, ended);
        Publish(session.Number, ended);
    }

    private void PublishAll()
    {
        var now = _timeProvider.GetUtcNow();
        foreach (var (number, ended) in _ended.Where(session => session.Value.Expires > now))
        {
            Publish(number, ended);
        }
    }

    private void Publish(Guid number, EndedSession ended) => _events?.Publish(Topic, Write(number, ended), isLasting: true);

    private void Hear(GatewayEvent heard)
    {
        var (number, expires) = (Guid.ParseExact(heard.Words[0], "N"), DateTimeOffset.FromUnixTimeSeconds(heard.GetNumber(1)));
        if (expires > _timeProvider.GetUtcNow() && !_ended.ContainsKey(number))
        {
            Add(number, new EndedSession(heard.Text.Split(' ', 3).ElementAtOrDefault(2) ?? "", expires));
        }
    }

    private void Add(Guid session, EndedSession ended)
    {
        lock (_gate)
        {
            var now = _timeProvider.GetUtcNow();
            var own = new List<KeyValuePair<Guid, EndedSession>>();
            foreach (var known in _ended)
            {
                if (known.Value.Expires <= now)
                {
                    _ended.TryRemove(known);
                }
                else if (known.Value.User == ended.User)
                {
                    own.Add(known);
                }
            }

            if (own.Count >= MaxOfUser)
            {
                _ended.TryRemove(own.MinBy(static session => session.Value.Expires));
            }

            _ended[session] = ended;
            Save();
        }
    }

    private void Save()
    {
        if (_path is null)
        {
            return;
        }

        try
        {
            using var file = OwnerOnly.Open(_path, FileShare.Read);
            file.SetLength(0);
            using var writer = new StreamWriter(file);
            foreach (var (number, ended) in _ended)
            {
                writer.WriteLine(Write(number, ended));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It holds until the process ends.
        }
    }

    private static string Write(Guid number, EndedSession ended) => FormattableString.Invariant($"{number:N} {ended.Expires.ToUnixTimeSeconds()} {ended.User}");

    private sealed record EndedSession(string User, DateTimeOffset Expires);
}
