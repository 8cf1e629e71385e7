using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.Http.Features;
using Pan123Dav.Http;
using Pan123Dav.Storage;
using Pan123Dav.WebDav;

namespace Pan123Dav.Tests.WebDav;

public sealed class DavExceptionHandlerTests : IDisposable
{
    private const string Secret = "https://h.example/film.mkv?auth_key=1";

    private readonly RecordingLog _log = new();

    public void Dispose() => _log.Dispose();

    public static TheoryData<StorageError> Errors => [.. Enum.GetValues<StorageError>()];

    [Theory]
    [InlineData(StorageError.NotFound, 404)]
    [InlineData(StorageError.Forbidden, 403)]
    [InlineData(StorageError.Throttled, 503)]
    [InlineData(StorageError.TooManyLinks, 429)]
    [InlineData(StorageError.Unavailable, 503)]
    [InlineData(StorageError.Malformed, 502)]
    [InlineData(StorageError.TrafficUsedUp, 429)]
    [InlineData(StorageError.SignInRequired, 503)]
    public async Task Storage_Failed_IsItsStatus(StorageError error, int status) =>
        Assert.Equal(status, (await InvokeAsync(new StorageException(error, Secret))).Status);

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task Storage_AnyError_HasAStatusAShortBodyAndNothingOfTheStorage(StorageError error)
    {
        var answer = await InvokeAsync(new StorageException(error, Secret) { RetryAfter = TimeSpan.FromSeconds(1.2) });

        Assert.InRange(answer.Status, 400, 599);
        Assert.Equal("2", answer.Headers.RetryAfter);
        Assert.Equal(XName.Get("error", "DAV:"), XElement.Parse(answer.Body).Name);
        Assert.InRange(answer.Body.Length, 1, 400);
        Assert.DoesNotContain("h.example", answer.Body, StringComparison.Ordinal);

        // What clients bring about as often as they like is nothing for the log.
        Assert.Equal(error == StorageError.TooManyLinks ? 0 : 1, _log.Lines.Count);
    }

    [Fact]
    public async Task Dav_Refusal_IsItsStatusPreconditionAndHeaders()
    {
        var answer = await InvokeAsync(
            new DavException(403, "Too deep.", "propfind-finite-depth") { Headers = [new("X-More", "1")], RetryAfter = TimeSpan.FromMinutes(1) });

        Assert.Equal((403, "1", "60"), (answer.Status, answer.Headers["X-More"].ToString(), answer.Headers.RetryAfter.ToString()));
        Assert.NotNull(XElement.Parse(answer.Body).Element(XName.Get("propfind-finite-depth", "DAV:")));
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task Dav_MethodNotAllowed_HasAllow() =>
        Assert.Equal("OPTIONS, GET, HEAD, PROPFIND", (await InvokeAsync(new DavException(405, "Read-only."))).Headers.Allow);

    [Theory]
    [InlineData(400)]
    [InlineData(408)]
    [InlineData(413)]
    public async Task Request_Malformed_IsKestrelsStatusWithoutItsMessage(int status)
    {
        var answer = await InvokeAsync(new BadHttpRequestException(Secret, status));

        Assert.Equal(status, answer.Status);
        Assert.DoesNotContain("h.example", answer.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Anything_Else_Is500AndOneErrorInTheLog()
    {
        var answer = await InvokeAsync(new InvalidOperationException(Secret));

        Assert.Equal(500, answer.Status);
        Assert.DoesNotContain("h.example", answer.Body, StringComparison.Ordinal);
        Assert.Equal(LogLevel.Error, Assert.Single(_log.Lines).Level);
    }

    [Fact]
    public async Task Headers_OfTheAnswerThatFailed_AreGoneButThePolicyStands()
    {
        var answer = await InvokeAsync(new DavException(404, "No."), context =>
        {
            context.Response.Headers.ETag = "\"e\"";
            context.Response.Headers.Location = Secret;
        });

        Assert.Equal(("", ""), (answer.Headers.ETag.ToString(), answer.Headers.Location.ToString()));
        Assert.Equal("same-origin", answer.Headers["Cross-Origin-Resource-Policy"]);
    }

    [Fact]
    public async Task Answer_HasBegun_IsCutOffAndNothingIsAppended()
    {
        var begun = new BegunResponse();
        var answer = await InvokeAsync(new StorageException(StorageError.Unavailable, Secret), context => context.Features.Set<IHttpResponseFeature>(begun));

        Assert.Equal((200, ""), (answer.Status, answer.Body));
        Assert.True(answer.IsAborted);
    }

    [Fact]
    public async Task Client_HasLeft_IsPassedOnUnlogged()
    {
        await Assert.ThrowsAsync<OperationCanceledException>(
            () => InvokeAsync(new OperationCanceledException(), context => context.RequestAborted = new CancellationToken(canceled: true)));

        Assert.Empty(_log.Lines);
    }

    private async Task<(int Status, IHeaderDictionary Headers, string Body, bool IsAborted)> InvokeAsync(Exception thrown, Action<HttpContext>? before = null)
    {
        var body = new MemoryStream();
        var context = new DefaultHttpContext { Response = { Body = body } };
        var lifetime = new Lifetime();
        context.Features.Set<IHttpRequestLifetimeFeature>(lifetime);
        using var factory = LoggerFactory.Create(logging => logging.AddProvider(_log));
        var handler = new DavExceptionHandler(
            next =>
            {
                before?.Invoke(next);
                throw thrown;
            },
            factory.CreateLogger<DavExceptionHandler>());
        await handler.InvokeAsync(context);
        await context.Response.BodyWriter.FlushAsync(TestContext.Current.CancellationToken);
        return (context.Response.StatusCode, context.Response.Headers, Encoding.UTF8.GetString(body.ToArray()), lifetime.IsAborted);
    }

    private sealed class BegunResponse : HttpResponseFeature
    {
        public override bool HasStarted => true;
    }

    private sealed class Lifetime : IHttpRequestLifetimeFeature
    {
        public bool IsAborted { get; private set; }

        public CancellationToken RequestAborted { get; set; }

        public void Abort() => IsAborted = true;
    }
}
