using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using Pan123Dav.Storage.Remote.Http;
using Pan123Dav.Storage.Tests.Support;

namespace Pan123Dav.Storage.Tests.Remote.Http;

/// <summary>What is asked for again, how often, and when a call is given up.</summary>
public sealed class ApiClientRetryTests : ApiClientTest
{
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
}
