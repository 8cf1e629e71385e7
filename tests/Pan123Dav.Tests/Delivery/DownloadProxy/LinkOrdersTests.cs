using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Delivery.DownloadProxy;
using Pan123Dav.Storage;

namespace Pan123Dav.Tests.Delivery.DownloadProxy;

public sealed class LinkOrdersTests
{
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Contains_AnOrder_HoldsUntilTheLastOfItsEnds()
    {
        var orders = new LinkOrders(_time);
        orders.Add(Path("/a"), _time.GetUtcNow().AddMinutes(30));
        orders.Add(Path("/a"), _time.GetUtcNow().AddMinutes(10));

        _time.Advance(TimeSpan.FromMinutes(30));
        orders.Add(Path("/b"), _time.GetUtcNow().AddMinutes(1));
        Assert.True(orders.Contains(Path("/a")));
        Assert.False(orders.Contains(Path("/A")));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(orders.Contains(Path("/a")));
    }

    [Fact]
    public void Add_MoreThanThereIsRoomFor_DropsWhatEndsFirst()
    {
        var orders = new LinkOrders(_time, capacity: 100);
        for (var i = 0; i < 1000; i++)
        {
            orders.Add(Path($"/{i}"), _time.GetUtcNow().AddMinutes(1 + i));
        }

        Assert.Equal(100, Enumerable.Range(0, 1000).Count(i => orders.Contains(Path($"/{i}"))));
        Assert.True(orders.Contains(Path("/999")));
        Assert.False(orders.Contains(Path("/899")));
    }

    private static StoragePath Path(string text) => StoragePath.TryParse(text, out var path) ? path : throw new ArgumentException(text);
}
