using System.Globalization;

namespace Pan123Dav.Storage.Remote.Listings;

/// <summary>
/// Reads a folder to its last page. A service that never comes to an end, or goes in circles, is an
/// error: what is shown is the whole folder or nothing.
/// </summary>
/// <param name="drive">Who is asked.</param>
/// <param name="doubt">Is told of a folder whose members are not as many as 123 says, and how many are missing.</param>
internal sealed class FolderReader(IRemoteDrive drive, Action<RemoteId, long>? doubt = null)
{
    /// <summary>The most members of one folder.</summary>
    public const int MaxMembers = 100_000;

    // 123 gives a hundred a page; those that are left out, being in the recycle bin, count here too.
    private const int MaxPages = 2_000;

    // 123's names have 255 characters at the most, its other texts fewer. A hundred thousand that are as long as an answer may be would fill any memory.
    private const int MaxText = 1024;

    // Where 123 promises another number of members than it lists: it may have been changed just then, or it miscounts, as it does in large folders.
    private const int MaxAttempts = 3;

    /// <exception cref="StorageException">The folder cannot be read, or not to its end.</exception>
    public async Task<List<RemoteItem>> ReadAsync(RemoteId folder, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (items, missing) = await ReadOnceAsync(folder, cancellationToken).ConfigureAwait(false);
            if (missing == 0)
            {
                return items;
            }

            if (attempt == MaxAttempts)
            {
                doubt?.Invoke(folder, missing);
                return items;
            }
        }
    }

    private async Task<(List<RemoteItem> Items, long Missing)> ReadOnceAsync(RemoteId folder, CancellationToken cancellationToken)
    {
        var items = new List<RemoteItem>();
        var ids = new HashSet<RemoteId>();
        var cursors = new HashSet<string>(StringComparer.Ordinal);
        string? cursor = null;
        for (var pages = 1; ; pages++)
        {
            var page = await drive.ReadPageAsync(folder, cursor, cancellationToken).ConfigureAwait(false);
            var fresh = page.Items.Count;
            foreach (var item in page.Items)
            {
                if (item.Name.Length > MaxText || item.S3KeyFlag.Length > MaxText)
                {
                    throw TooLong(folder);
                }

                // A page moves on by what was added meanwhile, and brings some of the one before again.
                if (ids.Add(item.Id))
                {
                    items.Add(item);
                }
                else
                {
                    fresh--;
                }
            }

            var isLast = page.Next is null;
            if (items.Count > MaxMembers || (!isLast && pages >= MaxPages))
            {
                throw TooLarge(folder, items.Count, pages);
            }

            if (isLast)
            {
                return (items, page.Missing);
            }

            cursor = page.Next!.Length <= MaxText ? page.Next : throw TooLong(folder);
            if ((fresh == 0 && page.Items.Count > 0) || !cursors.Add(cursor))
            {
                throw Fail(folder, "does not get on: a page repeats what came before. Nothing of it is shown, for nobody knows what is missing");
            }
        }
    }

    private static StorageException TooLong(RemoteId folder) => Fail(folder, "has a name or another text that is longer than any that 123 allows");

    private static StorageException TooLarge(RemoteId folder, int members, int pages) =>
        Fail(folder, string.Create(CultureInfo.InvariantCulture,
            $"does not end after {members} members on {pages} pages. Spread it over several folders of at most {MaxMembers} members"));

    private static StorageException Fail(RemoteId folder, string problem) =>
        new(StorageError.Malformed, string.Create(CultureInfo.InvariantCulture, $"The listing of folder {folder} at 123 {problem}."));
}
