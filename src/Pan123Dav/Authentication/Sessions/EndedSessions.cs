using System.Collections.Concurrent;
using System.Globalization;
using Pan123Dav.Data;

namespace Pan123Dav.Authentication.Sessions;

/// <summary>
/// Sessions that were signed out of before their time, until that is over: a copied cookie is worth nothing then. Kept in a file, a line each.
/// </summary>
internal sealed class EndedSessions
{
    private const string Topic = "session-end";
    private const string FileName = "pan123dav.sessions";
    private const int MaxKept = 10_000;

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> _ended = [];
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
            foreach (var line in File.ReadLines(_path).Take(MaxKept))
            {
                var words = line.Split(' ');
                if (words.Length == 2 && Guid.TryParseExact(words[0], "N", out var number)
                    && long.TryParse(words[1], NumberStyles.None, CultureInfo.InvariantCulture, out var seconds)
                    && seconds <= 253_402_300_799)
                {
                    _ended[number] = DateTimeOffset.FromUnixTimeSeconds(seconds);
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
        Add(session.Number, session.Expires);
        Publish(session.Number, session.Expires);
    }

    private void PublishAll()
    {
        var now = _timeProvider.GetUtcNow();
        foreach (var (number, expires) in _ended.Where(ended => ended.Value > now))
        {
            Publish(number, expires);
        }
    }

    private void Publish(Guid number, DateTimeOffset expires) =>
        _events?.Publish(Topic, FormattableString.Invariant($"{number:N} {expires.ToUnixTimeSeconds()}"), isLasting: true);

    private void Hear(GatewayEvent heard)
    {
        var (number, expires) = (Guid.ParseExact(heard.Words[0], "N"), DateTimeOffset.FromUnixTimeSeconds(heard.GetNumber(1)));
        if (expires > _timeProvider.GetUtcNow() && !_ended.ContainsKey(number))
        {
            Add(number, expires);
        }
    }

    private void Add(Guid session, DateTimeOffset end)
    {
        lock (_gate)
        {
            var now = _timeProvider.GetUtcNow();
            foreach (var (number, expires) in _ended)
            {
                if (expires <= now)
                {
                    _ended.TryRemove(number, out _);
                }
            }

            if (_ended.Count >= MaxKept)
            {
                _ended.TryRemove(_ended.MinBy(static ended => ended.Value).Key, out _);
            }

            _ended[session] = end;
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
            foreach (var (number, expires) in _ended)
            {
                writer.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{number:N} {expires.ToUnixTimeSeconds()}"));
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It holds until the process ends.
        }
    }
}
