using System.Net;
using Pan123Dav.Storage.Tests.Support;

namespace Pan123Dav.Storage.Tests.Remote.Http;

public sealed class ApiClientTests : ApiClientTest
{
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
