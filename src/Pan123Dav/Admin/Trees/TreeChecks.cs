using Pan123Dav.Admin.Problems;
using Pan123Dav.Storage;
using Pan123Dav.Storage.UrlTree;
using Pan123Dav.Storage.UrlTree.Parsing;

namespace Pan123Dav.Admin.Trees;

/// <summary>
/// Checks texts that are not written anywhere: few at a time, so that a page that asks at each key leaves the machine to those who watch films.
/// </summary>
internal sealed class TreeChecks(TimeProvider timeProvider) : IDisposable
{
    private const int MaxShown = 1000;
    private const int MaxAtATime = 2;
    private static readonly TimeSpan MaxWait = TimeSpan.FromSeconds(5);

    private readonly SemaphoreSlim _running = new(MaxAtATime, MaxAtATime);

    /// <param name="storage">The mount that the text is for; null for none.</param>
    /// <param name="content">The text.</param>
    /// <param name="cancellationToken">Gives up before it is looked at.</param>
    /// <exception cref="ApiProblem">Too many texts are being checked.</exception>
    public Task<TreeChecked> RunAsync(ITreeStorage? storage, byte[] content, CancellationToken cancellationToken) =>
        RunAsync(() => Check(storage, content), cancellationToken);

    /// <summary>Does some work on a text when its turn comes.</summary>
    /// <exception cref="ApiProblem">Too many texts are being checked.</exception>
    public async Task<T> RunAsync<T>(Func<T> work, CancellationToken cancellationToken)
    {
        await EnterAsync(cancellationToken);
        try
        {
            return await Task.Run(work, CancellationToken.None);
        }
        finally
        {
            _running.Release();
        }
    }

    public void Dispose() => _running.Dispose();

    private async Task EnterAsync(CancellationToken cancellationToken)
    {
        using var limit = new CancellationTokenSource(MaxWait, timeProvider);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await _running.WaitAsync(both.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ApiProblem(StatusCodes.Status429TooManyRequests, "busy", static text => text.TooManyChecks) { RetryAfter = TimeSpan.FromSeconds(1) };
        }
    }

    private static TreeChecked Check(ITreeStorage? storage, byte[] content)
    {
        var result = storage is null ? UrlTreeText.Parse(content) : storage.Check(content);
        return new TreeChecked
        {
            Entries = result.Table is { } table ? [.. Enumerable.Range(1, Math.Min(table.Count - 1, MaxShown)).Select(row => ToEntry(table, row))] : [],
            Truncated = result.Table?.Count - 1 > MaxShown,
            Diagnostics = TreeDiagnostics.First(result.Diagnostics),
            Files = result.Files,
            Folders = result.Collections,
            Errors = TreeDiagnostics.Count(result.Diagnostics, TreeSeverity.Error),
            Warnings = TreeDiagnostics.Count(result.Diagnostics, TreeSeverity.Warning),
        };
    }

    private static CheckedEntry ToEntry(EntryTable table, int row)
    {
        var entry = new StorageEntry(table, row);
        return entry.IsCollection ? new CheckedEntry { Path = table.GetPath(row), Collection = true } : new CheckedEntry
        {
            Path = table.GetPath(row),
            Collection = false,
            Size = entry.Length,
            Modified = table.GetGivenModified(row),
            Url = table.GetUrl(row),
        };
    }
}
