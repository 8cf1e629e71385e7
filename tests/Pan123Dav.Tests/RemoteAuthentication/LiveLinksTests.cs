using Pan123Dav.Links.RemoteAuthentication;

namespace Pan123Dav.Tests.RemoteAuthentication;

public sealed class LiveLinksTests
{
    private const long Later = 1000;

    [Fact]
    public void Add_MoreThanThereIsRoomFor_LetsGoOfTheOldestIdleOnes()
    {
        var links = new LiveLinks(100);
        var used = links.GetOrAdd(Create(0), 0);
        for (var number = 1; number < 1000; number++)
        {
            links.GetOrAdd(Create(number), 0);
            used.Count(isGranted: true);
        }

        Assert.InRange(links.Count, 50, 110);
        Assert.Same(used, links.Find(0));
        Assert.NotNull(links.Find(999));
        Assert.Null(links.Find(500));
    }

    [Fact]
    public void Add_WhenAllAreInUse_StaysBoundedAllTheSame()
    {
        var links = new LiveLinks(100);
        for (var number = 0; number < 1000; number++)
        {
            links.GetOrAdd(Create(number), 0).Count(isGranted: true);
        }

        Assert.InRange(links.Count, 50, 110);
    }

    [Fact]
    public void Add_AfterOthersExpired_LetsGoOfThem()
    {
        var links = new LiveLinks(100);
        for (var number = 0; number < 90; number++)
        {
            links.GetOrAdd(Create(number), 0);
        }

        for (var number = 90; number < 110; number++)
        {
            links.GetOrAdd(new LiveLink(number, "u", default, 3 * Later, null), Later + 1);
        }

        Assert.Equal(20, links.Count);
        Assert.Equal(20, links.List(Later + 1).Count);
    }

    [Fact]
    public void Use_ByManyAddressesAtOnce_IsGrantedToAsManyAsAreAllowed()
    {
        var link = Create(1);
        var granted = 0;
        Parallel.For(0, 1000, address =>
        {
            if (link.TryUse((ulong)address, 3))
            {
                Interlocked.Increment(ref granted);
            }
        });

        Assert.Equal((3, 3), (granted, link.Addresses));
        Assert.Equal(1, Enumerable.Range(0, 10).Count(_ => link.TryWarn()));
    }

    private static LiveLink Create(long number) => new(number, "u", default, Later, null);
}
