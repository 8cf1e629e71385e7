using System.Net;
using Pan123Dav.Emulator.Faults;
using Pan123Dav.Emulator.Hosting;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Emulator;

public sealed class BodyFaultTests : EmulatorTest
{
    [Fact]
    public async Task TruncateAfter_Body_EndsThereThoughMoreWasPromised()
    {
        Host.SetFault(FilePath, new EmulatorFault { TruncateAfter = 4 });

        var answer = await RawResponse.SendAsync(Host.Address, "GET", SignedUri(FilePath).PathAndQuery, null, []);

        Assert.Contains("\r\nContent-Length: 10\r\n", answer.Head + "\r\n", StringComparison.Ordinal);
        Assert.Equal("0123", answer.Body);
    }

    [Fact]
    public async Task LengthErrorPositive_Answer_PromisesMoreThanItHas()
    {
        Host.SetFault(FilePath, new EmulatorFault { LengthError = 5 });

        using var head = await SendAsync(HttpMethod.Head, FilePath);
        using var part = await GetAsync(FilePath, ("Range", "bytes=0-0"));
        var answer = await RawResponse.SendAsync(Host.Address, "GET", SignedUri(FilePath).PathAndQuery, null, []);

        Assert.Equal(15, head.Content.Headers.ContentLength);
        Assert.Equal(15, part.Content.Headers.ContentRange?.Length);
        Assert.Contains("\r\nContent-Length: 15\r\n", answer.Head + "\r\n", StringComparison.Ordinal);
        Assert.Equal("0123456789", answer.Body);
    }

    [Fact]
    public async Task LengthErrorNegative_Answer_SendsMoreThanItPromised()
    {
        Host.SetFault(FilePath, new EmulatorFault { LengthError = -4 });

        using var response = await GetAsync();
        var answer = await RawResponse.SendAsync(Host.Address, "GET", SignedUri(FilePath).PathAndQuery, null, []);

        Assert.Equal("012345", await response.Content.ReadAsStringAsync(Token));
        Assert.Contains("\r\nContent-Length: 6\r\n", answer.Head + "\r\n", StringComparison.Ordinal);
        Assert.Equal("0123456789", answer.Body);
    }

    [Fact]
    public async Task StallAfter_Body_StopsUntilTheClientLeaves()
    {
        Host.SetFault(FilePath, new EmulatorFault { StallAfter = 3 });
        var buffer = new byte[10];

        using (var response = await GetAsync())
        {
            await using var body = await response.Content.ReadAsStreamAsync(Token);
            Assert.Equal(3, await body.ReadAtLeastAsync(buffer, 3, cancellationToken: Token));
            Assert.Equal("012"u8, buffer.AsSpan(0, 3));
            Assert.Equal(1, Host.Requests.Running);
        }

        await Eventually.HoldsAsync(() => Host.Requests.Running == 0);
    }

    [Fact]
    public async Task StallAfterNothing_Headers_AreStillSent()
    {
        Host.SetFault(FilePath, new EmulatorFault { StallAfter = 0 });

        using var response = await GetAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(10, response.Content.Headers.ContentLength);
    }

    [Fact]
    public async Task Dispose_WhileABodyStalls_EndsIt()
    {
        await using var host = await EmulatorHost.StartAsync(Options, 0, Token);
        host.SetFault(FilePath, new EmulatorFault { StallAfter = 3 });
        using var response = await Client.GetAsync(
            new Uri(host.Address, SignedUri(FilePath).PathAndQuery), HttpCompletionOption.ResponseHeadersRead, Token);

        await host.DisposeAsync();

        await Assert.ThrowsAnyAsync<Exception>(() => response.Content.ReadAsStringAsync(Token));
        Assert.Equal(0, host.Requests.Running);
    }
}
