using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Pan123Dav.Storage.OpenPlatform;
using Pan123Dav.Storage.Remote.Http;
using Pan123Dav.Storage.Tests.Support;

namespace Pan123Dav.Storage.Tests.Remote.Http;

public sealed class ApiClientTests
{
    private static readonly Uri BaseUrl = new("https://api.example");

    private static readonly ApiLimits Limits = new() { RetryDelay = TimeSpan.Zero, MaxBytes = 64 * 1024, Attempt = TimeSpan.FromSeconds(5) };

    [Theory]
    [InlineData("""{"code":0,"message":"ok","data":{"url":"https://h/a"},"x-traceID":"t"}""", HttpStatusCode.OK)]
    [InlineData("""{"code":"0","data":{"url":"https://h/a"}}""", HttpStatusCode.OK)]
    [InlineData("\uFEFF{\"code\":0,\"data\":{\"url\":\"https://h/a\"}}", HttpStatusCode.OK)]
    [InlineData("""{"code":0,"message":"","data":{"url":"https://h/a"}}""", (HttpStatusCode)210)]
    public async Task CallAsync_GoodAnswer_GivesItsData(string body, HttpStatusCode status)
    {
        var http = new FakeHttp(_ => FakeHttp.Json(body, status));

        Assert.Equal("https://h/a", (await CallAsync(http)).Url);
        Assert.Equal(1, http.Count);
    }

    [Theory]
    [InlineData("<html><body>Bad gateway</body></html>", "page of HTML")]
    [InlineData("  \n<!DOCTYPE html>", "page of HTML")]
    [InlineData("", "is empty")]
    [InlineData("""{"code":0,"message":"ok","data":{"url":"https://h""", "not the JSON")]
    [InlineData("""{"code":0,"message":"ok"}""", "no data")]
    [InlineData("""{"code":0,"message":"ok","data":null}""", "no data")]
    [InlineData("""{"code":0,"message":"ok","data":[]}""", "no data")]
    [InlineData("""{"code":0,"message":"ok","data":"x"}""", "no data")]
    [InlineData("""{"message":"ok","data":{}}""", "no code")]
    [InlineData("""{"code":null,"data":{}}""", "no code")]
    [InlineData("""{"code":[],"data":{}}""", "not the JSON")]
    [InlineData("[]", "not the JSON")]
    [InlineData("null", "no code")]
    [InlineData("42", "not the JSON")]
    [InlineData("""{"code":0,"data":{"url":"\ud800"}}""", "not the JSON")]
    [InlineData("not json at all", "not the JSON")]
    public async Task CallAsync_NonsenseWithStatus200_IsMalformedAndNotAskedAgain(string body, string problem)
    {
        var http = new FakeHttp(_ => FakeHttp.Json(body));

        var fault = await FailAsync(http);

        Assert.Equal(StorageError.Malformed, fault.Error);
        Assert.Contains(problem, fault.Message, StringComparison.Ordinal);
        Assert.Equal(1, http.Count);
    }

    [Fact]
    public async Task CallAsync_DeeplyNestedJson_IsMalformed() =>
        Assert.Equal(StorageError.Malformed, (await FailAsync(new FakeHttp(_ => FakeHttp.Json("""{"code":0,"data":""" + new string('[', 20_000))))).Error);

