using System.Net;
using System.Security.Cryptography;
using Pan123Dav.Emulator.Demo;
using Pan123Dav.Emulator.Hosting;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Functional;

/// <summary>The gateway's links, judged by the stand-in for 123's host, which knows nothing of how they were made.</summary>
public sealed class OriginTests
{
    [Fact]
    public async Task EveryDemoFile_ThroughItsRedirect_ComesWithTheRightBytes()
    {
        const long Uid = 13;
        var files = DemoFiles.Under(Uid);
        await using var origin = await EmulatorHost.StartAsync(
            new EmulatorOptions { PrivateKey = GatewayHost.PrivateKey, Uid = Uid, Files = files }, 0, CancellationToken.None);
        await using var gateway = await GatewayHost.StartAsync(GatewayHost.Settings(DemoTree.Text(origin.Address, Uid)));
        origin.Switches = origin.Switches with { ClockOffset = gateway.Time.GetUtcNow() - TimeProvider.System.GetUtcNow() };

        var listed = (await gateway.ListAsync("/dav/", "infinity")).Where(r => !r.IsCollection).ToArray();
        var hashes = new List<string>();
        foreach (var file in listed)
        {
            using var redirect = await gateway.SendAsync("GET", file.Href);
            using var content = await gateway.Stranger.GetAsync(redirect.Headers.Location);
            var bytes = await content.Content.ReadAsByteArrayAsync();

            Assert.Equal(HttpStatusCode.OK, content.StatusCode);
            Assert.Equal(file["getcontentlength"], bytes.Length.ToString(System.Globalization.CultureInfo.InvariantCulture));
            hashes.Add(Convert.ToHexString(SHA256.HashData(bytes)));
        }

        Assert.Equal(files.Values.Select(f => Convert.ToHexString(SHA256.HashData(f.Content.ToArray()))).Order(), hashes.Order());
        Assert.Equal(0, origin.Requests.Refused);
        Assert.Equal(0, origin.Requests.WithAuthorization);
    }
}
