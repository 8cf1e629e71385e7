using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Storage.Signing;
using Pan123Dav.Storage.Tests.Support;
using Pan123Dav.Storage.UrlTree;
using Pan123Dav.Storage.UrlTree.Parsing;

namespace Pan123Dav.Storage.Tests.UrlTree;

public sealed class UrlTreeStorageTests : StorageContractTests
{
    private readonly FakeTimeProvider _clock = new(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000));

    protected override Task<IStorage> CreateAsync() => Task.FromResult<IStorage>(Create(new MountOptions { Type = MountType.UrlTree }));

    [Fact]
    public async Task CreateLinkAsync_DirectLink_IsSignedForTheMountsDuration()
    {
        var link = await LinkAsync(new MountOptions { PrivateKey = "key", Uid = 7, ValidDuration = TimeSpan.FromMinutes(5) }, default);

        Assert.Matches(@"^https://h/films/2024/two\.mkv\?x=1&auth_key=1700000300-[0-9a-f]{32}-7-[0-9a-f]{32}$", link.Location);
        Assert.Equal(_clock.GetUtcNow().AddMinutes(5), link.Expires);
        Assert.Equal("https://h/films/2024/two.mkv?…", link.ToString());
    }

    [Theory]
    [InlineData(10, 20, 20)]
    [InlineData(30, 20, 30)]
    public async Task CreateLinkAsync_AtLeast_ProlongsAndNeverShortens(int minutes, int least, int expected)
    {
        var link = await LinkAsync(new MountOptions { PrivateKey = "key", ValidDuration = TimeSpan.FromMinutes(minutes) },
            LinkLifetime.AtLeast(TimeSpan.FromMinutes(least)));

        Assert.Equal(_clock.GetUtcNow().AddMinutes(expected), link.Expires);
    }

    [Fact]
    public async Task CreateLinkAsync_DirectLink_CanBeVerifiedWithTheSameRand()
    {
        var link = await LinkAsync(new MountOptions { PrivateKey = "key", Uid = 7 }, LinkLifetime.Exactly(TimeSpan.FromHours(4)));
        var rand = link.Location.Split('-')[1];

        Assert.Equal(DirectLinkUrlSigner.Sign("https://h/films/2024/two.mkv?x=1", "key", 7, 1_700_014_400, rand), link.Location);
    }

    [Theory]
    [InlineData(MountType.UrlTree, "key")]
    [InlineData(MountType.DirectLink, "")]
    public async Task CreateLinkAsync_TypeUrlTreeOrNoKey_IsNotSigned(MountType type, string key)
    {
        var link = await LinkAsync(new MountOptions { Type = type, PrivateKey = key }, default);

        Assert.Equal("https://h/films/2024/two.mkv?x=1", link.Location);
        Assert.Equal(_clock.GetUtcNow().AddMinutes(30), link.Expires);
    }

    [Fact]
    public async Task ListAsync_AfterASwap_GoesOnWithTheTreeOfTheCollection()
    {
        var storage = Create(new MountOptions());
        var collection = await storage.FindAsync(Trees.Path("/films/2024"), Cancellation);

        storage.Table = Trees.Read("films:\n  2024:\n    new.mkv:::https://h/new");

        Assert.Equal(2, (await storage.ListAsync(Trees.Path("/films/2024"), collection!.Value, Cancellation)).Count());
        Assert.Equal(["new.mkv"], await Listing.NamesAsync(storage, "/films/2024"));
    }

    private async Task<SignedLink> LinkAsync(MountOptions options, LinkLifetime lifetime)
    {
        var storage = Create(options);
        var file = await storage.FindAsync(Trees.Path("/films/2024/two.mkv"), Cancellation);
        return await storage.CreateLinkAsync(file!.Value, new LinkRequest(lifetime), Cancellation);
    }

    private UrlTreeStorage Create(MountOptions options)
    {
        var storage = new UrlTreeStorage(options, _clock);
        storage.Table = UrlTreeText.Parse(Trees.Utf8(Text), storage, storage.Rules).Table!;
        return storage;
    }
}
