namespace Pan123Dav.Tests.Commands;

public sealed class GatewayCommandsTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("serve", "")]
    [InlineData("--urls=http://127.0.0.1:1", "--urls=http://127.0.0.1:1")]
    [InlineData("--urls http://127.0.0.1:1", "--urls http://127.0.0.1:1")]
    [InlineData("serve --urls http://127.0.0.1:1 --Pan123Dav:PathBase=/x", "--urls http://127.0.0.1:1 --Pan123Dav:PathBase=/x")]
    [InlineData("--environment demo", "--environment demo")]
    [InlineData("--Pan123Dav:Users:0:Name @me", "--Pan123Dav:Users:0:Name @me")]
    [InlineData("--Pan123Dav:Users:0:Password=a=b --contentRoot /srv", "--Pan123Dav:Users:0:Password=a=b --contentRoot /srv")]
    public async Task Serve_ConfigurationArguments_ArePassedOn(string line, string passed)
    {
        string[]? arguments = null;

        var run = await CommandRun.OfAsync(CommandRun.Whole(given => arguments = given), Words(line));

        Assert.Equal((0, "", ""), (run.ExitCode, run.Output, run.Error));
        Assert.Equal(Words(passed), arguments);
    }

    [Fact]
    public async Task Usage_NoSuchCommand_NamesAllThereAre()
    {
        var root = CommandRun.Whole(_ => Assert.Fail("It must not run."));

        var run = await CommandRun.OfAsync(root, "frobnicate");

        Assert.Equal(2, run.ExitCode);
        Assert.StartsWith(
            $"pan123dav: error usage: frobnicate is no command: there are {string.Join(", ", root.Subcommands.Select(command => command.Name))}\n", run.Error, StringComparison.Ordinal);
        Assert.Contains("import", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("serv", "pan123dav: error usage: serv is no command: did you mean serve?")]
    [InlineData("hashpassword", "pan123dav: error usage: hashpassword is no command: did you mean hash-password?")]
    [InlineData("serve stray", "pan123dav serve: error usage: there is a word that belongs to no option: write --Key=Value or --Key Value")]
    [InlineData("serve Key=Value", "pan123dav serve: error usage: there is a word that belongs to no option: write --Key=Value or --Key Value")]
    [InlineData("serve --urls", "pan123dav serve: error usage: --urls has no value: write --urls=VALUE")]
    [InlineData("--urls --a=b", "pan123dav serve: error usage: --urls has no value: write --urls=VALUE")]
    [InlineData("--hlep", "pan123dav serve: error usage: --hlep has no value: write --hlep=VALUE; or did you mean --help?")]
    [InlineData("--a=b --verson", "pan123dav serve: error usage: --verson has no value: write --verson=VALUE")]
    [InlineData("sign", "pan123dav sign: error usage: Required argument 'URL' missing for command: 'sign'.")]
    [InlineData("sign u s3cret", "pan123dav sign: error usage: there is a word too many")]
    [InlineData("sign u --privatekey=s3cret", "pan123dav sign: error usage: --privatekey is no option here: did you mean --private-key?")]
    [InlineData("sign u --uid s3cret", "pan123dav sign: error usage: --uid must be a whole number from 0 to 18446744073709551615")]
    [InlineData("sign u --valid-duration 0", "pan123dav sign: error usage: --valid-duration must be a whole number from 1 to 525600")]
    [InlineData("hash-password s3cret", "pan123dav hash-password: error usage: there is a word too many")]
    [InlineData("health --uri=http://h", "pan123dav health: error usage: --uri is no option here: did you mean --url?")]
    public async Task Usage_Wrong_Is2AndToldOnStandardError(string line, string mistake)
    {
        var run = await CommandRun.OfAsync(CommandRun.Whole(_ => Assert.Fail("It must not run.")), Words(line));

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Output);
        Assert.StartsWith(mistake + "\n", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("s3cret", run.Error, StringComparison.Ordinal);
        Assert.Contains("--help` tells what can be written", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--help")]
    [InlineData("serve --help")]
    [InlineData("demo --help")]
    [InlineData("check --help")]
    [InlineData("sign --help")]
    [InlineData("hash-password --help")]
    [InlineData("health --help")]
    [InlineData("-h")]
    public async Task Help_OnEach_Is0OnStandardOutput(string line)
    {
        var run = await CommandRun.OfAsync(CommandRun.Whole(_ => Assert.Fail("It must not run.")), Words(line));

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("Usage:", run.Output, StringComparison.Ordinal);
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
