using System.Net;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Faults;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Emulator;

public sealed class FaultTests : EmulatorTest
{
    [Fact]
    public async Task Latency_Answer_ComesWhenTheTimeHasPassed()
    {
        Host.SetFault(FilePath, new EmulatorFault { Latency = TimeSpan.FromMinutes(1) });

        var answer = GetAsync();
        await Eventually.HoldsAsync(() => Host.Requests.Count(FilePath) == 1);
        Assert.False(answer.IsCompleted);

        // Advanced again and again, as the wait begins a moment after the request is counted.
        await Eventually.HoldsAsync(
            () =>
            {
                Clock.Advance(TimeSpan.FromMinutes(1));
                return answer.IsCompleted;
            },
            "the answer");

        using var response = await answer;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task RefuseFirst_Requests_AreServedAfterThat()
    {
        Host.SetFault(FilePath, new EmulatorFault { RefuseFirst = 2 });

        using var first = await GetAsync();
        using var second = await GetAsync();
        using var third = await GetAsync();

        Assert.Equal([403, 403, 200], new[] { first, second, third }.Select(r => (int)r.StatusCode));
        Assert.Contains("expired", await first.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
        Assert.Equal(2, Host.Requests.Refused);
    }

    [Fact]
    public async Task Status_Answer_HasItAndNothingOfTheFile()
    {
        Host.SetFault(FilePath, new EmulatorFault { Status = 503 });

        using var response = await GetAsync();

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.StartsWith("{\"code\":503,", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task RedirectTo_AnotherFile_IsFollowedThere()
    {
        Host.Add("/cdn/x", new EmulatorFile(EmulatorContent.Text("there"), Modified) { Public = true });
        Host.SetFault(FilePath, new EmulatorFault { RedirectTo = "/cdn/x?t=1" });
        using var following = new HttpClient();

        using var redirect = await GetAsync();

        Assert.Equal(HttpStatusCode.Found, redirect.StatusCode);
        Assert.Equal("/cdn/x?t=1", redirect.Headers.Location?.ToString());
        Assert.Equal("there", await following.GetStringAsync(SignedUri(FilePath), Token));
    }

    [Fact]
    public async Task RedirectTo_Itself_IsACircle()
    {
        Host.SetFault(FilePath, new EmulatorFault { RedirectTo = Encode(FilePath) });
        using var following = new HttpClient(new SocketsHttpHandler { MaxAutomaticRedirections = 7 });

        using var response = await following.GetAsync(SignedUri(FilePath), Token);

        Assert.Equal(HttpStatusCode.Found, response.StatusCode);
        Assert.Equal(8, Host.Requests.Count(FilePath));
        Assert.Equal(0, Host.Requests.Refused);
    }

    [Fact]
    public async Task Html_Answer_IsAPageInPlaceOfTheFile()
    {
        Host.SetFault(FilePath, new EmulatorFault { Html = true });

        using var response = await GetAsync(FilePath, ("Range", "bytes=0-0"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType?.MediaType);
        Assert.StartsWith("<!DOCTYPE html>", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task IgnoreRange_Answer_IsTheWholeFile()
    {
        Host.SetFault(FilePath, new EmulatorFault { IgnoreRange = true });

        using var response = await GetAsync(FilePath, ("Range", "bytes=2-4"));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Empty(response.Headers.AcceptRanges);
        Assert.Equal("0123456789", await response.Content.ReadAsStringAsync(Token));
    }

    [Fact]
    public async Task HeaderBytes_Answer_HasAHeaderThatLong()
    {
        Host.SetFault(FilePath, new EmulatorFault { HeaderBytes = 10_000_000 });

        var answer = await RawResponse.SendAsync(Host.Address, "GET", SignedUri(FilePath).PathAndQuery, null, []);

        Assert.InRange(answer.Head.Length, 10_000_000, 10_001_000);
        Assert.Equal("0123456789", answer.Body);
    }

    [Fact]
    public async Task Null_Fault_IsTakenBack()
    {
        Host.SetFault(FilePath, new EmulatorFault { Status = 500 });
        Host.SetFault(FilePath, null);

        using var response = await GetAsync();

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }
}
