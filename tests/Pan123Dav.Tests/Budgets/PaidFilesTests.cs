using System.Net;
using Pan123Dav.Budgets;

namespace Pan123Dav.Tests.Budgets;

public sealed class PaidFilesTests
{
    [Fact]
    public void Keep_MoreThanAllowed_ForgetsTheOldest()
    {
        var files = new ActiveLinks(100);
        var kept = Enumerable.Range(0, 1000).Select(i => Keep(files, i, expires: long.MaxValue)).ToList();

        Assert.Equal(100, files.Count);
        Assert.NotSame(kept[899], files.GetOrAdd(kept[899].Key));
        Assert.Same(kept[900], files.GetOrAdd(kept[900].Key));
    }

    [Fact]
    public void Keep_ExpiredOnes_AreForgottenBeforeThereAreTooMany()
    {
        var files = new ActiveLinks(100);
        for (var i = 0; i < 50; i++)
        {
            Keep(files, i, expires: 5);
        }

        for (var i = 50; i < 90; i++)
        {
            Keep(files, i, expires: long.MaxValue, now: 5);
        }

        Assert.Equal(40, files.Count);
    }

    [Fact]
    public void Forget_OneThatWasReplaced_LeavesTheOther()
    {
        var files = new ActiveLinks(100);
        var old = Keep(files, 1, expires: 5);
        files.Forget(old);
        var other = files.GetOrAdd(old.Key);

        files.Forget(old);

        Assert.Same(other, files.GetOrAdd(old.Key));
    }

    private static ActiveLink Keep(ActiveLinks files, int path, long expires, long now = 0)
    {
        var file = files.GetOrAdd(new ActiveLinkKey("u", IPAddress.Loopback, 1, path));
        file.Expires = expires;
        files.Keep(file, now);
        return file;
    }
}
