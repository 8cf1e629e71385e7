using Pan123Dav.Storage.Remote.Listings;

namespace Pan123Dav.Storage.Tests.Remote;

public sealed class RemoteIdTests
{
    [Fact]
    public void RemoteId_OfANumber_IsOrderedAndLabelledByIt()
    {
        Assert.Equal("17", ((RemoteId)17).Label);
        Assert.True(((RemoteId)9).CompareTo(17) < 0);
        Assert.Equal<RemoteId>(17, 17);
    }

    [Fact]
    public void RemoteId_OfAPath_HasAShortLabelThatStaysTheSame()
    {
        var id = RemoteId.FromPath("电影/a.mkv");

        Assert.Matches("^[0-9a-f]{8}$", id.Label);
        Assert.Equal(RemoteId.FromPath("电影/a.mkv"), id);
        Assert.NotEqual(RemoteId.FromPath("电影/b.mkv").Label, id.Label);
        Assert.True(RemoteId.FromPath("a").CompareTo(RemoteId.FromPath("b")) < 0);
        Assert.Equal("/电影/a.mkv", id.ToString());
    }
}
