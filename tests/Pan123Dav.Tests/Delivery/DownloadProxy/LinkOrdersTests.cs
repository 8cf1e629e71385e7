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
        orders.Add("anna", Path("/a"), _time.GetUtcNow().AddMinutes(30));
        orders.Add("anna", Path("/a"), _time.GetUtcNow().AddMinutes(10));

        _time.Advance(TimeSpan.FromMinutes(30));
        orders.Add("anna", Path("/b"), _time.GetUtcNow().AddMinutes(1));
        Assert.True(orders.Contains("anna", Path("/a")));
        Assert.False(orders.Contains("anna", Path("/A")));
        Assert.False(orders.Contains("bert", Path("/a")));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(orders.Contains("anna", Path("/a")));
    }

    [Fact]
    public void Add_MoreThanThereIsRoomFor_DropsWhatEndsFirst()
    {
        var orders = new LinkOrders(_time, capacity: 100);
        for (var i = 0; i < 1000; i++)
        {
            orders.Add("anna", Path($"/{i}"), _time.GetUtcNow().AddMinutes(1 + i));
        }

        Assert.Equal(100, Enumerable.Range(0, 1000).Count(i => orders.Contains("anna", Path($"/{i}"))));
        Assert.True(orders.Contains("anna", Path("/999")));
        Assert.False(orders.Contains("anna", Path("/899")));
    }

    private static StoragePath Path(string text) => StoragePath.TryParse(text, out var path) ? path : throw new ArgumentException(text);
}
