using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Emulator;
using Pan123Dav.Emulator.Api;
using Pan123Dav.Emulator.Hosting;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Emulator.Api;

public sealed class ApiFaultTests : ApiTest
{
    private const string List = "/api/v2/file/list?parentFileId=0&limit=100";

    private readonly FakeTimeProvider _pace = new();

    protected override EmulatorOptions Options => base.Options with { PaceTimeProvider = _pace };

    [Fact]
    public async Task Rate_Exceeded_Is429UntilTimePasses()
    {
        Host.Api = Host.Api with { RateScale = 1 };
        var token = await OpenTokenAsync();
        var codes = new List<int>();
        for (var i = 0; i < 8; i++)
        {
            codes.Add(Code(await GetAsync(List, token)));
        }

        _pace.Advance(TimeSpan.FromMilliseconds(400));
        codes.Add(Code(await GetAsync(List, token)));
        codes.Add(Code(await GetAsync(List, token)));
        codes.Add(Code(await GetAsync(List, token)));

        Assert.Equal([0, 0, 0, 0, 0, 0, 429, 429, 0, 0, 429], codes);
        Assert.Equal((3, 3, 0),
            (Host.Calls.Throttled, Host.Calls.CountThrottled(EmulatorEndpoint.FileList), Host.Calls.CountThrottled(EmulatorEndpoint.UserInfo)));
        Assert.Equal(0, Code(await GetAsync("/api/v1/user/info", token)));
    }

    [Fact]
    public async Task Rate_Scaled_AllowsSoManyTimesAsMany()
    {
        Host.Api = Host.Api with { RateScale = 2 };
        var token = await OpenTokenAsync();
        for (var i = 0; i < 20; i++)
        {
            await GetAsync(List, token);
        }

        Assert.Equal(8, Host.Calls.Throttled);
    }

    [Fact]
    public async Task Rate_RetryAfterAndStatus_AreSentAlong()
    {
        Host.Api = Host.Api with
        {
            RateScale = 1,
            RetryAfter = 7,
            StatusFollowsCode = true,
            Rates = new Dictionary<EmulatorEndpoint, EmulatedApiRate> { [EmulatorEndpoint.FileList] = new(0, 0) }
        };

        using var response = await CallAsync(HttpMethod.Get, List, await OpenTokenAsync());

        Assert.Equal(HttpStatusCode.TooManyRequests, response.StatusCode);
        Assert.Equal(TimeSpan.FromSeconds(7), response.Headers.RetryAfter!.Delta);
    }

    [Fact]
    public async Task Burst_OfOneCall_EndsAfterSoMany()
    {
        Host.SetCallFault(EmulatorEndpoint.FileList, new EmulatedApiFault { Code = 429, Times = 2 });
        var token = await OpenTokenAsync();

        int[] codes = [Code(await GetAsync(List, token)), Code(await GetAsync(List, token)), Code(await GetAsync(List, token))];

        Assert.Equal([429, 429, 0], codes);
        Assert.Equal(2, Host.Calls.Throttled);
    }

    [Fact]
    public async Task Fault_OfEveryCall_HoldsUntilItIsTakenAway()
    {
        var token = await OpenTokenAsync();
        Host.SetCallFault(null, new EmulatedApiFault { Status = 503, Code = 1, RetryAfter = 3 });
        using var down = await CallAsync(HttpMethod.Get, List, token);
        Host.SetCallFault(null, null);
        using var up = await CallAsync(HttpMethod.Get, List, token);

        Assert.Equal((HttpStatusCode.ServiceUnavailable, HttpStatusCode.OK), (down.StatusCode, up.StatusCode));
        Assert.Equal(TimeSpan.FromSeconds(3), down.Headers.RetryAfter!.Delta);
    }

    [Fact]
    public async Task MovedTo_Call_IsSentToTheOtherHost()
    {
        Host.SetCallFault(null, new EmulatedApiFault { MovedTo = new Uri("http://127.0.0.1:9/") });

        using var response = await CallAsync(HttpMethod.Get, List);

        Assert.Equal(HttpStatusCode.MovedPermanently, response.StatusCode);
        Assert.Equal("http://127.0.0.1:9" + List, response.Headers.Location!.AbsoluteUri);
    }

