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
    [InlineData("--pan123dav:PathBase=/x", "--pan123dav:PathBase=/x")]
    [InlineData("--Logging:LogLevel:Default=Debug --Kestrel:Endpoints:A:Url http://[::1]:1",
        "--Logging:LogLevel:Default=Debug --Kestrel:Endpoints:A:Url http://[::1]:1")]
    [InlineData("--URLS http://*:80;https://+:443 --http_ports=80;81", "--URLS http://*:80;https://+:443 --http_ports=80;81")]
    [InlineData("--urls http://drive.local:1", "--urls http://drive.local:1")]
    [InlineData("--Pan123Dav:Users:0:Password=a=b --contentRoot /", "--Pan123Dav:Users:0:Password=a=b --contentRoot /")]
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
            $"pan123dav: error usage: frobnicate is no command: there are {string.Join(", ", root.Subcommands.Select(command => command.Name))}\n",
            run.Error, StringComparison.Ordinal);
        Assert.Contains("import", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("serv", "pan123dav: error usage: serv is no command: did you mean serve?")]
    [InlineData("hashpassword", "pan123dav: error usage: hashpassword is no command: did you mean hash-password?")]
    [InlineData("serve stray", "pan123dav serve: error usage: there is a word that belongs to no option: write --Key=Value or --Key Value")]
    [InlineData("serve Key=Value", "pan123dav serve: error usage: there is a word that belongs to no option: write --Key=Value or --Key Value")]
    [InlineData("serve --urls", "pan123dav serve: error usage: --urls has no value: write --urls=VALUE")]
    [InlineData("--urls --environment=b", "pan123dav serve: error usage: --urls has no value: write --urls=VALUE")]
    [InlineData("--hlep", "pan123dav serve: error usage: --hlep is no option here: did you mean --help?")]
    [InlineData("--environment=b --verson", "pan123dav serve: error usage: --verson is no option here: did you mean --version?")]
    [InlineData("--port 5903",
        "pan123dav serve: error usage: --port is no option here: did you mean --urls? Write --urls "
        + "http://127.0.0.1:5000, with another port or * in place of the address for every network")]
    [InlineData("-p 5903",
        "pan123dav serve: error usage: -p is no option here: did you mean --urls? Write --urls "
        + "http://127.0.0.1:5000, with another port or * in place of the address for every network")]
    [InlineData("serve --url http://h", "pan123dav serve: error usage: --url is no option here: did you mean --urls?")]
    [InlineData("--conf s3cret", "pan123dav serve: error usage: --conf is no option here: did you mean --config?")]
    [InlineData("--enviroment=x", "pan123dav serve: error usage: --enviroment is no option here: did you mean --environment?")]
    [InlineData("--Pan123:PathBase=/x", "pan123dav serve: error usage: --Pan123:PathBase is no option here: did you mean --Pan123Dav:PathBase?")]
    [InlineData("--Loging:LogLevel:Default Debug",
        "pan123dav serve: error usage: --Loging:LogLevel:Default is no option here: did you mean --Logging:LogLevel:Default?")]
    [InlineData("--Mounts:0:PrivateKey=s3cret",
        "pan123dav serve: error usage: --Mounts:0:PrivateKey is no option here: did you mean --Pan123Dav:Mounts:0:PrivateKey?")]
    [InlineData("-v", "pan123dav serve: error usage: -v is no option here: did you mean --version?")]
    [InlineData("help", "pan123dav: error usage: help is no command: did you mean --help?")]
    [InlineData("check -j", "pan123dav check: error usage: -j is no option here: did you mean --json?")]
    [InlineData("--env x", "pan123dav serve: error usage: --env is no option here: did you mean --environment?")]
    [InlineData("--contentRoot /not/there", "pan123dav serve: error usage: --contentRoot names a folder that is not there")]
    [InlineData("--Pan123Dav__PathBase=/x",
        "pan123dav serve: error usage: --Pan123Dav__PathBase is written as an environment variable is: did you mean --Pan123Dav:PathBase?")]
    [InlineData("--frobnicate",
        "pan123dav serve: error usage: --frobnicate is no option here: there are --urls, --environment, --contentRoot, "
        + "--config, and every key of the configuration, such as --Pan123Dav:PathBase")]
    [InlineData("serve chekc",
        "pan123dav serve: error usage: there is a word that belongs to no option: write --Key=Value "
        + "or --Key Value; did you mean the command check? It comes first")]
    [InlineData("--urls 5903",
        "pan123dav serve: error usage: --urls is a port alone: write http://localhost:5903, or http://*:5903 for every network of this machine")]
    [InlineData("sign", "pan123dav sign: error usage: Required argument 'URL' missing for command: 'sign'.")]
    [InlineData("sign u s3cret", "pan123dav sign: error usage: there is an unexpected word")]
    [InlineData("sign u --privatekey=s3cret", "pan123dav sign: error usage: --privatekey is no option here: did you mean --private-key?")]
    [InlineData("sign u --uid s3cret", "pan123dav sign: error usage: --uid must be a whole number from 0 to 18446744073709551615")]
    [InlineData("sign u --valid-duration 0", "pan123dav sign: error usage: --valid-duration must be a whole number from 1 to 525600")]
    [InlineData("hash-password s3cret", "pan123dav hash-password: error usage: there is an unexpected word")]
    [InlineData("sign --privatekey=s3cret u", "pan123dav sign: error usage: --privatekey is no option here: did you mean --private-key?")]
    [InlineData("check --jsn", "pan123dav check: error usage: --jsn is no option here: did you mean --json?")]
    [InlineData("check -json", "pan123dav check: error usage: -json is no option here: did you mean --json?")]
    [InlineData("check tree.txt --jsn", "pan123dav check: error usage: --jsn is no option here: did you mean --json?")]
    [InlineData("check --type=DirctLink", "pan123dav check: error usage: --type must be DirectLink or UrlTree: did you mean DirectLink?")]
    [InlineData("check --type s3cret", "pan123dav check: error usage: --type must be DirectLink or UrlTree")]
    [InlineData("import --wriet", "pan123dav import: error usage: --wriet is no option here: did you mean --write?")]
    [InlineData("doctor json", "pan123dav doctor: error usage: there is an unexpected word: did you mean --json?")]
    [InlineData("demo --prot 1", "pan123dav demo: error usage: --prot is no option here: did you mean --port?")]
    [InlineData("demo --port 70000", "pan123dav demo: error usage: --port must be a whole number from 0 to 65535")]
    [InlineData("demo --storage opne", "pan123dav demo: error usage: --storage must be open, share, personal or webdav: did you mean open?")]
    [InlineData("usage --comapre", "pan123dav usage: error usage: --comapre is no option here: did you mean --compare?")]
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
    [InlineData("usage --help")]
    [InlineData("export --help")]
    public async Task Help_OnEach_Is0OnStandardOutput(string line)
    {
        var run = await CommandRun.OfAsync(CommandRun.Whole(_ => Assert.Fail("It must not run.")), Words(line));

        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("Usage:", run.Output, StringComparison.Ordinal);
    }

    private static string[] Words(string line) => line.Split(' ', StringSplitOptions.RemoveEmptyEntries);
}
