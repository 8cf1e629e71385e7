namespace Pan123Dav.Data;

/// <summary>Where the gateway keeps its files. Known once the first configuration is loaded, and the same until the process ends.</summary>
internal sealed class DataDirectory
{
    private readonly TaskCompletionSource<string> _path = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public DataDirectory()
    {
    }

    /// <param name="path">Absolute.</param>
    public DataDirectory(string path) => TrySet(path);

    /// <summary>Whether it is known.</summary>
    public bool IsKnown => _path.Task.IsCompletedSuccessfully;

    /// <summary>Ends when it is known.</summary>
    public Task Known => _path.Task;

    /// <summary>The absolute path.</summary>
    /// <exception cref="InvalidOperationException">It is not known yet.</exception>
    public string Path => IsKnown ? _path.Task.Result : throw new InvalidOperationException("The configuration is not loaded yet.");

    /// <summary>Makes it known; the first call counts.</summary>
    public void TrySet(string path) => _path.TrySetResult(path);
}