    [Fact]
    public async Task CallAsync_AnswerLargerThanItMayBe_IsMalformed()
    {
        var told = new FakeHttp(_ => FakeHttp.Json("""{"code":0,"data":{"url":" """ + new string('x', 100_000) + "\"}}"));
        var endless = new FakeHttp(_ => new HttpResponseMessage { Content = new StreamContent(new EndlessStream()) });

        Assert.Contains("larger", (await FailAsync(told)).Message, StringComparison.Ordinal);
        Assert.Contains("larger", (await FailAsync(endless)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(401, StorageError.SignInRequired)]
    [InlineData(403, StorageError.Forbidden)]
    [InlineData(5066, StorageError.NotFound)]
    [InlineData(5112, StorageError.SignInRequired)]
    [InlineData(5113, StorageError.TrafficUsedUp)]
    [InlineData(1010, StorageError.Forbidden)]
    [InlineData(50001, StorageError.Forbidden)]
    [InlineData(50002, StorageError.Forbidden)]
    [InlineData(20103, StorageError.Unavailable)]
    [InlineData(1, StorageError.Unavailable)]
    [InlineData(987654, StorageError.Unavailable)]
    public async Task CallAsync_Code_BecomesItsErrorAtOnce(long code, StorageError error)
    {
        var http = new FakeHttp(_ => FakeHttp.Json($$"""{"code":{{code}},"message":"sorry","data":[]}"""));

        var fault = await FailAsync(http);

        Assert.Equal((error, code, code == 401), (fault.Error, fault.Code!.Value, fault.IsTokenRefused));
        Assert.Contains("sorry", fault.Message, StringComparison.Ordinal);
        Assert.Equal(1, http.Count);
    }

    [Theory]
    [InlineData(HttpStatusCode.Unauthorized, StorageError.SignInRequired, 1)]
    [InlineData(HttpStatusCode.Forbidden, StorageError.Forbidden, 1)]
    [InlineData(HttpStatusCode.NotFound, StorageError.Malformed, 1)]
    [InlineData(HttpStatusCode.TooManyRequests, StorageError.Throttled, 4)]
    [InlineData(HttpStatusCode.BadGateway, StorageError.Unavailable, 4)]
    public async Task CallAsync_Status_BecomesItsErrorAndIsRepeatedWhereThatMayHelp(HttpStatusCode status, StorageError error, int times)
    {
        var http = new FakeHttp(_ => new HttpResponseMessage(status) { Content = new StringContent("<html>") });

        Assert.Equal(error, (await FailAsync(http)).Error);
        Assert.Equal(times, http.Count);
    }

    [Theory]
    [InlineData("429")]
    [InlineData("\"429\"")]
    [InlineData("100011")]
    public async Task CallAsync_ThrottledInTheEnvelope_IsAskedAgainWithAFreshRequest(string code)
    {
        var attempts = 0;
        var made = 0;
        var http = new FakeHttp(_ => FakeHttp.Json(++attempts < 3 ? $$"""{"code":{{code}},"message":"slow down"}""" : """{"code":0,"data":{"url":"u"}}"""));

        await Client(http).CallAsync(Call(create: () => Request($"/{++made}")), TestContext.Current.CancellationToken);

        Assert.Equal((3, 3), (attempts, made));
    }

    [Fact]
    public async Task CallAsync_LongRetryAfter_IsPassedOnAndNotWaitedFor()
    {
        var http = new FakeHttp(_ =>
        {
            var answer = FakeHttp.Json("{}", HttpStatusCode.TooManyRequests);
            answer.Headers.RetryAfter = new RetryConditionHeaderValue(TimeSpan.FromMinutes(5));
            return answer;
        });

        var fault = await FailAsync(http);

        Assert.Equal((StorageError.Throttled, TimeSpan.FromMinutes(5), 1), (fault.Error, fault.RetryAfter!.Value, http.Count));
    }

    [Fact]
    public async Task CallAsync_CallThatIsNotSafe_IsAskedOnce()
    {
        var http = new FakeHttp(_ => FakeHttp.Json("{}", HttpStatusCode.BadGateway));

        await Assert.ThrowsAsync<StorageException>(() => Client(http).CallAsync(Call() with { IsSafe = false }, TestContext.Current.CancellationToken));

        Assert.Equal(1, http.Count);
    }

    [Fact]
    public async Task CallAsync_BrokenConnection_IsAskedAgainAndThenUnavailable()
    {
        var http = new FakeHttp(_ => throw new HttpRequestException(HttpRequestError.ConnectionError, "refused by 10.1.2.3"));

        var fault = await FailAsync(http);

        Assert.Equal((StorageError.Unavailable, 4), (fault.Error, http.Count));
        Assert.DoesNotContain("10.1.2.3", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task CallAsync_AnswerThatNeverEnds_IsGivenUpInTime()
    {
        var http = new FakeHttp(async (_, cancellationToken) =>
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return new HttpResponseMessage();
        });
        var limits = Limits with { Attempt = TimeSpan.FromMilliseconds(30) };
        var watch = Stopwatch.StartNew();

        var fault = await Assert.ThrowsAsync<StorageException>(() => Client(http, limits).CallAsync(Call(), TestContext.Current.CancellationToken));

        Assert.Equal((StorageError.Unavailable, 4), (fault.Error, http.Count));
        Assert.InRange(watch.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(20));
    }

    [Fact]
    public async Task CallAsync_Redirect_IsNotFollowedAndNamesTheNewHost()
    {
        var http = new FakeHttp(_ =>
        {
            var answer = new HttpResponseMessage(HttpStatusCode.Found);
            answer.Headers.Location = new Uri("https://new-home.example/api?token=SECRET");
            return answer;
        });

        var fault = await FailAsync(http);

        Assert.Equal((StorageError.Malformed, 1), (fault.Error, http.Count));
        Assert.Contains("new-home.example", fault.Message, StringComparison.Ordinal);
        Assert.Contains("BaseUrl", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("SECRET", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1/")]
    [InlineData("http://[::1]/")]
    [InlineData("https://192.168.1.1/x")]
    [InlineData("http://localhost:8080/")]
    [InlineData("http://169.254.169.254/latest")]
    [InlineData("ftp://api.example/")]
    [InlineData("https://user:word@public.example/")]
    public async Task SendAsync_AddressOfTheOwnersNetwork_IsNotAsked(string address)
    {
        var http = new FakeHttp(_ => FakeHttp.Json("{}"));
        using var request = new HttpRequestMessage(HttpMethod.Get, address);

        var fault = await Assert.ThrowsAsync<StorageException>(() => Transport(http, Limits).SendAsync("hop", request, TestContext.Current.CancellationToken));

        Assert.Equal((StorageError.Malformed, 0), (fault.Error, http.Count));
    }

    [Fact]
    public async Task CallAsync_MessageOf123_IsCleanedAndCut()
    {
        var message = "bad\\u0000\\u001b[31m token eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.secret at https://h/?auth_key=1-2-3-4 " + new string('坏', 400);
        var fault = await FailAsync(new FakeHttp(_ => FakeHttp.Json($$"""{"code":7,"message":"{{message}}"}""")));

        Assert.DoesNotContain(fault.Message, char.IsControl);
        Assert.DoesNotContain("eyJ", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("auth_key", fault.Message, StringComparison.Ordinal);
        Assert.InRange(fault.Message.Length, 50, 300);
    }

    [Fact]
    public async Task CallAsync_ProgramStops_EndsAtOnceAndIsNotTriedAgain()
    {
        using var stopping = new CancellationTokenSource();
        var isAsked = new TaskCompletionSource();
        var http = new FakeHttp(async (_, cancellationToken) =>
        {
            isAsked.SetResult();
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            throw new UnreachableException();
        });
        var patient = Limits with { Attempt = TimeSpan.FromHours(1), Total = TimeSpan.FromHours(1) };
        var call = new ApiClient(Transport(http, patient, stopping.Token), patient).CallAsync(Call(), TestContext.Current.CancellationToken);
        await isAsked.Task;

        await stopping.CancelAsync();

        Assert.Equal(StorageError.Unavailable, (await Assert.ThrowsAsync<StorageException>(() => call)).Error);
        Assert.Equal(1, http.Count);
    }

    private static ApiTransport Transport(FakeHttp http, ApiLimits limits, CancellationToken stopping = default) => new(http, "any", BaseUrl, limits, stopping);

    private static ApiClient Client(FakeHttp http, ApiLimits? limits = null) => new(Transport(http, limits ?? Limits), limits ?? Limits);

    private static HttpRequestMessage Request(string path) => new(HttpMethod.Get, new Uri(BaseUrl, path));

    private static ApiCall<DirectLinkUrlData> Call(Func<HttpRequestMessage>? create = null) =>
        new("thing", new EndpointRateLimiter(new ApiRate(TimeSpan.Zero), TimeProvider.System),
            create ?? (() => Request("/x")), OpenPlatformJson.Default.DirectLinkUrlData);

    private static Task<DirectLinkUrlData> CallAsync(FakeHttp http) => Client(http).CallAsync(Call(), TestContext.Current.CancellationToken);

    private static Task<StorageException> FailAsync(FakeHttp http) => Assert.ThrowsAsync<StorageException>(() => CallAsync(http));

    private sealed class EndlessStream : MemoryStream
    {
        public override bool CanSeek => false;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)' ');
            return new(buffer.Length);
        }
    }
}
