using Pan123Dav.Commands;
using Pan123Dav.Tests.Configuration;

namespace Pan123Dav.Tests.Commands;

public sealed class ApiTokenCommandTests : IDisposable
{
    private const string Configured = "a-token-of-the-owners-own-choice-123";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("pan123dav-test-");

    [Fact]
    public async Task ApiToken_Twice_IsTheSameUntilItIsRevoked()
    {
        var first = await RunAsync("--user", "anna");
        var second = await RunAsync("--user", "anna");
        var revoked = await RunAsync("--user", "anna", "--revoke");
        var last = await RunAsync("--user", "anna");
        var other = await RunAsync("--user", "bert");

        Assert.All([first, second, revoked, last, other], run => Assert.Equal((0, ""), (run.ExitCode, run.Error)));
        Assert.Matches("^[A-Za-z0-9_-]{43}\n$", first.Output);
        Assert.Equal(first.Output, second.Output);
        Assert.NotEqual(first.Output, revoked.Output);
        Assert.Equal(revoked.Output, last.Output);
        Assert.NotEqual(last.Output, other.Output);
        if (!OperatingSystem.IsWindows())
        {
            Assert.All(_folder.GetFiles("pan123dav.db*", SearchOption.AllDirectories),
                file => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, file.UnixFileMode));
        }
    }

    [Fact]
    public async Task ApiToken_OfTheConfiguration_IsPrintedAndNotReplaced()
    {
        Assert.Equal((0, Configured + "\n"), await GetAsync("--user", "clara"));
        var run = await RunAsync("--user", "clara", "--revoke");

        Assert.Equal((78, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("Pan123Dav:Users:2:ApiToken: error", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(Configured, run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(78, "did you mean anna?", "--user", "ana")]
    [InlineData(78, "has no such user", "--user", "nobody-at-all", "--revoke")]
    [InlineData(2, "", "--revoke")]
    [InlineData(2, "", "--user", "anna", "--days", "3")]
    public async Task ApiToken_WhatCannotBe_SaysWhy(int code, string message, params string[] arguments)
    {
        var run = await RunAsync(arguments);

        Assert.Equal((code, ""), (run.ExitCode, run.Output));
        Assert.Contains(message, run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ApiToken_WhereNothingCanBeKept_Is78()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "data"), "no folder", TestContext.Current.CancellationToken);
        var run = await RunAsync("--user", "anna");

        Assert.Equal((78, ""), (run.ExitCode, run.Output));
        Assert.StartsWith("Pan123Dav:DataDirectory: error", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("short")]
    [InlineData("with a blank, which no header value of one word has")]
    [InlineData("größer-als-ascii-ist-dieses-zeichen-hier")]
    public async Task ApiToken_AWrongOneInTheConfiguration_Is78(string token)
    {
        var run = await RunAsync(["--user", "anna"], token);

        Assert.Equal(78, run.ExitCode);
        Assert.Contains("Pan123Dav:Users:2:ApiToken: error configuration: must be 32 to 256", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain(token, run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<(int Code, string Output)> GetAsync(params string[] arguments)
    {
        var run = await RunAsync(arguments);
        return (run.ExitCode, run.Output);
    }

    private Task<CommandRun> RunAsync(params string[] arguments) => RunAsync(arguments, Configured);

    private Task<CommandRun> RunAsync(string[] arguments, string token)
    {
        var source = TestConfiguration.FromJson($$"""
            { "Pan123Dav": {
                "Mounts": [{ "OriginUrls": "https://h/a" }],
                "Users": [{ "Name": "anna", "Password": "x" }, { "Name": "bert", "Password": "x" },
                  { "Name": "clara", "Password": "x", "ApiToken": "{{token}}" }] } }
            """);
        return CommandRun.OfAsync(ApiTokenCommand.Create(() => CommandConfiguration.Create(source, _folder.FullName)), arguments);
    }
}
