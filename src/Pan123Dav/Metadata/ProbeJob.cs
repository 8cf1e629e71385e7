using Pan123Dav.Storage;

namespace Pan123Dav.Metadata;

/// <summary>One file that is to be asked for, once, whoever waits for it.</summary>
internal sealed class ProbeJob(StorageEntry file, UInt128 key)
{
    private readonly TaskCompletionSource<string?> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _claimed;

    public StorageEntry File => file;

    public UInt128 Key => key;

    /// <summary>Ends when it was asked for: with null when something was learnt, else with what went wrong.</summary>
    public Task<string?> Done => _done.Task;

    /// <summary>True for one caller only. The job may stand in two queues.</summary>
    public bool TryClaim() => Interlocked.Exchange(ref _claimed, 1) == 0;

    public void Complete(string? problem) => _done.TrySetResult(problem);
}
