using System.Globalization;
using Pan123Dav.Emulator;

namespace Pan123Dav.Tests.Commands.Doctor;

/// <summary>What the link host and 123's settings have wrong: keys, authentication, clocks, paths and dead links.</summary>
public sealed class DoctorLinkTests : DoctorTest
{
    [Fact]
    public async Task Doctor_HostThatTakesTheEscapedPath_FailsAndSaysSo()
    {
        Origin.Switches = new EmulatorSwitches { SignedPathIsEscaped = true };
        var (checks, run) = await RunAsync();

        Assert.Equal(1, run.ExitCode);
        AssertFails(checks, "escaped-path", "ASCII");
        Assert.Contains("over the escaped path", checks["escaped-path"].Message, StringComparison.Ordinal);
        Assert.Contains("第 1 集.mkv", checks["escaped-path"].Message, StringComparison.Ordinal);
        Assert.Equal("warn", checks["signed-accepted"].Status);
    }

    [Theory]
    [InlineData("/13/第 1 集.mkv", "skip")]
    [InlineData("/13/nobody.mkv", "pass")]
    public async Task Doctor_PathsWithEscapes_AreTriedWhereThereAreSome(string removed, string status)
    {
        Origin.Remove(removed);

        Assert.Equal(status, (await RunAsync()).Checks["escaped-path"].Status);
    }

    [Fact]
    public async Task Doctor_KeyThatIsWrong_SaysNothingOfPaths() =>
        Assert.Equal("skip", (await RunAsync(("Mounts:0:PrivateKey", "another-key"))).Checks["escaped-path"].Status);

    [Fact]
    public async Task Doctor_AuthenticationOff_FailsUnsignedAndExpired()
    {
        Origin.Switches = new EmulatorSwitches { AuthenticationOff = true };
        var (checks, run) = await RunAsync();

        Assert.Equal(1, run.ExitCode);
        AssertFails(checks, "unsigned-refused", "www.123pan.com/DirectLink");
        AssertFails(checks, "expired-refused", "www.123pan.com/DirectLink");
        Assert.Equal("pass", checks["signed-accepted"].Status);
        Assert.Equal(3, Origin.Requests.BytesSent);
    }

    [Theory]
    [InlineData("PrivateKey", "another-key")]
    [InlineData("Uid", "14")]
    public async Task Doctor_WrongKeyOrUid_FailsSigned(string setting, string value)
    {
        var (checks, run) = await RunAsync(($"Mounts:0:{setting}", value));

        Assert.Equal(1, run.ExitCode);
        AssertFails(checks, "signed-accepted", "www.123pan.com/Setting");
        Assert.Equal(("pass", "skip"), (checks["unsigned-refused"].Status, checks["expired-refused"].Status));
        Assert.Equal(0, Origin.Requests.BytesSent);
    }

    [Fact]
    public async Task Doctor_ExpiredAccepted_FailsExpiredOnly()
    {
        Origin.Switches = new EmulatorSwitches { AcceptExpired = true };
        var (checks, run) = await RunAsync();

        Assert.Equal(1, run.ExitCode);
        AssertFails(checks, "expired-refused", "authentication status switch");
        Assert.Equal(["expired-refused"], checks.Where(check => check.Value.Status == "fail").Select(check => check.Key));
    }

    [Theory]
    [InlineData(31, "warn")]
    [InlineData(-31, "warn")]
    [InlineData(29, "pass")]
    [InlineData(901, "fail")]
    [InlineData(-901, "fail")]
    [InlineData(7200, "fail")]
    public async Task Doctor_ClockOff_IsToldByHowFar(int seconds, string status)
    {
        Origin.Switches = new EmulatorSwitches { ClockOffset = TimeSpan.FromSeconds(seconds) };
        var (checks, _) = await RunAsync();

        Assert.Equal(status, checks["clock"].Status);
        Assert.Contains(Math.Abs(seconds).ToString(CultureInfo.InvariantCulture), checks["clock"].Message, StringComparison.Ordinal);
        Assert.Equal(status != "pass", checks["clock"].Action.Contains("NTP", StringComparison.Ordinal));
        Assert.Equal(seconds > 1800 ? "fail" : "pass", checks["signed-accepted"].Status);
    }

    [Fact]
    public async Task Doctor_DeadLinks_AreNamed()
    {
        Origin.Remove("/13/第 1 集.mkv");
        var (some, _) = await RunAsync();
        Assert.Equal("warn", some["signed-accepted"].Status);
        Assert.Contains("第 1 集.mkv", some["signed-accepted"].Message, StringComparison.Ordinal);

        Origin.Remove("/13/b.mkv");
        var (all, _) = await RunAsync();
        AssertFails(all, "signed-accepted", "Direct Link Space");
    }

    [Fact]
    public async Task Doctor_HostGone_FailsSignedAndTellsOfTheRest()
    {
        await Origin.DisposeAsync();
        var (checks, run) = await RunAsync();
        Assert.Equal(1, run.ExitCode);
        Assert.Equal(("warn", "fail", "skip"), (checks["unsigned-refused"].Status, checks["signed-accepted"].Status, checks["clock"].Status));
    }

    [Fact]
    public async Task Doctor_NoKey_StillTriesUnsignedLinks()
    {
        Origin.Switches = new EmulatorSwitches { AuthenticationOff = true };
        var (checks, _) = await RunAsync(("Mounts:0:PrivateKey", ""));
        AssertFails(checks, "unsigned-refused", "www.123pan.com/DirectLink");
        Assert.Equal("skip", checks["signed-accepted"].Status);
    }

    [Fact]
    public async Task Doctor_SeveralMounts_NamesTheOneThatIsWrong()
    {
        var (checks, _) = await RunAsync(
            ("Mounts:1:Path", "/other"), ("Mounts:1:OriginUrls", new Uri(Origin.Address, "/13/b.mkv").AbsoluteUri),
            ("Mounts:1:PrivateKey", "wrong"), ("Mounts:1:Uid", "13"),
            ("Mounts:2:Path", "/tree"), ("Mounts:2:Type", "UrlTree"), ("Mounts:2:OriginUrls", "https://192.0.2.1/never-asked"));
        Assert.Equal("fail", checks["signed-accepted"].Status);
        Assert.StartsWith("mount /other: ", checks["signed-accepted"].Message, StringComparison.Ordinal);
    }
}
