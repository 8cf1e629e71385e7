using Pan123Dav.Authentication;
using Pan123Dav.Storage;

namespace Pan123Dav.Media.AListApi;

/// <summary>One call of a signed-in user.</summary>
/// <param name="Context">The request.</param>
/// <param name="User">Who calls.</param>
internal sealed record AListCall(HttpContext Context, UserAccount User)
{
    public CancellationToken Cancelled => Context.RequestAborted;

    /// <summary>What is asked for. Whoever refuses a call in any case does not read it.</summary>
    /// <exception cref="AListException">It cannot be read.</exception>
    public ValueTask<AListRequest> ReadAsync() => AListRequest.ReadAsync(Context.Request, Cancelled);

    /// <summary>What is at a path.</summary>
    /// <exception cref="AListException">Nothing that the user may see.</exception>
    public async ValueTask<StorageEntry> FindAsync(StoragePath path) => await User.Storage.FindAsync(path, Cancelled) ?? throw AListException.NotFound();

    /// <summary>The folder at a path.</summary>
    /// <exception cref="AListException">Nothing that the user may see, or a file.</exception>
    public async ValueTask<StorageEntry> FindFolderAsync(StoragePath path) =>
        await FindAsync(path) is { IsCollection: true } folder ? folder : throw new AListException(StatusCodes.Status500InternalServerError, "not a folder");
}
