using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Faults;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Emulator;

public sealed class StatisticsTests : EmulatorTest
{
    [Fact]
    public async Task Requests_Credentials_AreCounted()
    {
        using var plain = await GetAsync();
        using var basic = await GetAsync(FilePath, ("Authorization", "Basic dTpw"));
        using var cookie = await GetAsync(FilePath, ("Cookie", "a=b"));
        using var refused = await Client.GetAsync(Host.Address, Token);

        Assert.Equal(4, Host.Requests.Total);
        Assert.Equal(1, Host.Requests.WithAuthorization);
        Assert.Equal(1, Host.Requests.WithCookie);
        Assert.Equal(1, Host.Requests.Refused);
    }

    [Fact]
    public async Task Requests_Files_AreCountedByPathAndMethod()
    {
        Host.Add("/13/b", new EmulatorFile(EmulatorContent.Text("bb"), Modified));
        using var first = await GetAsync();
        using var second = await SendAsync(HttpMethod.Head, FilePath);
        using var third = await GetAsync("/13/b");
        using var absent = await GetAsync("/13/absent");

        Assert.Equal(2, Host.Requests.Count(FilePath));
        Assert.Equal(1, Host.Requests.Count(FilePath, "HEAD"));
        Assert.Equal(new Dictionary<string, long> { [FilePath] = 2, ["/13/b"] = 1 }, Host.Requests.ByPath());
    }

    [Fact]
    public async Task BytesSent_ManyAtOnce_AddUp()
    {
        Host.Add("/13/big", new EmulatorFile(EmulatorContent.PseudoRandom(1_000_000, 1), Modified));

        var bodies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => Client.GetByteArrayAsync(SignedUri("/13/big"), Token)));

        Assert.All(bodies, body => Assert.Equal(1_000_000, body.Length));
        Assert.Equal(20_000_000, Host.Requests.BytesSent);
        Assert.Equal(20, Host.Requests.Total);
    }

    [Fact]
    public async Task MaxRunning_RequestsAtOnce_IsTheirNumber()
    {
        Host.SetFault(FilePath, new EmulatorFault { StallAfter = 0 });

        var responses = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => GetAsync()));
        Assert.Equal(5, Host.Requests.Running);
        Array.ForEach(responses, response => response.Dispose());

        await Eventually.HoldsAsync(() => Host.Requests.Running == 0);
        Assert.Equal(5, Host.Requests.MaxRunning);
    }

    [Fact]
    public async Task BytesSent_ClientThatLeaves_StopsTheBody()
    {
        const long length = 50_000_000_000;
        Host.Add("/13/endless", new EmulatorFile(EmulatorContent.PseudoRandom(length, 1), Modified));

        using (var response = await GetAsync("/13/endless"))
        {
            Assert.Equal(length, response.Content.Headers.ContentLength);
        }

        await Eventually.HoldsAsync(() => Host.Requests.Running == 0);
        Assert.InRange(Host.Requests.BytesSent, 0, length / 10);
    }
}
