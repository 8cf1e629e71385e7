namespace Pan123Dav.Gateway;

/// <summary>The state of the moment: one reference, read without a lock.</summary>
internal sealed class GatewaySnapshotProvider
{
    private readonly TaskCompletionSource _loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private volatile GatewaySnapshot? _value;
    private volatile string? _keptOut;

    /// <summary>Whether there is a state: not before the trees are loaded.</summary>
    public bool IsLoaded => _value is not null;

    /// <summary>Ends when there is a state.</summary>
    public Task Loaded => _loaded.Task;

    /// <summary>Why the configuration as it was written last is not in force; null while it is.</summary>
    public string? KeptOut
    {
        get => _keptOut;
        set => _keptOut = value;
    }

    /// <exception cref="InvalidOperationException">Nothing is loaded yet.</exception>
    public GatewaySnapshot Value => _value ?? throw new InvalidOperationException("The configuration is not loaded yet.");

    public void Replace(GatewaySnapshot state)
    {
        _value = state;
        _loaded.TrySetResult();
    }
}
