using CsCheck;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging.Abstractions;
using Pan123Dav.Authentication;
using Pan123Dav.Authentication.Passwords;
using Pan123Dav.Authentication.Sessions;
using Pan123Dav.Data;
using Pan123Dav.Tests.Authentication.Passwords;
using Pan123Dav.Tests.Support;

namespace Pan123Dav.Tests.Authentication;

public sealed class BasicAuthenticationHandlerTests : IDisposable
{
    private static readonly Gen<string> Values = Gen.Frequency(
        (1, Gen.String),
        (2, Gen.String.Select(text => "Basic " + text)),
        (4, Gen.Byte.Array[0, 40].Select(Header.Basic)),
        (2, Gen.String.Select(password => Header.Basic("anna", password))),
        (1, Gen.Const(Header.Basic("anna", "secret"))));

    private readonly CountingHasher _hasher = new();
    private readonly LimitedPasswordHasher _gate;
    private readonly StubUsers _users;
    private readonly JwtBearerOptionsMonitor _jwt = new(new FixedOptions<JwtOptions>(new JwtOptions()),
        TimeProvider.System, NullLogger<JwtBearerOptionsMonitor>.Instance);
    private readonly AuthenticationScheme _scheme = new(GatewayAuthenticationHandler.SchemeName, null, typeof(GatewayAuthenticationHandler));

    public BasicAuthenticationHandlerTests()
    {
        _gate = new LimitedPasswordHasher(_hasher);
        _users = new StubUsers(Directories.Create(_hasher, null, Directories.User("anna", "secret")));
    }

    [Fact]
    public async Task AuthenticateAsync_AnyHeader_GivesAVerdict() =>
        await Values.SampleAsync(async value =>
        {
            var result = await AuthenticateAsync(value);
            var isRight = value == Header.Basic("anna", "secret");
            Assert.Equal(isRight, result.Succeeded);
            Assert.True(isRight || result == GatewayAuthenticationHandler.Absent
                || result == GatewayAuthenticationHandler.Malformed || result == GatewayAuthenticationHandler.Wrong);
        });

    [Fact]
    public async Task AuthenticateAsync_EachWayToFail_IsTold()
    {
        Assert.Same(GatewayAuthenticationHandler.Absent, await AuthenticateAsync());
        Assert.Same(GatewayAuthenticationHandler.Absent, await AuthenticateAsync("Bearer abc"));
        Assert.Same(GatewayAuthenticationHandler.Malformed, await AuthenticateAsync("Basic !"));
        Assert.Same(GatewayAuthenticationHandler.Malformed, await AuthenticateAsync("Basic YTpi", "Basic YTpi"));
        Assert.Same(GatewayAuthenticationHandler.Wrong, await AuthenticateAsync(Header.Basic("anna", "wrong")));
    }

    [Fact]
    public async Task AuthenticateAsync_TwoHeaders_AreMalformedThoughEachIsRecognised()
    {
        var right = Header.Basic("anna", "secret");
        Assert.True((await AuthenticateAsync(right)).Succeeded);
        Assert.Same(GatewayAuthenticationHandler.Malformed, await AuthenticateAsync(right, right));
    }

    [Fact]
    public async Task AuthenticateAsync_CalledTwice_VerifiesOnce()
    {
        var handler = await CreateAsync(Context(Header.Basic("anna", "wrong")));
        Assert.Same(await handler.AuthenticateAsync(), await handler.AuthenticateAsync());
        Assert.Equal(1, _hasher.Verified);
    }

    [Fact]
    public async Task AuthenticateAsync_ClientIsGone_CountsAsAbsent()
    {
        var context = Context(Header.Basic("anna", "wrong"));
        context.RequestAborted = new CancellationToken(canceled: true);
        Assert.Same(GatewayAuthenticationHandler.Absent, await (await CreateAsync(context)).AuthenticateAsync());
    }

    [Fact]
    public async Task AuthenticateAsync_NoUsers_Refuses()
    {
        var handler = Create(new StubUsers(Directories.Create(_hasher)));
        await handler.InitializeAsync(_scheme, Context(Header.Basic("anna", "secret")));
        Assert.Same(GatewayAuthenticationHandler.Wrong, await handler.AuthenticateAsync());
    }

    [Fact]
    public async Task AuthenticateAsync_Recognised_AllocatesOnlyTheHandler()
    {
        var context = Context(Header.Basic("anna", "secret"));
        Assert.True((await (await CreateAsync(context)).AuthenticateAsync()).Succeeded);
        const int Requests = 1000;

        // The first rounds compile; what is measured is the best, since tiered compilation may step in at any time.
        var best = Enumerable.Range(0, 20).Min(_ => Measure(context, Requests));

        Assert.InRange(best / Requests, 0, 72);
    }

    [Fact]
    public void StorageOf_NobodySignedIn_Throws() => Assert.Throws<InvalidOperationException>(() => GatewayPrincipal.GetStorage(new DefaultHttpContext()));

    public void Dispose() => _gate.Dispose();

    private static DefaultHttpContext Context(params string[] authorization)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Authorization = authorization;
        return context;
    }

    private long Measure(HttpContext context, int requests)
    {
        var challenge = new Challenge(_jwt);
        var sessions = CreateSessions();
        var check = new CredentialAuthenticator(_jwt, new PasswordAuthenticator(_gate, Directories.Patient),
            Directories.Patient, NullLogger<CredentialAuthenticator>.Instance);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < requests; i++)
        {
            var handler = new GatewayAuthenticationHandler(_users, Directories.NoTokens, check, sessions, challenge);
            _ = handler.InitializeAsync(_scheme, context);
            Assert.True(handler.AuthenticateAsync().IsCompletedSuccessfully);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static SessionService CreateSessions() => new(
        new FixedOptions<UserSessionOptions>(new UserSessionOptions()), new DataDirectory(), TimeProvider.System, NullLogger<SessionService>.Instance);

    private GatewayAuthenticationHandler Create(StubUsers users) =>
        new(users, Directories.NoTokens,
            new CredentialAuthenticator(_jwt, new PasswordAuthenticator(_gate, Directories.Patient), Directories.Patient,
                NullLogger<CredentialAuthenticator>.Instance), CreateSessions(), new Challenge(_jwt));

    private async Task<GatewayAuthenticationHandler> CreateAsync(HttpContext context)
    {
        var handler = Create(_users);
        await handler.InitializeAsync(_scheme, context);
        return handler;
    }

    private async Task<AuthenticateResult> AuthenticateAsync(params string[] authorization) =>
        await (await CreateAsync(Context(authorization))).AuthenticateAsync();
}
