using Pan123Dav.Storage.Remote;
using Pan123Dav.Storage.Remote.Listings;

namespace Pan123Dav.Storage.Tests.Remote.Listings;

public sealed class FolderReaderTests
{
    [Fact]
    public async Task ReadAsync_SeveralPages_GivesAllInOrder() =>
        Assert.Equal(new long[] { 1, 2, 3 }, await ReadAsync(Page("x", 1, 2), Page(null, 3)));

    [Fact]
    public async Task ReadAsync_PageThatBringsSomeAgain_GivesEachOnce() =>
        Assert.Equal(new long[] { 1, 2, 3 }, await ReadAsync(Page("x", 1, 2), Page(null, 2, 3)));

    [Fact]
    public async Task ReadAsync_PageOfNothingButTrash_GoesOn() =>
        Assert.Equal(new long[] { 1 }, await ReadAsync(Page("x"), Page("y"), Page(null, 1)));

    [Fact]
    public async Task ReadAsync_PageOfKnownItems_IsMalformed() => await AssertMalformedAsync("does not get on", Page("x", 1, 2), Page("y", 1, 2));

    [Fact]
    public async Task ReadAsync_CursorThatDoesNotMove_IsMalformed() => await AssertMalformedAsync("does not get on", Page("x", 1), Page("x", 2), Page("x", 3));

    [Fact]
    public async Task ReadAsync_CursorThatGoesInCircles_IsMalformed() =>
        await AssertMalformedAsync("does not get on", Page("x", 1), Page("y", 2), Page("x", 3));

    [Fact]
    public async Task ReadAsync_MillionItems_IsMalformedAndStopsAskingInTime()
    {
        var drive = new PagingDrive(page => Page($"{page}", [.. Enumerable.Range(page * 100, 100).Select(id => id + 1L)]));

        var exception = await Assert.ThrowsAsync<StorageException>(() => new FolderReader(drive).ReadAsync(0, TestContext.Current.CancellationToken));

        Assert.Equal(StorageError.Malformed, exception.Error);
        Assert.Contains("several folders", exception.Message, StringComparison.Ordinal);
        Assert.InRange(drive.Pages, 1000, 1001);
    }

    [Fact]
    public async Task ReadAsync_EndlessEmptyPages_IsMalformed()
    {
        var drive = new PagingDrive(page => Page($"{page}"));

        var exception = await Assert.ThrowsAsync<StorageException>(() => new FolderReader(drive).ReadAsync(0, TestContext.Current.CancellationToken));

        Assert.Equal(StorageError.Malformed, exception.Error);
        Assert.InRange(drive.Pages, 1, 2000);
    }

    [Fact]
    public async Task ReadAsync_LastPageOfTooManyItems_IsMalformed() =>
        await AssertMalformedAsync("several folders", Page(null, [.. Enumerable.Range(1, FolderReader.MaxMembers + 1).Select(id => (long)id)]));

    [Theory]
    [InlineData(5000, 0, 0)]
    [InlineData(0, 5000, 0)]
    [InlineData(0, 0, 5000)]
    public async Task ReadAsync_TextsThatNothingHas_AreMalformedRatherThanKept(int name, int key, int cursor) => await AssertMalformedAsync(
        "longer than any", new RemotePage([new RemoteItem(1, new string('n', name), false, 0, "", new string('k', key), null)], new string('c', cursor)),
        Page(null, 2));

    private static async Task AssertMalformedAsync(string problem, params RemotePage[] pages)
    {
        var exception = await Assert.ThrowsAsync<StorageException>(() => ReadAsync(pages));
        Assert.Equal(StorageError.Malformed, exception.Error);
        Assert.Contains(problem, exception.Message, StringComparison.Ordinal);
    }

    private static async Task<long[]> ReadAsync(params RemotePage[] pages)
    {
        var items = await new FolderReader(new PagingDrive(page => pages[page])).ReadAsync(7, TestContext.Current.CancellationToken);
        return [.. items.Select(item => item.Id.Number)];
    }

    private static RemotePage Page(string? next, params long[] ids) => new([.. ids.Select(id => new RemoteItem(id, $"n{id}", false, 0, "", "", null))], next);

    private sealed class PagingDrive(Func<int, RemotePage> page) : IRemoteDrive
    {
        public int Pages { get; private set; }

        public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

        public Task<RemotePage> ReadPageAsync(RemoteId folder, string? cursor, CancellationToken cancellationToken) => Task.FromResult(page(Pages++));

        public Task<SignedLink> CreateLinkAsync(RemoteItem file, LinkRequest request, CancellationToken cancellationToken) => throw new NotSupportedException();
    }
}
