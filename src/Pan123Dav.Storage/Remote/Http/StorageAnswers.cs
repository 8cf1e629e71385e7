using System.Collections.Concurrent;
using System.Globalization;

namespace Pan123Dav.Storage.Remote.Http;

/// <summary>
/// Tells of the answers of the service behind one mount. What a service makes up cannot grow without bounds: codes beyond the first few are one.
/// </summary>
/// <param name="mount">The mount's path.</param>
/// <param name="answered">Told of the mount and the code.</param>
internal sealed class StorageAnswers(string mount, Action<string, string> answered)
{
    /// <summary>Stands for an answer that never came, or not whole.</summary>
    public const string None = "none";

    /// <summary>Stands for the codes beyond the first <see cref="MaxCodes"/>.</summary>
    public const string Other = "other";

    public const int MaxCodes = 32;

    private readonly ConcurrentDictionary<long, string> _codes = new();

    /// <param name="code">123's own, or an HTTP status.</param>
    public void Count(long code) => answered(
        mount,
        _codes.TryGetValue(code, out var known) ? known
        : _codes.Count < MaxCodes ? _codes.GetOrAdd(code, static value => value.ToString(CultureInfo.InvariantCulture))
        : Other);

    public void CountNone() => answered(mount, None);
}
