using System.Net;
using Pan123Dav.Emulator;

namespace Pan123Dav.Tests.Emulator;

public sealed class SwitchTests : EmulatorTest
{
    [Fact]
    public async Task AuthenticationOff_UnsignedLink_IsServed()
    {
        var unsigned = new Uri(Host.Address, Encode(FilePath));
        Host.Switches = Host.Switches with { AuthenticationOff = true };

        using var off = await Client.GetAsync(unsigned, Token);
        Host.Switches = Host.Switches with { AuthenticationOff = false };
        using var on = await Client.GetAsync(unsigned, Token);

        Assert.Equal(HttpStatusCode.OK, off.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, on.StatusCode);
    }

    [Fact]
    public async Task AcceptExpired_OldLink_IsServedIfItsSignatureIsRight()
    {
        Host.Switches = Host.Switches with { AcceptExpired = true };
        var hourAgo = Now.AddHours(-1);

        using var good = await Client.GetAsync(new Uri(Host.Address, $"{Encode(FilePath)}?auth_key={AuthKey(FilePath, hourAgo)}"), Token);
        using var bad = await Client.GetAsync(new Uri(Host.Address, $"{Encode(FilePath)}?auth_key={AuthKey(FilePath, hourAgo, key: "x")}"), Token);

        Assert.Equal(HttpStatusCode.OK, good.StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, bad.StatusCode);
    }

    [Theory]
    [InlineData(29, 200)]
    [InlineData(31, 403)]
    [InlineData(-600, 200)]
    public async Task ClockOffset_Link_ExpiresByTheShiftedClock(int minutes, int status)
    {
        Host.Switches = Host.Switches with { ClockOffset = TimeSpan.FromMinutes(minutes) };

        using var response = await GetAsync();

        Assert.Equal(status, (int)response.StatusCode);
        Assert.Equal(Now.AddMinutes(minutes), response.Headers.Date);
    }

    [Fact]
    public async Task RefuseHead_Head_IsRefusedAndGetIsServed()
    {
        Host.Switches = Host.Switches with { RefuseHead = true };

        using var head = await SendAsync(HttpMethod.Head, FilePath);
        using var get = await GetAsync();

        Assert.Equal(HttpStatusCode.Forbidden, head.StatusCode);
        Assert.Equal(HttpStatusCode.OK, get.StatusCode);
    }

    [Fact]
    public async Task Public_File_NeedsNoLink()
    {
        Host.Add("/cdn/x", new EmulatorFile(EmulatorContent.Text("open"), Modified) { Public = true });

        Assert.Equal("open", await Client.GetStringAsync(new Uri(Host.Address, "/cdn/x"), Token));
    }

    [Fact]
    public async Task Remove_File_IsNotFoundAnyMore()
    {
        Assert.True(Host.Remove(FilePath));

        using var response = await GetAsync();

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
        Assert.Equal(1, Host.Requests.NotFound);
    }
}
