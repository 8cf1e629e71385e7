using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Time.Testing;
using Pan123Dav.Commands;

namespace Pan123Dav.Tests.Commands;

public sealed class SignCommandTests
{
    // The vector that 123 publishes.
    private const string Key = "289ds32418bxdba";
    private const string Url = "http://vip.123pan.cn/13/files/1.txt";
    private const string Signed = Url + "?auth_key=1689220731-123-13-3bdacc0e031fd67fe829152f37c8fbad";

    [Fact]
    public async Task Sign_UidAbove63Bits_IsTaken()
    {
        var run = await SignAsync(null, Url, "--private-key", Key, "--uid", "9223372036854775808", "--timestamp", "1689220731", "--rand", "123");

        Assert.Equal((0, $"{Url}?auth_key=1689220731-123-9223372036854775808-a13fd0134827438cc83cde4ac37d7a61\n", ""), (run.ExitCode, run.Output, run.Error));
    }

    [Theory]
    [InlineData("18446744073709551616")]
    [InlineData("-1")]
    public async Task Sign_UidOutOfRange_IsAUsageError(string uid)
    {
        var run = await SignAsync(null, Url, "--private-key", Key, $"--uid={uid}");

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--uid must be a whole number from 0 to 18446744073709551615", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_PublishedVector_IsReproduced()
    {
        var run = await SignAsync(null, Url, "--private-key", Key, "--uid", "13", "--timestamp", "1689220731", "--rand", "123");

        Assert.Equal(new CommandRun(0, Signed + "\n", ""), run);
    }

    [Fact]
    public async Task Sign_KeyFromTheEnvironment_IsTaken()
    {
        var run = await SignAsync(Key, Url, "--uid=13", "--timestamp=1689220731", "--rand=123");

        Assert.Equal(new CommandRun(0, Signed + "\n", ""), run);
    }

    [Theory]
    [InlineData(null, 30)]
    [InlineData("--valid-duration=5", 5)]
    public async Task Sign_WithoutTimestamp_ExpiresAfterTheDuration(string? duration, int minutes)
    {
        var run = await SignAsync(Key, [Url, "--uid=13", .. duration is null ? Array.Empty<string>() : [duration]]);

        Assert.Equal(0, run.ExitCode);
        Assert.Matches($@"^http://vip\.123pan\.cn/13/files/1\.txt\?auth_key={1_700_000_000 + minutes * 60}-[0-9a-f]{{32}}-13-[0-9a-f]{{32}}\n$", run.Output);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public async Task Sign_NoKey_IsAUsageError(string? key)
    {
        var run = await SignAsync(key, Url, "--uid", "13");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains(SignCommand.KeyVariable, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_NoUid_SignsAndWarns()
    {
        var run = await SignAsync(Key, Url);

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("pan123dav sign: warning uid: ", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ftp://h/a", "1")]
    [InlineData("nonsense", "1")]
    [InlineData(Url, "1-2")]
    [InlineData(Url, "")]
    public async Task Sign_WrongUrlOrRand_IsAUsageErrorWithoutTheKey(string url, string rand)
    {
        var run = await SignAsync(null, url, "--private-key", Key, "--uid", "13", "--rand", rand);

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("pan123dav sign: error usage: ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://vip.123pan.cn/13/files/1.txt", "13", 60, "")]
    [InlineData("http://vip.123pan.cn/14/%E9%9F%B3%E4%B9%90/a b.flac", "14", 30, "")]
    [InlineData("http://vip.123pan.cn/14/音乐/a%20b.flac", "14", 30, "")]
    public async Task Sign_UrlOfATree_IsSignedAsItsMount(string url, string uid, int minutes, string error)
    {
        var run = await SignConfiguredAsync(Two, url);

        Assert.Equal((0, error), (run.ExitCode, run.Error));
        Assert.Matches($@"\?auth_key={1_700_000_000 + minutes * 60}-[0-9a-f]{{32}}-{uid}-[0-9a-f]{{32}}\n$", run.Output);
    }

    [Fact]
    public async Task Sign_UrlOfATree_TakesTheKeyOfThatTree()
    {
        var run = await SignConfiguredAsync(Two, Url, "--timestamp=1689220731", "--rand=123");

        Assert.Equal(new CommandRun(0, Signed + "\n", ""), run);
    }

    [Fact]
    public async Task Sign_UrlOfNoTree_IsSignedByTheOnlyMountWithAWarning()
    {
        var run = await SignConfiguredAsync(One, "http://vip.123pan.cn/13/other.txt", "--valid-duration", "5");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains($"auth_key={1_700_000_000 + 300}-", run.Output, StringComparison.Ordinal);
        Assert.StartsWith("pan123dav sign: warning mount: ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sign_UrlOfNoTreeAndSeveralMounts_IsAUsageError()
    {
        var run = await SignConfiguredAsync(Two, "http://vip.123pan.cn/13/other.txt");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("/one, /two", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Key, run.Error, StringComparison.Ordinal);
    }

    private static (string Key, string? Value)[] One =>
    [
        ("Mounts:0:Path", "/one"), ("Mounts:0:OriginUrls", Url), ("Mounts:0:PrivateKey", Key), ("Mounts:0:Uid", "13"), ("Mounts:0:ValidDuration", "60"),
        ("Users:0:Name", "u"), ("Users:0:Password", "w0rd-of-the-user"),
    ];

    private static (string Key, string? Value)[] Two =>
    [
        .. One,
        ("Mounts:1:Path", "/two"), ("Mounts:1:OriginUrls", "http://vip.123pan.cn/14/音乐/a b.flac"), ("Mounts:1:PrivateKey", "another"), ("Mounts:1:Uid", "14"),
    ];

    private static Task<CommandRun> SignConfiguredAsync((string Key, string? Value)[] settings, params string[] arguments) => CommandRun.OfAsync(
        SignCommand.Create(_ => null, new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000)), () => CommandConfiguration.Create(
            new ConfigurationBuilder().AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create("Pan123Dav:" + setting.Key, setting.Value)))
                .Build(), "/srv")), arguments);

    private static Task<CommandRun> SignAsync(string? key, params string[] arguments) => CommandRun.OfAsync(
        SignCommand.Create(name => name == SignCommand.KeyVariable ? key : null, new FakeTimeProvider(DateTimeOffset.FromUnixTimeSeconds(1_700_000_000))),
        arguments);
}
