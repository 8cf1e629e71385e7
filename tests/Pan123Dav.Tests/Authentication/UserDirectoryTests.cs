using System.Text;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Authentication;
using Pan123Dav.Tests.Authentication.Passwords;
using Pan123Dav.Tests.Support;
using UserOptions = Pan123Dav.Authentication.UserOptions;

namespace Pan123Dav.Tests.Authentication;

public sealed class UserDirectoryTests
{
    private readonly CountingHasher _hasher = new();

    [Theory]
    [InlineData("anna", "secret")]
    [InlineData("anna", "se:cr:et")]
    [InlineData("用户", "密码")]
    [InlineData("jürgen", "pässword")]
    public async Task SignInAsync_RightPassword_GivesTheAccount(string name, string password)
    {
        var directory = Create(Directories.User(name, password));

        var account = await directory.SignInAsync(Header.Basic(name, password));

        Assert.NotNull(account);
        Assert.Same(directory.Find(name), account);
        Assert.Equal(name, Assert.IsType<StubStorage>(account.Storage).Name);
        Assert.Equal(name, account.Principal.Identity?.Name);
        Assert.True(account.Principal.Identity?.IsAuthenticated);
    }

    [Theory]
    [InlineData("jürgen", "pässword")]
    [InlineData("anna", "§Ã¤")]
    public async Task SignInAsync_Latin1_GivesTheAccount(string name, string password) =>
        Assert.NotNull(await Create(Directories.User(name, password)).SignInAsync(Header.Basic(name, password, Encoding.Latin1)));

    [Fact]
    public async Task SignInAsync_Latin1ThatIsAlsoUtf8_GivesTheAccount()
    {
        // The bytes of this in ISO-8859-1 are those of "ä" in UTF-8.
        Assert.NotNull(await Create(Directories.User("anna", "Ã¤")).SignInAsync(Header.Basic("anna", "Ã¤", Encoding.Latin1)));
        Assert.Equal(2, _hasher.Verified);
    }

    [Theory]
    [InlineData("anna", "")]
    [InlineData("anna", "Secret")]
    [InlineData("anna", "secret ")]
    [InlineData("Anna", "secret")]
    [InlineData("", "secret")]
    [InlineData("", "")]
    [InlineData("anna\\", "secret")]
    [InlineData("DOMAIN/anna", "secret")]
    public async Task SignInAsync_WrongNameOrPassword_GivesNull(string name, string password) =>
        Assert.Null(await Create(Directories.User("anna", "secret")).SignInAsync(Header.Basic(name, password)));

    [Theory]
    [InlineData("DOMAIN\\anna", "anna")]
    [InlineData("\\anna", "anna")]
    [InlineData("A\\B\\anna", "anna")]
    [InlineData("CORP\\ben", "CORP\\ben")]
    [InlineData("OTHER\\ben", "ben")]
    public async Task SignInAsync_NameWithDomain_IsTriedAsItIsFirst(string given, string expected)
    {
        var directory = Create(Directories.User("anna", "secret"), Directories.User("ben", "secret"), Directories.User("CORP\\ben", "secret"));
        Assert.Equal(expected, (await directory.SignInAsync(Header.Basic(given, "secret")))?.Name);
    }

    [Theory]
    [InlineData("secret", "anna")]
    [InlineData("pässword", "anna")]
    [InlineData("密码", "anna")]
    [InlineData("secret", "jürgen")]
    public async Task SignInAsync_UnknownUser_TakesTheWorkOfAWrongPassword(string wrong, string name)
    {
        var directory = Create(Directories.User(name, "right"), Directories.User("ben", "right"));
        Assert.Null(await directory.SignInAsync(Header.Basic(name, wrong)));
        var wrongPassword = _hasher.Verified;

        Assert.Null(await directory.SignInAsync(Header.Basic(name + "x", wrong)));

        Assert.InRange(wrongPassword, 1, 2);
        Assert.Equal(wrongPassword, _hasher.Verified - wrongPassword);
    }

    [Fact]
    public async Task SignInAsync_UnknownUserWithSomeonesPassword_GivesNull()
    {
        var directory = Create(Directories.User("anna", "secret"));
        Assert.Null(await directory.SignInAsync(Header.Basic("nobody", "secret")));
        Assert.False(directory.TryRecognise(Header.Basic("nobody", "secret"), out _));
    }

    [Fact]
    public async Task SignInAsync_NoUsers_GivesNull() => Assert.Null(await Create().SignInAsync(Header.Basic("anna", "secret")));

    [Fact]
    public async Task SignInAsync_HashOfFewerIterationsOrAnOlderVersion_IsStillValid()
    {
        var old = new PasswordHasher<string>(Options.Create(new PasswordHasherOptions { CompatibilityMode = PasswordHasherCompatibilityMode.IdentityV2 }));
        var weak = new PasswordHasher<string>(Options.Create(new PasswordHasherOptions { IterationCount = 1 }));
        var directory = Create(
            new UserOptions { Name = "anna", PasswordHash = old.HashPassword("anna", "secret") },
            new UserOptions { Name = "ben", PasswordHash = weak.HashPassword("ben", "secret") });

        Assert.NotNull(await directory.SignInAsync(Header.Basic("anna", "secret")));
        Assert.NotNull(await directory.SignInAsync(Header.Basic("ben", "secret")));
        Assert.Equal(0, _hasher.Hashed);
    }

