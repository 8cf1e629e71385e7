using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Authentication;
using Pan123Dav.Authentication.Tokens;

namespace Pan123Dav.Tests.Authentication.Tokens;

public sealed class ApiTokensTests
{
    private readonly MemoryTokenStore _store = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 1, 12, 0, 0, TimeSpan.Zero));

    [Fact]
    public void Use_AUserWithoutToken_GetsOneThatIsKept()
    {
        var first = Create();
        first.Use([User("anna"), User("bert")]);
        var second = Create();
        second.Use([User("anna")]);

        Assert.Matches("^[A-Za-z0-9_-]{43}$", first.Find("anna")!.Value);
        Assert.NotEqual(first.Find("anna")!.Value, first.Find("bert")!.Value);
        Assert.Equal(first.Find("anna")!.Value, second.Find("anna")!.Value);
        Assert.Equal(first.GetGeneration("anna"), second.GetGeneration("anna"));
        Assert.Null(second.Find("bert"));
        Assert.Null(second.GetGeneration("bert"));
    }

    [Fact]
    public void Use_AConfiguredToken_IsUsedAndNotKept()
    {
        var tokens = Create();
        tokens.Use([User("anna", new string('a', 32))]);

        Assert.Equal(new string('a', 32), tokens.Find("anna")!.Value);
        Assert.Empty(_store.Tokens);

        // Once it is removed there, it must not live on.
        tokens.Use([User("anna")]);
        Assert.Matches("^[A-Za-z0-9_-]{43}$", tokens.Find("anna")!.Value);
    }

    [Fact]
    public void Use_ARemovedUserMadeAgain_HasAnotherToken()
    {
        var tokens = Create();
        tokens.Use([User("anna"), User("bert")]);
        var (anna, bert) = (tokens.Find("anna")!.Value, tokens.Find("bert")!.Value);

        tokens.Use([User("anna")]);
        Assert.False(tokens.TryRecognise(bert, out _));
        tokens.Use([User("anna"), User("bert")]);

        Assert.False(tokens.TryRecognise(bert, out _));
        Assert.True(tokens.TryRecognise(anna, out _));

        // Other gateways and the next start go by what was changed last.
        Assert.True(_store.Tokens["bert"].Changed > 0);
        Assert.Equal(_store.Tokens["bert"].Value, tokens.Find("bert")!.Value);
        var restarted = Create();
        restarted.Use([User("anna"), User("bert")]);
        Assert.False(restarted.TryRecognise(bert, out _));
    }

    [Fact]
    public void Use_AConfiguredTokenInPlaceOfAKeptOne_EndsThat()
    {
        var tokens = Create();
        tokens.Use([User("anna")]);
        var first = tokens.Find("anna")!.Value;

        tokens.Use([User("anna", new string('a', 32))]);
        tokens.Use([User("anna")]);

        Assert.False(tokens.TryRecognise(first, out _));
    }

    [Theory]
    [InlineData("{0}")]
    [InlineData("Bearer {0}")]
    [InlineData("bEARER \t {0} ")]
    public void TryRecognise_TheToken_IsItsUser(string form)
    {
        var tokens = Create();
        tokens.Use([User("anna"), User("bert")]);
        var header = string.Format(null, form, tokens.Find("bert")!.Value);

        for (var i = 0; i < 2; i++)
        {
            Assert.True(tokens.TryRecognise(header, out var token));
            Assert.Equal("bert", token.User);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("Bearer")]
    [InlineData("Bearer ")]
    [InlineData("Basic {0}")]
    [InlineData("Bearer{0}")]
    [InlineData("Bearer Bearer {0}")]
    [InlineData("{0}x")]
    [InlineData("token {0}")]
    public void TryRecognise_AnythingElse_IsNobody(string form)
    {
        var tokens = Create();
        tokens.Use([User("anna")]);

        Assert.False(tokens.TryRecognise(string.Format(null, form, tokens.Find("anna")!.Value), out _));
    }

    [Fact]
    public void Refresh_AfterAnotherProcessReplacedAToken_KnowsOnlyTheNew()
    {
        var tokens = Create();
        tokens.Use([User("anna"), User("bert")]);
        var (anna, bert, generation) = (tokens.Find("anna")!.Value, tokens.Find("bert"), tokens.GetGeneration("anna"));
        Assert.True(tokens.TryRecognise(anna, out _));

        var another = ApiToken.Generate();
        _store.Replace("anna", another);
        tokens.Refresh();

        Assert.False(tokens.TryRecognise(anna, out _));
        Assert.True(tokens.TryRecognise(another, out _));
        Assert.NotEqual(generation, tokens.GetGeneration("anna"));
        Assert.Same(bert, tokens.Find("bert"));
    }

    [Fact]
    public void LoginToken_UntilItsTimePasswordOrTokenEnds_IsItsUser()
    {
        var tokens = Create();
        tokens.Use([User("影迷"), User("bert")]);
        var login = tokens.CreateLoginToken("影迷")!;
        Assert.True(tokens.TryRecognise(login, out var token) && token.User == "影迷");
        Assert.True(tokens.TryRecognise("Bearer " + login, out _));

        _time.Advance(TimeSpan.FromDays(30));
        Assert.True(tokens.TryRecognise(login, out _));
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.False(tokens.TryRecognise(login, out _));

        login = tokens.CreateLoginToken("影迷")!;
        tokens.Use([User("影迷") with { Password = "changed" }]);
        Assert.False(tokens.TryRecognise(login, out _));
        login = tokens.CreateLoginToken("影迷")!;
        _store.Replace("影迷", ApiToken.Generate());
        tokens.Refresh();
        Assert.False(tokens.TryRecognise(login, out _));
        Assert.Null(tokens.CreateLoginToken("bert"));
    }

    [Fact]
    public void LoginToken_Changed_IsNobody()
    {
        var tokens = Create();
        tokens.Use([User("anna")]);
        var login = tokens.CreateLoginToken("anna")!;
        Gen.Select(Gen.Int[0, login.Length - 1], Gen.Char, Gen.Int[0, 2]).Sample((at, with, cut) =>
            (cut == 0 && login[at] == with)
                || !tokens.TryRecognise(login[..at] + (cut > 1 ? "" : with) + login[Math.Min(at + (cut == 1 ? 0 : 1), login.Length)..], out _));
    }

    [Fact]
    public void Use_WhereNothingCanBeKept_LivesInMemoryAndIsKeptLater()
    {
        var logger = new CountingLogger();
        var tokens = new ApiTokens(_store, TimeProvider.System, logger);
        _store.IsBroken = true;
        tokens.Use([User("anna")]);
        var value = tokens.Find("anna")!.Value;
        tokens.Refresh();
        tokens.Use([User("anna"), User("bert")]);

        Assert.Equal(value, tokens.Find("anna")!.Value);
        Assert.Equal(1, logger.Warnings);

        _store.IsBroken = false;
        tokens.Refresh();
        Assert.Equal(value, tokens.Find("anna")!.Value);
        Assert.Equal(value, _store.Tokens["anna"].Value);
    }

    private ApiTokens Create() => new(_store, _time, NullLogger<ApiTokens>.Instance);

    private static UserOptions User(string name, string? token = null) => new() { Name = name, Password = "x", ApiToken = token };

    private sealed class CountingLogger : Microsoft.Extensions.Logging.ILogger<ApiTokens>
    {
        public int Warnings { get; private set; }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(Microsoft.Extensions.Logging.LogLevel logLevel) => true;

        public void Log<TState>(
            Microsoft.Extensions.Logging.LogLevel logLevel, Microsoft.Extensions.Logging.EventId eventId,
            TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            Warnings += logLevel == Microsoft.Extensions.Logging.LogLevel.Warning ? 1 : 0;
    }
}
