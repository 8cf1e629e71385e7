using System.Net;
using Microsoft.AspNetCore.Cryptography.KeyDerivation;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Pan123Dav.Authentication;
using Pan123Dav.Authentication.Passwords;
using Pan123Dav.Commands.Doctor;
using Pan123Dav.Tests.Commands;
using Pan123Dav.Tests.Support;
using UserOptions = Pan123Dav.Authentication.UserOptions;

namespace Pan123Dav.Tests.Authentication.Passwords;

public sealed class PasswordHashingTests
{
    private const string Password = "correct horse 电池";

    [Fact]
    public void HashPassword_New_HasTodaysWork()
    {
        var hash = PasswordHashing.CreateHasher().HashPassword("anna", Password);

        var bytes = Convert.FromBase64String(hash);
        Assert.Equal([1, 0, 0, 0, (byte)KeyDerivationPrf.HMACSHA512, 0, 3, 0x34, 0x50], bytes[..9]);
        Assert.True(PasswordHashFormat.IsStrong(hash));
    }

    [Theory]
    [InlineData(PasswordHasherCompatibilityMode.IdentityV2, 1)]
    [InlineData(PasswordHasherCompatibilityMode.IdentityV3, 1)]
    [InlineData(PasswordHasherCompatibilityMode.IdentityV3, 100_000)]
    [InlineData(PasswordHasherCompatibilityMode.IdentityV3, 209_999)]
    public async Task SignIn_WithAWeakerHash_WorksAndIsWarnedOf(PasswordHasherCompatibilityMode mode, int iterations)
    {
        var hash = new PasswordHasher<string>(
            Options.Create(new PasswordHasherOptions { CompatibilityMode = mode, IterationCount = iterations })).HashPassword("", Password);
        var gateway = await GatewayHost.StartAsync("a.mkv:1:1694101621:https://h.example/a", ("Users:1:Name", "anna"), ("Users:1:PasswordHash", hash));
        await using (gateway)
        {
            using var client = gateway.CreateClient("anna", Password);
            using var response = await client.GetAsync("/dav/a.mkv", TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Redirect, response.StatusCode);
        }

        var line = Assert.Single(gateway.LogText.Split('\n'), line => line.Contains("Pan123Dav:Users:1:PasswordHash", StringComparison.Ordinal));
        Assert.Contains(" WRN ", line, StringComparison.Ordinal);
        Assert.Contains("hash-password", line, StringComparison.Ordinal);
        Assert.DoesNotContain(hash, gateway.LogText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_WeakHash_IsAWarning()
    {
        var folder = Directory.CreateTempSubdirectory("pan123dav-test-");
        var hash = new PasswordHasher<string>().HashPassword("", Password);
        await File.WriteAllTextAsync(Path.Combine(folder.FullName, "appsettings.json"), $$"""
            { "Pan123Dav": { "Mounts": [{ "OriginUrls": "a.mkv:1:1694101621:https://h.example/a", "PrivateKey": "k-of-the-owner", "Uid": 1 }],
              "Users": [{ "Name": "anna", "PasswordHash": "{{hash}}" }] } }
            """, TestContext.Current.CancellationToken);

        var run = await RealProcess.RunAsync(folder.FullName, null, "check");

        folder.Delete(recursive: true);
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Pan123Dav:Users:0:PasswordHash", run.Error, StringComparison.Ordinal);
        Assert.Contains("warning weak-hash: ", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(hash, run.Error + run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Hashes_OneWeak_IsDoctorsWarning()
    {
        var weak = new UserOptions { Name = "anna", PasswordHash = new PasswordHasher<string>().HashPassword("", Password) };
        var strong = new UserOptions { Name = "otto", PasswordHash = PasswordHashing.CreateHasher().HashPassword("", Password) };

        var finding = SettingsChecks.Hashes(new() { DataDirectory = "", Users = [strong, weak] });
        Assert.Equal(CheckStatus.Warn, finding.Status);
        Assert.Contains("anna", finding.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("otto", finding.Message, StringComparison.Ordinal);
        Assert.Equal(CheckStatus.Pass, SettingsChecks.Hashes(new() { DataDirectory = "", Users = [strong] }).Status);
    }
}
