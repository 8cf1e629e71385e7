namespace Pan123Dav.Authentication.Throttling;

/// <summary>
/// Which accounts signed in from which addresses within the last day, in memory that does not grow beyond a number of them: the oldest go first.
/// </summary>
internal sealed class RecentSignIns(TimeProvider time, int capacity = 10_000)
{
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(1);

    private readonly Dictionary<UInt128, LinkedListNode<SignIn>> _signIns = [];
    private readonly LinkedList<SignIn> _order = new();
    private readonly Lock _lock = new();

    /// <param name="key">Stands for an account at an address; null for nobody.</param>
    public bool Contains(UInt128? key)
    {
        if (key is not { } known)
        {
            return false;
        }

        lock (_lock)
        {
            return _signIns.TryGetValue(known, out var node) && !IsOver(node.Value);
        }
    }

    /// <param name="key">Stands for an account at an address.</param>
    /// <param name="age">How long ago it signed in.</param>
    public void Add(UInt128 key, TimeSpan age = default)
    {
        var at = time.GetTimestamp() - (long)(age.TotalSeconds * time.TimestampFrequency);
        lock (_lock)
        {
            if (_signIns.TryGetValue(key, out var known))
            {
                at = Math.Max(at, known.Value.At);
                _order.Remove(known);
            }

            _signIns[key] = _order.AddLast(new SignIn(key, at));
            while (_order.First is { } oldest && (_order.Count > capacity || IsOver(oldest.Value)))
            {
                _signIns.Remove(oldest.Value.Key);
                _order.RemoveFirst();
            }
        }
    }

    private bool IsOver(SignIn signIn) => time.GetElapsedTime(signIn.At) >= Lifetime;

    private readonly record struct SignIn(UInt128 Key, long At);
}
