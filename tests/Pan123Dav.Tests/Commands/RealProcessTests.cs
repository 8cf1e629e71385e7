using System.Diagnostics;
using Microsoft.AspNetCore.Identity;

namespace Pan123Dav.Tests.Commands;

public sealed class RealProcessTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pan123dav-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Serve_NothingConfigured_Is78WithOneMistakeALine()
    {
        var run = await RealProcess.RunAsync(_folder, null, "--Pan123Dav:Setup:Enabled=false");

        Assert.Equal((78, ""), (run.ExitCode, run.Output));
        Assert.Collection(run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.StartsWith("Pan123Dav:Mounts: error configuration: has no mount", line, StringComparison.Ordinal),
            line => Assert.StartsWith("Pan123Dav:Users: error configuration: has no user", line, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Serve_ShippedFile_Is78AndSaysWhatToWrite()
    {
        File.Copy(Path.Combine(AppContext.BaseDirectory, "appsettings.json"), Path.Combine(_folder, "appsettings.json"));

        var run = await RealProcess.RunAsync(_folder, null, "serve", "--Pan123Dav:Setup:Enabled=false");

        Assert.Equal((78, ""), (run.ExitCode, run.Output));
        Assert.All(["Pan123Dav:Mounts:0:OriginUrlsFile: ", "Pan123Dav:Users:0:Name: ", "Pan123Dav:Users:0:PasswordHash: ", "hash-password"],
            part => Assert.Contains(part, run.Error, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(2, "2>&-", "check nofile")]
    [InlineData(2, "2>/dev/full", "check nofile")]
    [InlineData(2, "2>/dev/full", "chek")]
    [InlineData(78, "2>/dev/full", "serve --Pan123Dav:Setup:Enabled=false")]
    [InlineData(78, "2>&-", "token --user u")]
    public async Task Command_StandardErrorThatCannotBeWritten_ExitsAsEver(int code, string redirection, string command)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "There is no /dev/full here.");
        var program = Path.Combine(AppContext.BaseDirectory, "pan123dav");
        using var process = Process.Start(new ProcessStartInfo("/bin/sh", ["-c", $"'{program}' {command} >/dev/null {redirection}"])
        {
            WorkingDirectory = _folder,
        })!;
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        deadline.CancelAfter(RealProcess.Deadline);

        await process.WaitForExitAsync(deadline.Token);

        Assert.Equal(code, process.ExitCode);
    }

    [Fact]
    public async Task Serve_MalformedFile_Is78WithThePlace()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "appsettings.json"),
            "{\n  \"Pan123Dav\": {\n    \"PrivateKey\": nk3y-of-the-owner }", TestContext.Current.CancellationToken);

        var run = await RealProcess.RunAsync(_folder, null);

        Assert.Equal((78, ""), (run.ExitCode, run.Output));
        Assert.StartsWith(Path.Combine(_folder, "appsettings.json") + ":3:20: error json: is not valid JSON", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("k3y", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_WrongLogLevel_IsToldWithAllOtherMistakesAnd78()
    {
        var run = await RealProcess.RunAsync(_folder, null, "serve", "--Logging:LogLevel:Default=Loud", "--Pan123Dav:PathBase=x");

        Assert.Equal(78, run.ExitCode);
        Assert.Contains("Logging:LogLevel:Default: error configuration: must be Trace, Debug", run.Error, StringComparison.Ordinal);
        Assert.Contains("Pan123Dav:PathBase: error configuration", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Serve_MistakeOnTheCommandLine_Is78WithoutTheSecret()
    {
        var run = await RealProcess.RunAsync(_folder, null, "--Pan123Dav:Mounts:0:PrivatKey", "s3cret", "--Pan123Dav:PathBase=x");

        Assert.Equal(78, run.ExitCode);
        Assert.Contains("Pan123Dav:Mounts:0:PrivatKey: error configuration: is not a known key: did you mean PrivateKey?", run.Error, StringComparison.Ordinal);
        Assert.Contains("Pan123Dav:PathBase: error configuration: must start with a slash: write /x", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Check_CredentialsOfSystemd_AreReadLikeSecrets()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "appsettings.json"), """
            { "Pan123Dav": { "Mounts": [{ "OriginUrls": "a.mkv:1:1694101621:https://h.example/a", "Uid": 13 }], "Users": [{ "Name": "anna" }] } }
            """, TestContext.Current.CancellationToken);
        var credentials = Directory.CreateDirectory(Path.Combine(_folder, "credentials")).FullName;
        await File.WriteAllTextAsync(Path.Combine(credentials, "Pan123Dav__Mounts__0__PrivateKey"), "k-of-the-owner\n", TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(Path.Combine(credentials, "Pan123Dav__Users__0__Password"),
            "kestrel-over-9-hills\n", TestContext.Current.CancellationToken);

        Assert.Equal(1, (await RealProcess.RunAsync(_folder, null, "check")).ExitCode);
        var run = await RealProcess.RunAsync(_folder, ("CREDENTIALS_DIRECTORY", credentials), "check");
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
    }

    [Fact]
    public async Task HashPassword_StandardInput_PrintsAHash()
    {
        var run = await RealProcess.RunAsync(_folder, "密码 long word\r\n", "hash-password");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Equal(PasswordVerificationResult.Success, new PasswordHasher<object>().VerifyHashedPassword(new object(), run.Output.Trim(), "密码 long word"));
    }

    [Fact]
    public async Task HashPassword_EmptyInput_Is2()
    {
        var run = await RealProcess.RunAsync(_folder, "", "hash-password");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
    }

    [Fact]
    public async Task Version_Option_PrintsIt()
    {
        var run = await RealProcess.RunAsync(_folder, null, "--version");

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Matches(@"^0\.\d+\.\d+", run.Output);
    }

    [Fact]
    public async Task StrayWord_Anywhere_Is2WithASuggestion()
    {
        var run = await RealProcess.RunAsync(_folder, null, "serv");

        Assert.Equal((2, ""), (run.ExitCode, run.Output));
        Assert.Contains("did you mean serve?", run.Error, StringComparison.Ordinal);
    }
}
