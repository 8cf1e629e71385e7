using System.Net;
using System.Text;
using Pan123Dav.Authentication;

namespace Pan123Dav.Tests.Authentication;

public sealed class BasicAuthenticationTests
{
    private static readonly UserOptions Anna = Directories.User("anna", "right-secret");
    private static readonly UserOptions Ben = Directories.User("ben", "pässword");

    [Fact]
    public async Task Request_WithoutCredentials_IsChallenged()
    {
        await using var gateway = await AuthenticationServer.StartAsync(Anna);

        using var response = await gateway.SendAsync("/dav");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Basic realm=\"Pan123Dav\", charset=\"UTF-8\"", Assert.Single(response.Headers.GetValues("WWW-Authenticate")));
        Assert.Equal("1", Assert.Single(response.Headers.GetValues("DAV")));
        Assert.Equal("DAV", Assert.Single(response.Headers.GetValues("MS-Author-Via")));
        Assert.Equal(0, response.Content.Headers.ContentLength);
        Assert.Equal(0, gateway.Hasher.Verified);
        Assert.DoesNotContain(gateway.Logged, line => line.Contains(" 4000 ", StringComparison.Ordinal) || line.Contains(" 4001 ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Basic")]
    [InlineData("Basic %%%")]
    [InlineData("Basic YW5uYQ==")]
    [InlineData("Basic YTpiCg==")]
    [InlineData("Bearer YTpi")]
    [InlineData("Negotiate")]
    [InlineData("nonsense")]
    public async Task Request_WithoutReadableCredentials_IsChallengedAndHashesNothing(string authorization)
    {
        await using var gateway = await AuthenticationServer.StartAsync(Anna);

        Assert.Equal((HttpStatusCode.Unauthorized, ""), await gateway.GetAsync("/dav", authorization));
        Assert.Equal(0, gateway.Hasher.Verified);
        Assert.DoesNotContain(gateway.Logged, line => line.Contains("Exception", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Request_WithCredentialsOver8KiB_IsChallenged()
    {
        await using var gateway = await AuthenticationServer.StartAsync(Anna);
        Assert.Equal((HttpStatusCode.Unauthorized, ""), await gateway.GetAsync("/dav", Header.Basic("anna", new string('a', 9000))));
        Assert.Equal(0, gateway.Hasher.Verified);
    }

    [Fact]
    public async Task Request_WithRightCredentials_SeesItsOwnStorage()
    {
        await using var gateway = await AuthenticationServer.StartAsync(Anna, Ben);

        Assert.Equal((HttpStatusCode.OK, "anna"), await gateway.GetAsync("/dav", Header.Basic("anna", "right-secret")));
        Assert.Equal((HttpStatusCode.OK, "anna"), await gateway.GetAsync("/dav", Header.Basic("HOME\\anna", "right-secret")));
        Assert.Equal((HttpStatusCode.OK, "ben"), await gateway.GetAsync("/dav", Header.Basic("ben", "pässword")));
        Assert.Equal((HttpStatusCode.OK, "ben"), await gateway.GetAsync("/dav", Header.Basic("ben", "pässword", Encoding.Latin1)));
    }

    [Fact]
    public async Task Request_RightCredentialsManyTimes_HashesOnce()
    {
        await using var gateway = await AuthenticationServer.StartAsync(Anna);
        var header = Header.Basic("anna", "right-secret");

        var answers = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => gateway.GetAsync("/dav", header)));

        Assert.All(answers, answer => Assert.Equal((HttpStatusCode.OK, "anna"), answer));
        Assert.Equal(1, gateway.Hasher.Hashed);
        Assert.Equal(1, gateway.Hasher.Verified);
        gateway.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal((HttpStatusCode.OK, "anna"), await gateway.GetAsync("/dav", header));
        Assert.Equal(2, gateway.Hasher.Verified);
    }

    [Fact]
    public async Task Request_WrongPasswordAfterARightOne_IsChallenged()
    {
        await using var gateway = await AuthenticationServer.StartAsync(Anna);
        Assert.Equal((HttpStatusCode.OK, "anna"), await gateway.GetAsync("/dav", Header.Basic("anna", "right-secret")));
        Assert.Equal((HttpStatusCode.Unauthorized, ""), await gateway.GetAsync("/dav", Header.Basic("anna", "wrong")));
        Assert.Equal((HttpStatusCode.Unauthorized, ""), await gateway.GetAsync("/dav"));
    }

    [Fact]
    public async Task Request_AfterUsersAreReplaced_IsVerifiedAnew()
    {
        await using var gateway = await AuthenticationServer.StartAsync(Anna);
        var header = Header.Basic("anna", "right-secret");
        Assert.Equal((HttpStatusCode.OK, "anna"), await gateway.GetAsync("/dav", header));

        gateway.Replace(Directories.User("anna", "changed"));
        Assert.Equal((HttpStatusCode.Unauthorized, ""), await gateway.GetAsync("/dav", header));
        Assert.Equal((HttpStatusCode.OK, "anna"), await gateway.GetAsync("/dav", Header.Basic("anna", "changed")));

        gateway.Replace();
        Assert.Equal((HttpStatusCode.Unauthorized, ""), await gateway.GetAsync("/dav", Header.Basic("anna", "changed")));
    }

    [Fact]
    public async Task Request_WhereNobodyNeedsToSignIn_IsAnsweredWithoutHashing()
    {
        await using var gateway = await AuthenticationServer.StartAsync(Anna);
        Assert.Equal((HttpStatusCode.OK, "nobody"), await gateway.GetAsync("/open"));
        Assert.Equal((HttpStatusCode.OK, "nobody"), await gateway.GetAsync("/open", Header.Basic("anna", "wrong")));
        Assert.Equal((HttpStatusCode.OK, "nobody"), await gateway.GetAsync("/open", "Basic %%%"));
        Assert.Equal(0, gateway.Hasher.Verified);
    }

    [Fact]
    public async Task Request_WhereAuthorizationIsAskedForByName_NeedsTheSame()
    {
        await using var gateway = await AuthenticationServer.StartAsync(Anna);
        Assert.Equal((HttpStatusCode.OK, "anna"), await gateway.GetAsync("/explicit", Header.Basic("anna", "right-secret")));
        Assert.Equal((HttpStatusCode.Unauthorized, ""), await gateway.GetAsync("/explicit", Header.Basic("anna", "wrong")));
    }

    [Fact]
    public async Task Request_ForWhatIsNotMapped_IsChallenged()
    {
        await using var gateway = await AuthenticationServer.StartAsync(Anna);
        Assert.Equal((HttpStatusCode.Unauthorized, ""), await gateway.GetAsync("/nothing"));
        Assert.Equal(HttpStatusCode.NotFound, (await gateway.GetAsync("/nothing", Header.Basic("anna", "right-secret"))).Status);
    }

    [Fact]
    public async Task Log_OfEverything_TellsWhoFailedAndNoSecret()
    {
        await using var gateway = await AuthenticationServer.StartAsync(Anna);
        string[] headers =
        [
            Header.Basic("anna", "right-secret"),
            Header.Basic("anna", "wrong-secret"),
            Header.Basic("no\u202Ebody", "wrong-secret"),
            Header.Basic("anna", "secret\n"),
            "Basic secret",
        ];
        foreach (var header in headers)
        {
            await gateway.GetAsync("/dav", header);
        }

        Assert.Contains(gateway.Logged, line => line.StartsWith("Warning 4000 Sign-in as anna from 127.0.0.1 refused", StringComparison.Ordinal));
        Assert.Contains(gateway.Logged, line => line.StartsWith("Warning 4000 Sign-in as no\\u202ebody from", StringComparison.Ordinal));
        Assert.Equal(2, gateway.Logged.Count(line => line.StartsWith("Information 4001 ", StringComparison.Ordinal)));
        Assert.DoesNotContain(gateway.Logged,
            line => line.Contains("secret", StringComparison.Ordinal) || line.Contains("Exception", StringComparison.Ordinal));
        Assert.DoesNotContain(gateway.Logged, line => headers.Any(header => line.Contains(header[6..], StringComparison.Ordinal)));
    }
}
