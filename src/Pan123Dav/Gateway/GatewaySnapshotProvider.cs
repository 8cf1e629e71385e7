using Pan123Dav.Admin;
using Pan123Dav.Authentication;
using Pan123Dav.Storage.Mounts;

namespace Pan123Dav.Gateway;

/// <summary>The snapshot of the moment: one reference, read without a lock.</summary>
internal sealed class GatewaySnapshotProvider : IMountTableProvider, IUserDirectoryProvider, IConfigurationStatus
{
    private volatile GatewaySnapshot? _value;
    private volatile KeptOutConfiguration? _keptOut;

    private event Action<GatewaySnapshot>? Replaced;

    /// <summary>Whether there is a snapshot: not before the trees are loaded.</summary>
    public bool IsLoaded => _value is not null;

    /// <inheritdoc/>
    public KeptOutConfiguration? KeptOut
    {
        get => _keptOut;
        set => _keptOut = value;
    }

    /// <inheritdoc/>
    public bool IsShared => Value.Options.IsShared;

    /// <exception cref="InvalidOperationException">Nothing is loaded yet.</exception>
    public GatewaySnapshot Value => _value ?? throw new InvalidOperationException("The configuration is not loaded yet.");

    /// <inheritdoc/>
    public MountTable Mounts => Value.Mounts;

    /// <inheritdoc/>
    public UserDirectory Users => Value.Users;

    /// <summary>From the next request on this is in force.</summary>
    public void Replace(GatewaySnapshot snapshot)
    {
        _value = snapshot;
        Replaced?.Invoke(snapshot);
    }

    /// <summary>Calls <paramref name="listener"/> after each replacement until the result is disposed of.</summary>
    public IDisposable OnReplaced(Action<GatewaySnapshot> listener)
    {
        Replaced += listener;
        return new Subscription(() => Replaced -= listener);
    }

    private sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