    [Fact]
    public async Task Abort_Call_HasNoAnswer()
    {
        Host.SetCallFault(null, new EmulatedApiFault { Abort = true });

        await Assert.ThrowsAsync<HttpRequestException>(() => CallAsync(HttpMethod.Get, List));
    }

    [Theory]
    [InlineData(ApiBody.Html)]
    [InlineData(ApiBody.Truncated)]
    [InlineData(ApiBody.DeepNesting)]
    [InlineData(ApiBody.Empty)]
    [InlineData(ApiBody.NotText)]
    public async Task Body_ThatIsNoJson_ComesWith200(ApiBody body)
    {
        var token = await OpenTokenAsync();
        Host.SetCallFault(EmulatorEndpoint.FileList, new EmulatedApiFault { Body = body });

        using var response = await CallAsync(HttpMethod.Get, List, token);
        var bytes = await response.Content.ReadAsByteArrayAsync(Token);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.ThrowsAny<Exception>(
            () => JsonDocument.Parse(new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(bytes)).RootElement.EnumerateObject().ToList());
    }

    [Theory]
    [InlineData(ApiBody.NotAnObject)]
    [InlineData(ApiBody.WrongTypes)]
    [InlineData(ApiBody.NoData)]
    public async Task Body_ThatIsJsonOfAnotherShape_HasNoListing(ApiBody body)
    {
        var token = await OpenTokenAsync();
        Host.SetCallFault(EmulatorEndpoint.FileList, new EmulatedApiFault { Body = body });

        var answer = await GetAsync(List, token);

        Assert.False(answer.ValueKind == JsonValueKind.Object && answer.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object
            && data.GetProperty("fileList").ValueKind == JsonValueKind.Array);
    }

    [Fact]
    public async Task CutOff_Body_EndsBeforeItsLength()
    {
        Host.SetCallFault(EmulatorEndpoint.FileList, new EmulatedApiFault { Body = ApiBody.CutOff });

        using var response = await CallAsync(HttpMethod.Get, List);

        await Assert.ThrowsAnyAsync<Exception>(() => response.Content.ReadAsByteArrayAsync(Token));
    }

    [Fact]
    public async Task Endless_Body_GoesOn()
    {
        Host.SetCallFault(EmulatorEndpoint.FileList, new EmulatedApiFault { Body = ApiBody.Endless });
        using var response = await CallAsync(HttpMethod.Get, List);
        await using var stream = await response.Content.ReadAsStreamAsync(Token);

        await stream.ReadExactlyAsync(new byte[20_000_000], Token);
    }

    [Theory]
    [InlineData(ApiNumbers.Strings, "\"10\"")]
    [InlineData(ApiNumbers.Fractions, "10.0")]
    [InlineData(ApiNumbers.Huge, "1000000000000000000000000000000000000000001e400")]
    [InlineData(ApiNumbers.Negative, "-11")]
    [InlineData(ApiNumbers.Plain, "10")]
    public async Task Numbers_OfAListing_AreWrittenThatWay(ApiNumbers numbers, string size)
    {
        Account.AddFile(0, "a", EmulatorContent.Text("0123456789"), Now);
        var token = await OpenTokenAsync();
        Host.SetCallFault(EmulatorEndpoint.FileList, new EmulatedApiFault { Numbers = numbers });

        using var response = await CallAsync(HttpMethod.Get, List, token);

        Assert.Contains($"\"size\":{size},", await response.Content.ReadAsStringAsync(Token), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Latency_Call_WaitsByTheClock()
    {
        Host.Api = Host.Api with { Latency = TimeSpan.FromSeconds(30) };
        var call = CallAsync(HttpMethod.Get, List);
        await Eventually.HoldsAsync(() => Host.Calls.Count(EmulatorEndpoint.FileList) == 1);
        Assert.False(call.IsCompleted);

        await Eventually.HoldsAsync(() =>
        {
            Clock.Advance(TimeSpan.FromSeconds(10));
            return call.IsCompleted;
        });

        using var response = await call;
        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Fact]
    public async Task Method_Another_Is405()
    {
        using var response = await CallAsync(HttpMethod.Get, "/api/v1/access_token");

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
    }

    [Fact]
    public async Task Calls_WithATokenInTheirHeader_AreNoCredentialsForTheLinkHost()
    {
        await GetAsync(List, await OpenTokenAsync());

        Assert.Equal((0, 0), (Host.Requests.WithAuthorization, Host.Requests.Total));
    }
}