    [Fact]
    public async Task SignInAsync_PlainPassword_IsHashedOnce()
    {
        var directory = Create(Directories.User("anna", "secret"));
        await directory.SignInAsync(Header.Basic("anna", "wrong"));
        await directory.SignInAsync(Header.Basic("anna", "secret"));
        Assert.Equal(1, _hasher.Hashed);
    }

    [Fact]
    public async Task TryRecognise_AfterSignIn_HoldsForFiveMinutes()
    {
        var time = new FakeTimeProvider();
        var directory = Directories.Create(_hasher, time, Directories.User("anna", "secret"));
        var header = Header.Basic("anna", "secret");
        Assert.False(directory.TryRecognise(header, out _));

        await directory.SignInAsync(header);
        time.Advance(TimeSpan.FromMinutes(5) - TimeSpan.FromTicks(1));
        Assert.True(directory.TryRecognise(header, out var account));
        Assert.Same(directory.Find("anna"), account);

        time.Advance(TimeSpan.FromTicks(1));
        Assert.False(directory.TryRecognise(header, out _));
    }

    [Fact]
    public async Task TryRecognise_AfterAWrongPassword_DoesNotHold()
    {
        var directory = Create(Directories.User("anna", "secret"));
        await directory.SignInAsync(Header.Basic("anna", "wrong"));
        Assert.False(directory.TryRecognise(Header.Basic("anna", "wrong"), out _));
    }

    [Theory]
    [InlineData("secret", true)]
    [InlineData("wrong", false)]
    public async Task SignInAsync_ManyAtOnceWithTheSameCredentials_VerifyOnce(string password, bool accepted)
    {
        var directory = Create(Directories.User("anna", "secret"));
        _hasher.MayVerify.Reset();

        // Off this thread: the one that verifies is held up in the hasher.
        var first = Task.Run(() => directory.SignInAsync(Header.Basic("anna", password)), TestContext.Current.CancellationToken);
        await Eventually.HoldsAsync(() => _hasher.Verified == 1);
        var others = Enumerable.Range(0, 50).Select(_ => directory.SignInAsync(Header.Basic("anna", password))).ToList();
        _hasher.MayVerify.Set();

        Assert.All(await Task.WhenAll(others.Append(first)), account => Assert.Equal(accepted, account is not null));
        Assert.Equal(1, _hasher.Verified);
    }

    [Fact]
    public async Task SignInAsync_TheOneThatVerifiesGoesAway_AnotherDoesTheWork()
    {
        var directory = Create(Directories.User("anna", "secret"), Directories.User("ben", "secret"));
        _hasher.MayVerify.Reset();
        using var gone = new CancellationTokenSource();

        // Takes every place of the gate, so that the first of anna's waits for one.
        var busy = Enumerable.Range(0, Environment.ProcessorCount)
            .Select(i => Task.Run(() => directory.SignInAsync(Header.Basic("ben", $"wrong{i}")), TestContext.Current.CancellationToken)).ToList();
        await Eventually.HoldsAsync(() => _hasher.Verified == Math.Max(1, Environment.ProcessorCount - 1));
        var first = directory.SignInAsync(Header.Basic("anna", "secret"), gone.Token);
        var second = directory.SignInAsync(Header.Basic("anna", "secret"));
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        _hasher.MayVerify.Set();

        Assert.NotNull(await second);
        Assert.All(await Task.WhenAll(busy), Assert.Null);
    }

    [Fact]
    public async Task SignInAsync_FloodOfWrongPasswords_LeavesACoreFree()
    {
        var directory = Create(Directories.User("anna", "secret"));
        _hasher.MayVerify.Reset();
        var flood = Enumerable.Range(0, 100)
            .Select(i => Task.Run(() => directory.SignInAsync(Header.Basic("anna", $"wrong{i}")), TestContext.Current.CancellationToken)).ToList();
        await Eventually.HoldsAsync(() => _hasher.Verified == Math.Max(1, Environment.ProcessorCount - 1));
        _hasher.MayVerify.Set();
        await Task.WhenAll(flood);

        Assert.Equal(100, _hasher.Verified);
        Assert.InRange(_hasher.MaxRunning, 1, Math.Max(1, Environment.ProcessorCount - 1));
    }

    [Fact]
    public void Create_SameNameTwice_Throws() =>
        Assert.Throws<ArgumentException>(() => Create(Directories.User("anna", "secret"), Directories.User("anna", "other")));

    [Theory]
    [InlineData(null, null)]
    [InlineData(null, "")]
    [InlineData("topsecret", null)]
    public void Create_NothingToVerifyAgainst_ThrowsWithoutRepeatingIt(string? hash, string? password)
    {
        var error = Assert.Throws<ArgumentException>(() => Create(new UserOptions { Name = "anna", PasswordHash = hash, Password = password }));
        Assert.DoesNotContain("topsecret", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void ToString_UserOptions_TellsNoSecret() =>
        Assert.Equal("anna", new UserOptions { Name = "anna", Password = "topsecret", PasswordHash = "topsecret" }.ToString());

    private UserDirectory Create(params UserOptions[] users) => Directories.Create(_hasher, null, users);
}
