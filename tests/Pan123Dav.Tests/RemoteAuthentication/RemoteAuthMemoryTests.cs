using Pan123Dav.Links.RemoteAuthentication;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.RemoteAuthentication;

/// <summary>Alone, as other tests' memory would count.</summary>
[Collection(NonParallel.Name)]
public sealed class RemoteAuthMemoryTests
{
    [Fact]
    public async Task Judge_OneLinkWithAnythingInItsPlace_LeavesMemoryFlat()
    {
        await using var gateway = await RemoteAuth.StartAsync();
        var authenticator = (RemoteAuthenticator)gateway.Services.GetService(typeof(RemoteAuthenticator))!;
        var query = $"remote_addr={RemoteAuth.Home}&request_uri={await RemoteAuth.GetLinkAsync(gateway)}".ToCharArray();
        var random = new Random(7);
        var before = 0L;
        const int calls = 400_000;
        for (var i = -1000; i < calls; i++)
        {
            var changed = (char[])query.Clone();
            changed[random.Next(query.Length)] = (char)random.Next(32, 127);
            authenticator.Judge(changed);
            if (i == 0)
            {
                before = GC.GetTotalMemory(forceFullCollection: true);
            }
        }

        // The smallest object takes 24 bytes: one that stays for each call would be beyond this. Buffers that the runtime keeps are not.
        Assert.InRange(GC.GetTotalMemory(forceFullCollection: true) - before, long.MinValue, calls * 20L);
        Assert.Single(((LiveLinks)gateway.Services.GetService(typeof(LiveLinks))!).List(0));
    }
}
